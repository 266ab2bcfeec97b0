/**
 * Thresholds for `x <= d` on doubles that say the same as `float32(x) < t`.
 *
 * d is the largest double that rounds to a float32 below t: the middle between t and the float32 before it,
 * where the middle rounds down (ties go to the even neighbor), else the double before the middle.
 *
 * @param below The thresholds t, without NaN.
 * @returns -Infinity where nothing is below t.
 * @source IEEE 754-2019, 4.3.1 roundTiesToEven.
 */
export function atMostThresholds(below: Float32Array): Float64Array {
  const single = new Float32Array(1);
  const singleBits = new Int32Array(single.buffer);
  const double = new Float64Array(1);
  const doubleBits = new BigInt64Array(double.buffer);
  return Float64Array.from(below, (t) => {
    if (t === Number.NEGATIVE_INFINITY) return t;
    single[0] = t;
    if (t === 0) singleBits[0] = FIRST_NEGATIVE;
    else singleBits[0] += t > 0 ? -1 : 1;
    const middle = (asFinite(single[0]) + asFinite(t)) / 2;
    if (Math.fround(middle) < t) return middle;
    double[0] = middle;
    doubleBits[0] += middle > 0 ? -1n : 1n;
    return double[0];
  });
}

/** Bits of the negative float32 next to 0. */
const FIRST_NEGATIVE = 0x8000_0001 | 0;

/** For rounding, infinity stands where the next float32 would. */
function asFinite(value: number): number {
  return Number.isFinite(value) ? value : Math.sign(value) * 2 ** 128;
}
