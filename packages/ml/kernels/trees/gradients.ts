/** Packs gradient and Hessian of each row into 64 bits: the gradient in units above, the Hessian in units below. */
export function packGradients(
  g: usize,
  h: usize,
  from: i32,
  to: i32,
  gUnits: f64,
  hUnits: f64,
  packed: usize,
): void {
  for (let i = from; i < to; i++) {
    const at = <usize>i << 3;
    const gradient = <i64>nearest<f64>(load<f64>(g + at) * gUnits);
    const hessian = <i64>nearest<f64>(load<f64>(h + at) * hUnits);
    store<i64>(packed + at, (gradient << 32) + hessian);
  }
}

/** Sum of absolute values of doubles: two running sums, i mod 2 each, added at the end. */
export function sumSizes(at: usize, from: i32, to: i32): f64 {
  let sums = f64x2.splat(0);
  let i = from;
  for (; i + 1 < to; i += 2) sums = f64x2.add(sums, f64x2.abs(v128.load(at + (<usize>i << 3))));
  let sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
  if (i < to) sum += abs(load<f64>(at + (<usize>i << 3)));
  return sum;
}

/**
 * Sum of squares of gradients, each over its weight, which is in it twice then; rows of weight 0 are left out. Two running
 * sums, i mod 2 each, added at the end.
 *
 * @param weights 0: all are 1.
 */
export function sumSquares(at: usize, weights: usize, from: i32, to: i32): f64 {
  let sums = f64x2.splat(0);
  let i = from;
  for (; i + 1 < to; i += 2) {
    const place = <usize>i << 3;
    const g = v128.load(at + place);
    let square = f64x2.mul(g, g);
    if (weights !== 0) {
      const weight = v128.load(weights + place);
      square = v128.and(f64x2.div(square, weight), f64x2.gt(weight, f64x2.splat(0)));
    }
    sums = f64x2.add(sums, square);
  }
  let sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
  if (i === to) return sum;
  const place = <usize>i << 3;
  const g = load<f64>(at + place);
  if (weights === 0) return sum + g * g;
  const weight = load<f64>(weights + place);
  return weight > 0 ? sum + (g * g) / weight : sum;
}

/**
 * e to the power x for |x| <= 80, in single precision: 2^k times a polynomial on |r| <= ln(2) / 2; relative error
 * below 2e-7.
 *
 * @source Moshier, Cephes, expf.
 */
@inline
function exp4lanes(x: v128): v128 {
  const k = f32x4.nearest(f32x4.mul(x, f32x4.splat(1.4426950408889634)));
  // ln(2) in two parts, the first of few digits: its multiples are exact.
  let r = f32x4.sub(x, f32x4.mul(k, f32x4.splat(0.693359375)));
  r = f32x4.add(r, f32x4.mul(k, f32x4.splat(0.00021219444)));
  let p = f32x4.splat(0.00019875691);
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(0.0013981999));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(0.008333452));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(0.041665796));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(0.16666666));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(0.5));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1));
  return f32x4.mul(p, i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(k), i32x4.splat(127)), 23));
}

/** Four doubles as single ones. */
@inline
function narrow(at: usize): v128 {
  const first = f32x4.demote_f64x2_zero(v128.load(at));
  return v128.shuffle<i64>(first, f32x4.demote_f64x2_zero(v128.load(at, 16)), 0, 2);
}

/** Four single ones as doubles, times the weights where there are any. */
@inline
function widen(values: v128, weights: usize, into: usize): void {
  let first = f64x2.promote_low_f32x4(values);
  let second = f64x2.promote_low_f32x4(v128.shuffle<i64>(values, values, 1, 1));
  if (weights !== 0) {
    first = f64x2.mul(first, v128.load(weights));
    second = f64x2.mul(second, v128.load(weights, 16));
  }
  v128.store(into, first);
  v128.store(into, second, 16);
}

/**
 * Gradient and Hessian of the log loss of rows with labels 0 and 1: p - y and p (1 - p), times the weight, in single
 * precision.
 *
 * The size of a gradient is the probability of the other label: it is computed as such, since a difference from 1 would
 * lose its digits. Rows `from` to `to` - 1, both multiples of 4 or `to` the number of rows; arrays have room for a
 * multiple of 4.
 */
export function logisticGradients(
  scores: usize,
  labels: usize,
  weights: usize,
  from: i32,
  to: i32,
  g: usize,
  h: usize,
): void {
  const one = f32x4.splat(1);
  for (let i = from; i < to; i += 4) {
    const at = <usize>i << 3;
    const label = narrow(labels + at);
    const sign = f32x4.sub(one, f32x4.add(label, label));
    const score = f32x4.pmax(f32x4.splat(-80), f32x4.pmin(f32x4.splat(80), narrow(scores + at)));
    const odds = exp4lanes(f32x4.mul(sign, score));
    const own = f32x4.div(one, f32x4.add(one, odds));
    const other = f32x4.mul(odds, own);
    const weight = weights === 0 ? 0 : weights + at;
    widen(f32x4.mul(sign, other), weight, g + at);
    widen(f32x4.mul(other, own), weight, h + at);
  }
}

/**
 * Gradient and Hessian of half the squared error: score - target and 1, times the weight.
 *
 * Rows `from` to `to` - 1, both even or `to` the number of rows; arrays have room for an even number.
 */
export function squaredGradients(
  scores: usize,
  targets: usize,
  weights: usize,
  from: i32,
  to: i32,
  g: usize,
  h: usize,
): void {
  let weight = f64x2.splat(1);
  for (let i = from; i < to; i += 2) {
    const at = <usize>i << 3;
    if (weights !== 0) weight = v128.load(weights + at);
    v128.store(g + at, f64x2.mul(f64x2.sub(v128.load(scores + at), v128.load(targets + at)), weight));
    v128.store(h + at, weight);
  }
}
