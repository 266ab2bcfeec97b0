const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const INVERSE_LN2 = Math.LOG2E;
const OVERFLOW = 709.782712893384;
const UNDERFLOW = -745.1332191019411;
const P1 = 0.16666666666666602;
const P2 = -0.0027777777777015593;
const P3 = 0.00006613756321437934;
const P4 = -0.0000016533902205465252;
const P5 = 4.1381367970572385e-8;

const LOWEST_POWER = -1021;
const TWO_TO_MINUS_1000 = 2 ** -1000;
const POWERS_OF_TWO = powersOfTwo();

function powersOfTwo(): Float64Array {
  const powers = new Float64Array(1023 - LOWEST_POWER + 1);
  let power = 1;
  for (let k = 0; k <= 1023; k++, power *= 2) powers[k - LOWEST_POWER] = power;
  power = 1;
  for (let k = 0; k >= LOWEST_POWER; k--, power /= 2) powers[k - LOWEST_POWER] = power;
  return powers;
}

/**
 * e to the power x with the same bits in every JavaScript engine.
 *
 * x = k ln 2 + r with |r| <= ln(2) / 2; exp(r) by a rational form of degree 5; the result is scaled by
 * 2^k. Only additions, multiplications and divisions are used, which the language defines to the
 * last bit; `Math.exp` is left to each engine.
 *
 * @returns Within 1 unit in the last place; 0 below about -745.13, Infinity above about 709.78.
 * @source Sun Microsystems (1993, 2004), fdlibm, e_exp.c.
 */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > OVERFLOW) return Number.POSITIVE_INFINITY;
  if (x < UNDERFLOW) return 0;
  let high = x;
  let low = 0;
  let k = 0;
  const size = x < 0 ? -x : x;
  if (size > 0.34657359027997264) {
    if (size < 1.0397207708399179) k = x < 0 ? -1 : 1;
    else k = (INVERSE_LN2 * x + (x < 0 ? -0.5 : 0.5)) | 0;
    high = x - k * LN2_HIGH;
    low = k * LN2_LOW;
  } else if (size < 3.725290298461914e-9) {
    return 1 + x;
  }
  const r = high - low;
  const t = r * r;
  const c = r - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))));
  if (k === 0) return 1 - ((r * c) / (c - 2) - r);
  const y = 1 - (low - (r * c) / (2 - c) - high);
  if (k === 1024) return y * 2 * POWERS_OF_TWO[1023 - LOWEST_POWER];
  if (k >= LOWEST_POWER) return y * POWERS_OF_TWO[k - LOWEST_POWER];
  return y * POWERS_OF_TWO[k + 1000 - LOWEST_POWER] * TWO_TO_MINUS_1000;
}
