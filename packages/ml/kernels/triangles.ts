// Triangular factors of symmetric matrices, n x n row-major doubles. Addresses are bytes. Every entry is one
// product of two rows, whatever the order of the blocks, which only keeps rows in the cache.

/** Rows that are worked on together while others pass by. */
const BLOCK: i32 = 32;

/** Products from place `from` to `to` - 1: four running sums, added as (0 + 2) + (1 + 3), then the rest in order. */
// @ts-ignore: decorator
@inline
function product(a: usize, b: usize, from: i32, to: i32): f64 {
  let even = f64x2.splat(0);
  let odd = f64x2.splat(0);
  const whole = from + ((to - from) & ~3);
  for (let k = from; k < whole; k += 4) {
    const at = (<usize>k) << 3;
    even = f64x2.add(even, f64x2.mul(v128.load(a + at), v128.load(b + at)));
    odd = f64x2.add(odd, f64x2.mul(v128.load(a + at, 16), v128.load(b + at, 16)));
  }
  return finish(f64x2.add(even, odd), a, b, whole, to);
}

// @ts-ignore: decorator
@inline
function finish(sums: v128, a: usize, b: usize, from: i32, to: i32): f64 {
  let sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
  for (let k = from; k < to; k++) {
    const at = (<usize>k) << 3;
    sum += load<f64>(a + at) * load<f64>(b + at);
  }
  return sum;
}

/** The products of row a with rows b, b + width, b + 2 width and b + 3 width, written to `out`. */
function fourProducts(a: usize, b: usize, width: usize, from: i32, to: i32, out: usize): void {
  let e0 = f64x2.splat(0);
  let e1 = e0;
  let e2 = e0;
  let e3 = e0;
  let o0 = e0;
  let o1 = e0;
  let o2 = e0;
  let o3 = e0;
  const b1 = b + width;
  const b2 = b1 + width;
  const b3 = b2 + width;
  const whole = from + ((to - from) & ~3);
  for (let k = from; k < whole; k += 4) {
    const at = (<usize>k) << 3;
    const x = v128.load(a + at);
    const y = v128.load(a + at, 16);
    e0 = f64x2.add(e0, f64x2.mul(x, v128.load(b + at)));
    o0 = f64x2.add(o0, f64x2.mul(y, v128.load(b + at, 16)));
    e1 = f64x2.add(e1, f64x2.mul(x, v128.load(b1 + at)));
    o1 = f64x2.add(o1, f64x2.mul(y, v128.load(b1 + at, 16)));
    e2 = f64x2.add(e2, f64x2.mul(x, v128.load(b2 + at)));
    o2 = f64x2.add(o2, f64x2.mul(y, v128.load(b2 + at, 16)));
    e3 = f64x2.add(e3, f64x2.mul(x, v128.load(b3 + at)));
    o3 = f64x2.add(o3, f64x2.mul(y, v128.load(b3 + at, 16)));
  }
  store<f64>(out, finish(f64x2.add(e0, o0), a, b, whole, to));
  store<f64>(out, finish(f64x2.add(e1, o1), a, b1, whole, to), 8);
  store<f64>(out, finish(f64x2.add(e2, o2), a, b2, whole, to), 16);
  store<f64>(out, finish(f64x2.add(e3, o3), a, b3, whole, to), 24);
}

/**
 * A = L L' in place: reads the lower triangle of A, writes L there. Returns 1, or 0 where a pivot is not above 0.
 * `four` is room for 4 doubles.
 */
export function factorize(a: usize, n: i32, four: usize): i32 {
  const width = (<usize>n) << 3;
  for (let first = 0; first < n; first += BLOCK) {
    const end = min(first + BLOCK, n);
    for (let j = 0; j < end; j++) {
      const other = a + <usize>j * width;
      const column = (<usize>j) << 3;
      if (j >= first) {
        const pivot = load<f64>(other + column) - product(other, other, 0, j);
        if (!(pivot > 0)) return 0;
        store<f64>(other + column, Math.sqrt(pivot));
      }
      const diagonal = load<f64>(other + column);
      let i = max(first, j + 1);
      for (; i + 3 < end; i += 4) {
        const row = a + <usize>i * width;
        fourProducts(other, row, width, 0, j, four);
        let at = row + column;
        for (let r: usize = 0; r < 32; r += 8, at += width)
          store<f64>(at, (load<f64>(at) - load<f64>(four + r)) / diagonal);
      }
      for (; i < end; i++) {
        const row = a + <usize>i * width;
        store<f64>(row + column, (load<f64>(row + column) - product(other, row, 0, j)) / diagonal);
      }
    }
  }
  return 1;
}

/** Row i of u becomes column i of the inverse of L: entries i to n - 1, zeros before. */
export function invertLower(lower: usize, n: i32, u: usize, four: usize): void {
  const width = (<usize>n) << 3;
  memory.fill(u, 0, width * <usize>n);
  for (let first = 0; first < n; first += BLOCK) {
    const end = min(first + BLOCK, n);
    for (let tile = 0; tile < end; tile += 4) {
      for (let k = max(first, tile); k < end; k++) {
        const row = lower + <usize>k * width;
        const column = (<usize>k) << 3;
        const diagonal = load<f64>(row + column);
        let at = u + <usize>tile * width;
        if (k >= tile + 4) {
          fourProducts(row, at, width, tile, k, four);
          at += column;
          for (let r: usize = 0; r < 32; r += 8, at += width)
            store<f64>(at, -load<f64>(four + r) / diagonal);
        } else {
          for (let i = tile; i < k; i++, at += width)
            store<f64>(at + column, -product(row, at, tile, k) / diagonal);
          store<f64>(at + column, 1 / diagonal);
        }
      }
    }
  }
}

/** inverse[i, j] for j <= i: the product of rows i and j of u, of which the entries before i and j are zeros. */
export function multiplyRows(u: usize, n: i32, inverse: usize, four: usize): void {
  const width = (<usize>n) << 3;
  for (let first = 0; first < n; first += BLOCK) {
    const end = min(first + BLOCK, n);
    for (let tile = 0; tile < end; tile += 4) {
      const other = u + <usize>tile * width;
      for (let i = max(first, tile); i < end; i++) {
        const row = u + <usize>i * width;
        const out = inverse + <usize>i * width + ((<usize>tile) << 3);
        if (i >= tile + 3) fourProducts(row, other, width, i, n, out);
        else
          for (let j = tile; j <= i; j++)
            store<f64>(
              out + ((<usize>(j - tile)) << 3),
              product(row, other + <usize>(j - tile) * width, i, n),
            );
      }
    }
  }
}
