/**
 * Floats of 16 bits: IEEE 754 binary16 (FP16) and the upper half of binary32 (BF16).
 *
 * @source IEEE 754-2019, 3.4 and 4.3.1: round to nearest, ties to even; subnormals, infinities and NaN included.
 */

const word = new DataView(new ArrayBuffer(8));

/** Value of a half-precision number. @param bits 0 to 65 535. */
export function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/** Bits of the half-precision number nearest to a double; beyond 65 519 they are those of infinity. */
export function toHalf(value: number): number {
  if (Number.isNaN(value)) return 0x7e00;
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  if (size < 2 ** -14) return sign | roundToEven(size * 2 ** 24);
  if (size >= 65_520) return sign | 0x7c00;
  word.setFloat64(0, size);
  const exponent = ((word.getUint16(0) >> 4) & 0x7ff) - 1023;
  return sign | (((exponent + 14) << 10) + roundToEven(size * 2 ** (10 - exponent)));
}

/** Value of a brain float. @param bits 0 to 65 535. */
export function fromBrain(bits: number): number {
  word.setUint32(0, bits << 16);
  return word.getFloat32(0);
}

/** Bits of the brain float nearest to a double; beyond the largest one they are those of infinity. */
export function toBrain(value: number): number {
  if (Number.isNaN(value)) return 0x7fc0;
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  if (size < 2 ** -126) return sign | roundToEven(size * 2 ** 133);
  if (size === Number.POSITIVE_INFINITY) return sign | 0x7f80;
  word.setFloat64(0, size);
  const exponent = ((word.getUint16(0) >> 4) & 0x7ff) - 1023;
  const bits = ((exponent + 126) << 7) + roundToEven(size * 2 ** (7 - exponent));
  return sign | Math.min(bits, 0x7f80);
}

/** Scaling by powers of two is exact, so this is the only rounding. */
function roundToEven(value: number): number {
  const low = Math.floor(value);
  const rest = value - low;
  if (rest !== 0.5) return rest < 0.5 ? low : low + 1;
  return low % 2 === 0 ? low : low + 1;
}
