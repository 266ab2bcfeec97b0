// Kernels on dense arrays of numbers: products, distances. Addresses are bytes, lengths are elements.

/** Sum of a[i] * b[i]: four running sums, i mod 4 each, added as (0 + 2) + (1 + 3), then the rest in order. */
export function dotDoubles(a: usize, b: usize, n: i32): f64 {
  let even = f64x2.splat(0);
  let odd = f64x2.splat(0);
  const whole = n & ~3;
  for (let i = 0; i < whole; i += 4) {
    const at = (<usize>i) << 3;
    even = f64x2.add(even, f64x2.mul(v128.load(a + at), v128.load(b + at)));
    odd = f64x2.add(odd, f64x2.mul(v128.load(a + at, 16), v128.load(b + at, 16)));
  }
  const both = f64x2.add(even, odd);
  let sum = f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
  for (let i = whole; i < n; i++) {
    const at = (<usize>i) << 3;
    sum += load<f64>(a + at) * load<f64>(b + at);
  }
  return sum;
}
