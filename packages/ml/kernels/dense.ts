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

/** scores[i * k + c] = dot(row i of x, row c of w), each summed as `dotDoubles` sums. x: n x p, w: k x p. */
export function scoreRows(x: usize, n: i32, p: i32, w: usize, k: i32, scores: usize): void {
  const width = (<usize>p) << 3;
  for (let i = 0; i < n; i++) {
    const row = x + (<usize>i) * width;
    const out = scores + (((<usize>i) * (<usize>k)) << 3);
    for (let c = 0; c < k; c++) store<f64>(out + ((<usize>c) << 3), dotDoubles(row, w + (<usize>c) * width, p));
  }
}

/**
 * sums[c * p + j] += sum over rows i of slopes[i * k + c] * x[i * p + j]. Rows go in fours, added as
 * (0 + 1) + (2 + 3), then the rest one by one.
 */
export function addRows(x: usize, n: i32, p: i32, slopes: usize, k: i32, sums: usize): void {
  const width = (<usize>p) << 3;
  const step = (<usize>k) << 3;
  const whole = n & ~3;
  for (let c = 0; c < k; c++) {
    const into = sums + (<usize>c) * width;
    let slope = slopes + ((<usize>c) << 3);
    let row = x;
    for (let i = 0; i < whole; i += 4) {
      addFour(row, p, load<f64>(slope), load<f64>(slope + step), load<f64>(slope + 2 * step), load<f64>(slope + 3 * step), into);
      slope += 4 * step;
      row += 4 * width;
    }
    for (let i = whole; i < n; i++) {
      const s = load<f64>(slope);
      for (let j: usize = 0; j < width; j += 8) store<f64>(into + j, load<f64>(into + j) + s * load<f64>(row + j));
      slope += step;
      row += width;
    }
  }
}

// @ts-ignore: decorator
@inline
function addFour(row: usize, p: i32, s0: f64, s1: f64, s2: f64, s3: f64, into: usize): void {
  const width = (<usize>p) << 3;
  const pairs = (<usize>(p & ~1)) << 3;
  const t0 = f64x2.splat(s0);
  const t1 = f64x2.splat(s1);
  const t2 = f64x2.splat(s2);
  const t3 = f64x2.splat(s3);
  const second = row + width;
  const third = second + width;
  const fourth = third + width;
  let j: usize = 0;
  for (; j < pairs; j += 16) {
    const left = f64x2.add(f64x2.mul(t0, v128.load(row + j)), f64x2.mul(t1, v128.load(second + j)));
    const right = f64x2.add(f64x2.mul(t2, v128.load(third + j)), f64x2.mul(t3, v128.load(fourth + j)));
    v128.store(into + j, f64x2.add(v128.load(into + j), f64x2.add(left, right)));
  }
  if (j < width) {
    const left = s0 * load<f64>(row + j) + s1 * load<f64>(second + j);
    const right = s2 * load<f64>(third + j) + s3 * load<f64>(fourth + j);
    store<f64>(into + j, load<f64>(into + j) + (left + right));
  }
}

/** columns[j * n + i] = (x[i * p + j] - means[j]) * roots[i]: a block of rows, centered and turned. x: n x p. */
export function turnRows(x: usize, n: i32, p: i32, means: usize, roots: usize, columns: usize): void {
  const height = (<usize>n) << 3;
  for (let i = 0; i < n; i++) {
    const root = load<f64>(roots + ((<usize>i) << 3));
    const row = x + (((<usize>i) * (<usize>p)) << 3);
    let out = columns + ((<usize>i) << 3);
    for (let j = 0; j < p; j++) {
      const at = (<usize>j) << 3;
      store<f64>(out, (load<f64>(row + at) - load<f64>(means + at)) * root);
      out += height;
    }
  }
}

/**
 * gram[i * p + j] += dot(column i, column j) for j <= i. Columns of n doubles, n even: a product is the sum
 * over even positions plus the sum over odd ones.
 */
export function addGram(columns: usize, n: i32, p: i32, gram: usize): void {
  const height = (<usize>n) << 3;
  for (let i = 0; i < p; i++) {
    const a = columns + (<usize>i) * height;
    const row = gram + (((<usize>i) * (<usize>p)) << 3);
    let j = 0;
    for (; j + 3 <= i; j += 4) {
      const b0 = columns + (<usize>j) * height;
      const b1 = b0 + height;
      const b2 = b1 + height;
      const b3 = b2 + height;
      let s0 = f64x2.splat(0);
      let s1 = f64x2.splat(0);
      let s2 = f64x2.splat(0);
      let s3 = f64x2.splat(0);
      for (let at: usize = 0; at < height; at += 16) {
        const own = v128.load(a + at);
        s0 = f64x2.add(s0, f64x2.mul(own, v128.load(b0 + at)));
        s1 = f64x2.add(s1, f64x2.mul(own, v128.load(b1 + at)));
        s2 = f64x2.add(s2, f64x2.mul(own, v128.load(b2 + at)));
        s3 = f64x2.add(s3, f64x2.mul(own, v128.load(b3 + at)));
      }
      const at = row + ((<usize>j) << 3);
      addLanes(at, s0);
      addLanes(at + 8, s1);
      addLanes(at + 16, s2);
      addLanes(at + 24, s3);
    }
    for (; j <= i; j++) {
      const b = columns + (<usize>j) * height;
      let sum = f64x2.splat(0);
      for (let at: usize = 0; at < height; at += 16) sum = f64x2.add(sum, f64x2.mul(v128.load(a + at), v128.load(b + at)));
      addLanes(row + ((<usize>j) << 3), sum);
    }
  }
}

// @ts-ignore: decorator
@inline
function addLanes(at: usize, pair: v128): void {
  store<f64>(at, load<f64>(at) + (f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1)));
}
