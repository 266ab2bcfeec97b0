// Kernels of the network, on matrices of f32 in panels of 8 columns: panel q holds columns 8q to 8q + 7,
// row after row. Addresses are bytes. `rows` is any number, `inner`, `outer`, `width` are multiples of 8
// and n of 4. Each sum runs in the order of its index, so that a row alone gets the bits it has among others.

const FLOAT: usize = 4;
const ROW: usize = 32;


/** C = start + A B: A is rows x inner, B inner x outer; every row of C begins as the `outer` floats at `start`. */
export function multiply(
  a: usize, b: usize, start: usize, c: usize, rows: i32, inner: i32, outer: i32,
): void {
  const aPanel = <usize>rows * ROW;
  const bPanel = <usize>inner * ROW;
  const end = a + <usize>(inner >> 3) * aPanel;
  for (let q = 0; q < outer; q += 8) {
    const low = v128.load(start + <usize>q * FLOAT);
    const high = v128.load(start + <usize>q * FLOAT, 16);
    let i = 0;
    for (; i + 4 <= rows; i += 4) {
      const offset = <usize>i * ROW;
      let l0 = low, h0 = high, l1 = low, h1 = high, l2 = low, h2 = high, l3 = low, h3 = high;
      let at = b;
      for (let panel = a + offset; panel < end; panel += aPanel) {
        for (let lane = panel; lane < panel + ROW; lane += FLOAT) {
          const left = v128.load(at);
          const right = v128.load(at, 16);
          const s0 = v128.load32_splat(lane);
          const s1 = v128.load32_splat(lane, 32);
          const s2 = v128.load32_splat(lane, 64);
          const s3 = v128.load32_splat(lane, 96);
          l0 = f32x4.add(l0, f32x4.mul(s0, left));
          h0 = f32x4.add(h0, f32x4.mul(s0, right));
          l1 = f32x4.add(l1, f32x4.mul(s1, left));
          h1 = f32x4.add(h1, f32x4.mul(s1, right));
          l2 = f32x4.add(l2, f32x4.mul(s2, left));
          h2 = f32x4.add(h2, f32x4.mul(s2, right));
          l3 = f32x4.add(l3, f32x4.mul(s3, left));
          h3 = f32x4.add(h3, f32x4.mul(s3, right));
          at += ROW;
        }
      }
      const to = c + offset;
      v128.store(to, l0);
      v128.store(to, h0, 16);
      v128.store(to, l1, 32);
      v128.store(to, h1, 48);
      v128.store(to, l2, 64);
      v128.store(to, h2, 80);
      v128.store(to, l3, 96);
      v128.store(to, h3, 112);
    }
    for (; i < rows; i++) {
      const offset = <usize>i * ROW;
      let l = low, h = high;
      let at = b;
      for (let panel = a + offset; panel < end; panel += aPanel) {
        for (let lane = panel; lane < panel + ROW; lane += FLOAT) {
          const s = v128.load32_splat(lane);
          l = f32x4.add(l, f32x4.mul(s, v128.load(at)));
          h = f32x4.add(h, f32x4.mul(s, v128.load(at, 16)));
          at += ROW;
        }
      }
      v128.store(c + offset, l);
      v128.store(c + offset, h, 16);
    }
    b += bPanel;
    c += aPanel;
  }
}

/** C = A'D: A is rows x inner, D rows x outer, C inner x outer. */
export function multiplyCrossed(
  a: usize, d: usize, c: usize, rows: i32, inner: i32, outer: i32,
): void {
  const panel = <usize>rows * ROW;
  for (let q = 0; q < outer; q += 8) {
    for (let k = 0; k < inner; k += 4) {
      let left = a + <usize>(k >> 3) * panel + <usize>(k & 4) * FLOAT;
      const zero = f32x4.splat(0);
      let l0 = zero, h0 = zero, l1 = zero, h1 = zero, l2 = zero, h2 = zero, l3 = zero, h3 = zero;
      for (let right = d; right < d + panel; right += ROW) {
        const low = v128.load(right);
        const high = v128.load(right, 16);
        const s0 = v128.load32_splat(left);
        const s1 = v128.load32_splat(left, 4);
        const s2 = v128.load32_splat(left, 8);
        const s3 = v128.load32_splat(left, 12);
        l0 = f32x4.add(l0, f32x4.mul(s0, low));
        h0 = f32x4.add(h0, f32x4.mul(s0, high));
        l1 = f32x4.add(l1, f32x4.mul(s1, low));
        h1 = f32x4.add(h1, f32x4.mul(s1, high));
        l2 = f32x4.add(l2, f32x4.mul(s2, low));
        h2 = f32x4.add(h2, f32x4.mul(s2, high));
        l3 = f32x4.add(l3, f32x4.mul(s3, low));
        h3 = f32x4.add(h3, f32x4.mul(s3, high));
        left += ROW;
      }
      v128.store(c, l0);
      v128.store(c, h0, 16);
      v128.store(c, l1, 32);
      v128.store(c, h1, 48);
      v128.store(c, l2, 64);
      v128.store(c, h2, 80);
      v128.store(c, l3, 96);
      v128.store(c, h3, 112);
      c += 4 * ROW;
    }
    d += panel;
  }
}

/** T = B': B is inner x outer, T outer x inner. */
export function transpose(b: usize, t: usize, inner: i32, outer: i32): void {
  for (let q = 0; q < outer; q++) {
    const column = b + <usize>(q >> 3) * <usize>inner * ROW + <usize>(q & 7) * FLOAT;
    for (let k = 0; k < inner; k++) {
      const to = t + (<usize>(k >> 3) * <usize>outer + <usize>q) * ROW + <usize>(k & 7) * FLOAT;
      store<f32>(to, load<f32>(column + <usize>k * ROW));
    }
  }
}

/** sums[k] += d[i, k] over the rows. */
export function addRows(d: usize, sums: usize, rows: i32, width: i32): void {
  const panel = <usize>rows * ROW;
  for (let q = 0; q < width; q += 8) {
    let low = v128.load(sums);
    let high = v128.load(sums, 16);
    for (let at = d; at < d + panel; at += ROW) {
      low = f32x4.add(low, v128.load(at));
      high = f32x4.add(high, v128.load(at, 16));
    }
    v128.store(sums, low);
    v128.store(sums, high, 16);
    sums += ROW;
    d += panel;
  }
}

/** y = max(y, 0). */
export function rectify(y: usize, n: i32): void {
  const zero = f32x4.splat(0);
  const end = y + <usize>n * FLOAT;
  for (; y < end; y += 16) v128.store(y, f32x4.pmax(v128.load(y), zero));
}

/** d = d * scale where y is above 0, else 0: the slope of `rectify`, and of `drop` after it. */
export function rectifyBack(y: usize, d: usize, n: i32, scale: f32): void {
  const zero = f32x4.splat(0);
  const factor = f32x4.splat(scale);
  const end = y + <usize>n * FLOAT;
  for (; y < end; y += 16, d += 16)
    v128.store(d, v128.and(f32x4.mul(v128.load(d), factor), f32x4.gt(v128.load(y), zero)));
}

/** y = y * scale, or 0 where a random number of 32 bits is below the threshold: four xorshift32 side by side. */
export function drop(y: usize, n: i32, seeds: usize, threshold: u32, scale: f32): void {
  const least = i32x4.splat(threshold);
  const factor = f32x4.splat(scale);
  const end = y + <usize>n * FLOAT;
  let s = v128.load(seeds);
  for (; y < end; y += 16) {
    s = v128.xor(s, i32x4.shl(s, 13));
    s = v128.xor(s, i32x4.shr_u(s, 17));
    s = v128.xor(s, i32x4.shl(s, 5));
    v128.store(y, v128.and(f32x4.mul(v128.load(y), factor), i32x4.ge_u(s, least)));
  }
  v128.store(seeds, s);
}

/**
 * Batch normalization: hat = (x - mean) / deviation of each column, y = gain * hat + shift in the place of x.
 * `moments` receives the means, then 1 / sqrt(variance + epsilon).
 */
export function normalize(
  x: usize, hat: usize, gain: usize, shift: usize, moments: usize, rows: i32, width: i32, epsilon: f32,
): void {
  const n = f32x4.splat(<f32>rows);
  const one = f32x4.splat(1);
  const panel = <usize>rows * ROW;
  for (let k = 0; k < width; k += 4) {
    const from = <usize>(k >> 3) * panel + <usize>(k & 4) * FLOAT;
    const lane = <usize>k * FLOAT;
    let sum = f32x4.splat(0);
    for (let at = from; at < from + panel; at += ROW) sum = f32x4.add(sum, v128.load(x + at));
    const mean = f32x4.div(sum, n);
    let squares = f32x4.splat(0);
    for (let at = from; at < from + panel; at += ROW) {
      const d = f32x4.sub(v128.load(x + at), mean);
      squares = f32x4.add(squares, f32x4.mul(d, d));
    }
    const variance = f32x4.add(f32x4.div(squares, n), f32x4.splat(epsilon));
    const inverse = f32x4.div(one, f32x4.sqrt(variance));
    const g = v128.load(gain + lane);
    const b = v128.load(shift + lane);
    for (let at = from; at < from + panel; at += ROW) {
      const h = f32x4.mul(f32x4.sub(v128.load(x + at), mean), inverse);
      v128.store(hat + at, h);
      v128.store(x + at, f32x4.add(f32x4.mul(g, h), b));
    }
    v128.store(moments + lane, mean);
    v128.store(moments + <usize>width * FLOAT + lane, inverse);
  }
}

/** The slope of `normalize`, in the place of d; gainSlope and shiftSlope receive the sums of d * hat and of d. */
export function normalizeBack(
  d: usize, hat: usize, gain: usize, moments: usize, gainSlope: usize, shiftSlope: usize, rows: i32, width: i32,
): void {
  const n = f32x4.splat(<f32>rows);
  const panel = <usize>rows * ROW;
  for (let k = 0; k < width; k += 4) {
    const from = <usize>(k >> 3) * panel + <usize>(k & 4) * FLOAT;
    const lane = <usize>k * FLOAT;
    let sum = f32x4.splat(0);
    let crossed = f32x4.splat(0);
    for (let at = from; at < from + panel; at += ROW) {
      const slope = v128.load(d + at);
      sum = f32x4.add(sum, slope);
      crossed = f32x4.add(crossed, f32x4.mul(slope, v128.load(hat + at)));
    }
    v128.store(gainSlope + lane, crossed);
    v128.store(shiftSlope + lane, sum);
    const inverse = v128.load(moments + <usize>width * FLOAT + lane);
    const factor = f32x4.div(f32x4.mul(v128.load(gain + lane), inverse), n);
    for (let at = from; at < from + panel; at += ROW) {
      const own = f32x4.sub(f32x4.mul(n, v128.load(d + at)), sum);
      const along = f32x4.mul(v128.load(hat + at), crossed);
      v128.store(d + at, f32x4.mul(factor, f32x4.sub(own, along)));
    }
  }
}

/** out[i, t] = min(max(x[i] - t, 0), 1): a coordinate as `width` ramps, one after the other. */
export function ramps(x: usize, out: usize, rows: i32, width: i32): void {
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  for (let t = 0; t < width; t += 8) {
    const low = f32x4.add(f32x4.splat(<f32>t), f32x4(0, 1, 2, 3));
    const high = f32x4.add(low, f32x4.splat(4));
    for (let i = 0; i < rows; i++) {
      const value = v128.load32_splat(x + <usize>i * FLOAT);
      v128.store(out, f32x4.pmin(f32x4.pmax(f32x4.sub(value, low), zero), one));
      v128.store(out, f32x4.pmin(f32x4.pmax(f32x4.sub(value, high), zero), one), 16);
      out += ROW;
    }
  }
}

/** One step of Adam with decoupled decay: `first` and `second` correct the bias of the moments. */
export function adam(
  w: usize, slope: usize, m: usize, v: usize, n: i32,
  rate: f32, beta1: f32, beta2: f32, epsilon: f32, decay: f32, first: f32, second: f32,
): void {
  const b1 = f32x4.splat(beta1);
  const b2 = f32x4.splat(beta2);
  const rest1 = f32x4.splat(<f32>1 - beta1);
  const rest2 = f32x4.splat(<f32>1 - beta2);
  const end = w + <usize>n * FLOAT;
  for (; w < end; w += 16, slope += 16, m += 16, v += 16) {
    const g = v128.load(slope);
    const mean = f32x4.add(f32x4.mul(b1, v128.load(m)), f32x4.mul(rest1, g));
    const square = f32x4.add(f32x4.mul(b2, v128.load(v)), f32x4.mul(rest2, f32x4.mul(g, g)));
    v128.store(m, mean);
    v128.store(v, square);
    const root = f32x4.sqrt(f32x4.mul(square, f32x4.splat(second)));
    const size = f32x4.add(root, f32x4.splat(epsilon));
    const step = f32x4.div(f32x4.mul(mean, f32x4.splat(first)), size);
    const old = v128.load(w);
    const kept = f32x4.sub(old, f32x4.mul(f32x4.splat(decay), old));
    v128.store(w, f32x4.sub(kept, f32x4.mul(f32x4.splat(rate), step)));
  }
}

/** Sum of the squares of n floats, in doubles: four running sums, added as (0 + 1) + (2 + 3). */
export function sumSquares(x: usize, n: i32): f64 {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  const end = x + <usize>n * FLOAT;
  for (; x < end; x += 16) {
    const values = v128.load(x);
    const a = f64x2.promote_low_f32x4(values);
    const b = f64x2.promote_low_f32x4(v128.shuffle<f32>(values, values, 2, 3, 2, 3));
    low = f64x2.add(low, f64x2.mul(a, a));
    high = f64x2.add(high, f64x2.mul(b, b));
  }
  return (
    f64x2.extract_lane(low, 0) + f64x2.extract_lane(low, 1) +
    (f64x2.extract_lane(high, 0) + f64x2.extract_lane(high, 1))
  );
}

/** x = x * factor. */
export function scale(x: usize, n: i32, factor: f32): void {
  const by = f32x4.splat(factor);
  const end = x + <usize>n * FLOAT;
  for (; x < end; x += 16) v128.store(x, f32x4.mul(v128.load(x), by));
}
