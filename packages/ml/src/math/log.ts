const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const L1 = 0.6666666666666735;
const L2 = 0.3999999999940942;
const L3 = 0.2857142874366239;
const L4 = 0.22222198432149784;
const L5 = 0.1818357216161805;
const L6 = 0.15313837699209373;
const L7 = 0.14798198605116586;

const SMALLEST_NORMAL = 2 ** -1022;
const TWO_TO_54 = 2 ** 54;

/** The bits of a number: written and read within one call. */
const FLOAT = new Float64Array(1);
const WORDS = new Int32Array(FLOAT.buffer);
const HIGH = new Int32Array(Float64Array.of(1).buffer)[1] === 0 ? 0 : 1;
const EXPONENT_OF_ONE = 1023 << 20;

/**
 * Natural logarithm with the same bits in every JavaScript engine.
 *
 * x = 2^k m with m between sqrt(2) / 2 and sqrt(2); ln m by an odd polynomial of (m - 1) / (m + 1). Only
 * additions, multiplications and divisions are used, which the language defines to the last bit; `Math.log`
 * is left to each engine.
 *
 * @returns Within 1 unit in the last place; -Infinity for 0, NaN for negative numbers.
 * @source Sun Microsystems (1993, 2004), fdlibm, e_log.c.
 */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  let k = 0;
  let m = x;
  if (m < SMALLEST_NORMAL) {
    m *= TWO_TO_54;
    k = -54;
  }
  if (m >= 2 || m < 0.5) {
    FLOAT[0] = m;
    k += (WORDS[HIGH] >>> 20) - 1023;
    WORDS[HIGH] = (WORDS[HIGH] & 0xfffff) | EXPONENT_OF_ONE;
    m = FLOAT[0];
  }
  if (m > Math.SQRT2) {
    m /= 2;
    k++;
  } else if (m < Math.SQRT1_2) {
    m *= 2;
    k--;
  }
  const f = m - 1;
  const half = (f * f) / 2;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const r = w * (L2 + w * (L4 + w * L6)) + z * (L1 + w * (L3 + w * (L5 + w * L7)));
  return s * (half + r) + k * LN2_LOW - half + f + k * LN2_HIGH;
}
