// Kernels of additive boosting: rows lie in cells, one byte or two per row. Addresses are bytes.

/**
 * Takes one step off the residuals and sums them by the cells of the next term, in one pass.
 *
 * Even rows go to the first bank of sums, odd rows to the second: rows in turn that lie in the same cell
 * then do not wait for each other's sum.
 */
// @ts-ignore: decorator
@inline
function lowerAndSum<T>(
  n: i32,
  residuals: usize,
  weights: usize,
  lastCells: usize,
  step: usize,
  cells: usize,
  sums: usize,
  bankBytes: usize,
): void {
  const one = f64x2.splat(1);
  let bank: usize = sums;
  let otherBank: usize = sums + bankBytes;
  for (let i = 0; i < n; i++) {
    const row = (<usize>i) << 3;
    const last = <usize>load<T>(lastCells + <usize>i * sizeof<T>());
    const residual = load<f64>(residuals + row) - load<f64>(step + (last << 3));
    store<f64>(residuals + row, residual);
    const both = f64x2.mul(v128.load64_splat(weights + row), f64x2.replace_lane(one, 0, residual));
    const at = bank + (<usize>load<T>(cells + <usize>i * sizeof<T>()) << 4);
    v128.store(at, f64x2.add(v128.load(at), both));
    const held = bank;
    bank = otherBank;
    otherBank = held;
  }
}

/** Cells are bytes. */
export function lowerAndSumBytes(
  n: i32,
  residuals: usize,
  weights: usize,
  lastCells: usize,
  step: usize,
  cells: usize,
  sums: usize,
  bankBytes: usize,
): void {
  lowerAndSum<u8>(n, residuals, weights, lastCells, step, cells, sums, bankBytes);
}

/** Cells are numbers of two bytes. */
export function lowerAndSumShorts(
  n: i32,
  residuals: usize,
  weights: usize,
  lastCells: usize,
  step: usize,
  cells: usize,
  sums: usize,
  bankBytes: usize,
): void {
  lowerAndSum<u16>(n, residuals, weights, lastCells, step, cells, sums, bankBytes);
}

const LOG2E: f64 = 1.4426950408889634;
const LN2_HIGH: f64 = 0.6931471803691238;
const LN2_LOW: f64 = 1.9082149292705877e-10;
/** Adding it rounds to a whole number, half to even, and leaves that number in the low bits. */
const ROUNDER: f64 = 6755399441055744.0;
const FARTHEST: f64 = -700.0;

/** One step of Horner's rule: sum * x + term. */
// @ts-ignore: decorator
@inline
function step(sum: v128, x: v128, term: f64): v128 {
  return f64x2.add(f64x2.mul(sum, x), f64x2.splat(term));
}

/** Reciprocals of the odd numbers from 23 down to 3. */
const ATANH_TERMS = memory.data<f64>([
  0.043478260869565216, 0.047619047619047616, 0.05263157894736842, 0.058823529411764705,
  0.06666666666666667, 0.07692307692307693, 0.09090909090909091, 0.1111111111111111,
  0.14285714285714285, 0.2, 0.3333333333333333,
]);

/**
 * Expands the log loss of two classes around the scores (response - residual) of an even number of rows.
 *
 * Signs are 1 for the second class and -1 for the first. Each row gets the response and residual of its
 * parabola, and as weight the parabola's curvature, at least `least`, times `learned`.
 *
 * @returns The sum of the losses, each times `heldOut`: two running sums, added at the end.
 */
export function expandLogLoss(
  n: i32,
  signs: usize,
  learned: usize,
  heldOut: usize,
  least: f64,
  responses: usize,
  residuals: usize,
  weights: usize,
): f64 {
  const one = f64x2.splat(1);
  const zero = f64x2.splat(0);
  let loss = zero;
  for (let i = 0; i < n; i += 2) {
    const at = (<usize>i) << 3;
    const score = f64x2.sub(v128.load(responses + at), v128.load(residuals + at));
    const sign = v128.load(signs + at);
    const margin = f64x2.mul(score, sign);
    const far = f64x2.max(f64x2.neg(f64x2.abs(score)), f64x2.splat(FARTHEST));
    const rounded = f64x2.add(f64x2.mul(far, f64x2.splat(LOG2E)), f64x2.splat(ROUNDER));
    const k = f64x2.sub(rounded, f64x2.splat(ROUNDER));
    const r = f64x2.sub(
      f64x2.sub(far, f64x2.mul(k, f64x2.splat(LN2_HIGH))),
      f64x2.mul(k, f64x2.splat(LN2_LOW)),
    );
    // The Taylor series of e^r: reciprocals of the factorials of 11 down to 0.
    let sum = step(step(step(f64x2.splat(2.505210838544172e-8), r, 2.755731922398589e-7), r, 2.7557319223985893e-6), r, 0.0000248015873015873);
    sum = step(step(step(sum, r, 0.0001984126984126984), r, 0.001388888888888889), r, 0.008333333333333333);
    sum = step(step(step(sum, r, 0.041666666666666664), r, 0.16666666666666666), r, 0.5);
    sum = step(step(sum, r, 1), r, 1);
    const power = i64x2.shl(i64x2.add(rounded, i64x2.splat(1023)), 52);
    const e = f64x2.mul(sum, power);

    // The share of the class that the score is against is e / (1 + e), its curvature e / (1 + e)^2.
    const whole = f64x2.add(one, e);
    const inverse = f64x2.div(one, whole);
    const against = f64x2.mul(e, inverse);
    const steep = f64x2.mul(against, inverse);
    const isRight = f64x2.ge(margin, zero);
    const isFlat = f64x2.lt(steep, f64x2.splat(least));
    const curvature = v128.bitselect(f64x2.splat(least), steep, isFlat);
    const miss = v128.bitselect(against, inverse, isRight);
    const residual = f64x2.mul(sign, f64x2.div(miss, curvature));
    v128.store(residuals + at, residual);
    v128.store(responses + at, f64x2.add(score, residual));
    v128.store(weights + at, f64x2.mul(v128.load(learned + at), curvature));

    const judged = v128.load(heldOut + at);
    if (!v128.any_true(judged)) continue;
    const z = f64x2.div(e, f64x2.add(whole, one));
    const z2 = f64x2.mul(z, z);
    let tail = v128.load64_splat(ATANH_TERMS);
    for (let t: usize = 8; t < 88; t += 8)
      tail = f64x2.add(f64x2.mul(tail, z2), v128.load64_splat(ATANH_TERMS + t));
    tail = f64x2.add(f64x2.mul(tail, z2), one);
    const softened = f64x2.mul(f64x2.add(z, z), tail);
    const own = f64x2.add(softened, v128.bitselect(zero, f64x2.abs(score), isRight));
    loss = f64x2.add(loss, f64x2.mul(judged, own));
  }
  return f64x2.extract_lane(loss, 0) + f64x2.extract_lane(loss, 1);
}
