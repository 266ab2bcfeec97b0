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
 * e to the power x for |x| <= 700: 2^k times a polynomial of degree 12 on |r| <= ln(2) / 2; relative error below 1e-15.
 */
@inline
function exp2lanes(x: v128): v128 {
  const k = f64x2.nearest(f64x2.mul(x, f64x2.splat(1.4426950408889634)));
  let r = f64x2.sub(x, f64x2.mul(k, f64x2.splat(0.6931471803691238)));
  r = f64x2.sub(r, f64x2.mul(k, f64x2.splat(1.9082149292705877e-10)));
  let p = f64x2.splat(2.08767569878681e-9);
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(2.505210838544172e-8));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(2.755731922398589e-7));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(0.0000027557319223985893));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(0.0000248015873015873));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(0.0001984126984126984));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(0.001388888888888889));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(0.008333333333333333));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(0.041666666666666664));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(0.16666666666666666));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(0.5));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1));
  // 2^k by its bits: k + 1023 shifted into the exponent; adding 2^52 + 2^51 leaves k + 1023 in the low bits.
  const biased = f64x2.add(k, f64x2.splat(6755399441055744 + 1023));
  return f64x2.mul(p, i64x2.shl(biased, 52));
}

/**
 * Gradient and Hessian of the log loss of rows with labels 0 and 1: p - y and p (1 - p), times the weight.
 *
 * Rows `from` to `to` - 1, both even or `to` the number of rows; arrays have room for an even number.
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
  const one = f64x2.splat(1);
  for (let i = from; i < to; i += 2) {
    const at = <usize>i << 3;
    const bounded = f64x2.pmax(f64x2.splat(-500), f64x2.pmin(f64x2.splat(500), v128.load(scores + at)));
    const p = f64x2.div(one, f64x2.add(one, exp2lanes(f64x2.neg(bounded))));
    let gradient = f64x2.sub(p, v128.load(labels + at));
    let hessian = f64x2.mul(p, f64x2.sub(one, p));
    if (weights !== 0) {
      gradient = f64x2.mul(gradient, v128.load(weights + at));
      hessian = f64x2.mul(hessian, v128.load(weights + at));
    }
    v128.store(g + at, gradient);
    v128.store(h + at, hessian);
  }
}
