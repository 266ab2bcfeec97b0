import type { NetworkKernels } from './network.ts';
import type { LinearMemory } from './web-assembly.ts';

const { fround, sqrt } = Math;
const LANES = 8;

/** The kernels of the network in plain TypeScript: every operation is rounded to f32, as the compiled ones do. */
export function networkTwin(memory: LinearMemory): NetworkKernels {
  const floats = (at: number, n: number) => new Float32Array(memory.buffer, at, n);
  return {
    multiply(aAt, bAt, startAt, cAt, rows, inner, outer) {
      const [a, b] = [floats(aAt, rows * inner), floats(bAt, inner * outer)];
      const [start, c] = [floats(startAt, outer), floats(cAt, rows * outer)];
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < outer; j++) {
          let sum = start[j];
          for (let k = 0; k < inner; k++)
            sum = fround(sum + fround(a[place(rows, i, k)] * b[place(inner, k, j)]));
          c[place(rows, i, j)] = sum;
        }
      }
    },
    multiplyCrossed(aAt, dAt, cAt, rows, inner, outer) {
      const [a, d] = [floats(aAt, rows * inner), floats(dAt, rows * outer)];
      const c = floats(cAt, inner * outer);
      for (let k = 0; k < inner; k++) {
        for (let j = 0; j < outer; j++) {
          let sum = 0;
          for (let i = 0; i < rows; i++)
            sum = fround(sum + fround(a[place(rows, i, k)] * d[place(rows, i, j)]));
          c[place(inner, k, j)] = sum;
        }
      }
    },
    transpose(bAt, tAt, inner, outer) {
      const [b, t] = [floats(bAt, inner * outer), floats(tAt, inner * outer)];
      for (let k = 0; k < inner; k++)
        for (let j = 0; j < outer; j++) t[place(outer, j, k)] = b[place(inner, k, j)];
    },
    addRows(dAt, sumsAt, rows, width) {
      const [d, sums] = [floats(dAt, rows * width), floats(sumsAt, width)];
      for (let k = 0; k < width; k++)
        for (let i = 0; i < rows; i++) sums[k] += d[place(rows, i, k)];
    },
    rectify(yAt, n) {
      const y = floats(yAt, n);
      for (let i = 0; i < n; i++) if (y[i] < 0) y[i] = 0;
    },
    rectifyBack(yAt, dAt, n, scale) {
      const [y, d, factor] = [floats(yAt, n), floats(dAt, n), fround(scale)];
      for (let i = 0; i < n; i++) d[i] = y[i] > 0 ? d[i] * factor : 0;
    },
    drop(yAt, n, seedsAt, threshold, scale) {
      const [y, factor] = [floats(yAt, n), fround(scale)];
      const seeds = new Int32Array(memory.buffer, seedsAt, 4);
      for (let i = 0; i < n; i++) {
        let s = seeds[i & 3];
        s ^= s << 13;
        s ^= s >>> 17;
        s ^= s << 5;
        seeds[i & 3] = s;
        y[i] = s >>> 0 >= threshold >>> 0 ? y[i] * factor : 0;
      }
    },
    normalize(xAt, hatAt, gainAt, shiftAt, momentsAt, rows, width, epsilon) {
      const [x, hat] = [floats(xAt, rows * width), floats(hatAt, rows * width)];
      const [gain, shift] = [floats(gainAt, width), floats(shiftAt, width)];
      const moments = floats(momentsAt, 2 * width);
      for (let k = 0; k < width; k++) {
        let sum = 0;
        for (let i = 0; i < rows; i++) sum = fround(sum + x[place(rows, i, k)]);
        const mean = fround(sum / rows);
        let squares = 0;
        for (let i = 0; i < rows; i++) {
          const d = fround(x[place(rows, i, k)] - mean);
          squares = fround(squares + fround(d * d));
        }
        const variance = fround(fround(squares / rows) + fround(epsilon));
        const inverse = fround(1 / fround(sqrt(variance)));
        for (let i = 0; i < rows; i++) {
          const at = place(rows, i, k);
          hat[at] = fround(x[at] - mean) * inverse;
          x[at] = fround(gain[k] * hat[at]) + shift[k];
        }
        moments[k] = mean;
        moments[width + k] = inverse;
      }
    },
    normalizeBack(dAt, hatAt, gainAt, momentsAt, gainSlopeAt, shiftSlopeAt, rows, width) {
      const [d, hat] = [floats(dAt, rows * width), floats(hatAt, rows * width)];
      const [gain, moments] = [floats(gainAt, width), floats(momentsAt, 2 * width)];
      const [gainSlope, shiftSlope] = [floats(gainSlopeAt, width), floats(shiftSlopeAt, width)];
      for (let k = 0; k < width; k++) {
        let sum = 0;
        let crossed = 0;
        for (let i = 0; i < rows; i++) {
          const at = place(rows, i, k);
          sum = fround(sum + d[at]);
          crossed = fround(crossed + fround(d[at] * hat[at]));
        }
        gainSlope[k] = crossed;
        shiftSlope[k] = sum;
        const factor = fround(fround(gain[k] * moments[width + k]) / rows);
        for (let i = 0; i < rows; i++) {
          const at = place(rows, i, k);
          const own = fround(fround(rows * d[at]) - sum);
          d[at] = factor * fround(own - fround(hat[at] * crossed));
        }
      }
    },
    ramps(xAt, outAt, rows, width) {
      const [x, out] = [floats(xAt, rows), floats(outAt, rows * width)];
      for (let i = 0; i < rows; i++)
        for (let t = 0; t < width; t++)
          out[place(rows, i, t)] = Math.min(Math.max(fround(x[i] - t), 0), 1);
    },
    adam(wAt, slopeAt, mAt, vAt, n, rate, beta1, beta2, epsilon, decay, first, second) {
      const [w, slope, m, v] = [wAt, slopeAt, mAt, vAt].map((at) => floats(at, n));
      const [b1, b2, e] = [fround(beta1), fround(beta2), fround(epsilon)];
      const [rest1, rest2] = [fround(1 - b1), fround(1 - b2)];
      const [lr, share, c1, c2] = [fround(rate), fround(decay), fround(first), fround(second)];
      for (let i = 0; i < n; i++) {
        const g = slope[i];
        m[i] = fround(b1 * m[i]) + fround(rest1 * g);
        v[i] = fround(b2 * v[i]) + fround(rest2 * fround(g * g));
        const size = fround(fround(sqrt(fround(v[i] * c2))) + e);
        const step = fround(fround(m[i] * c1) / size);
        w[i] = fround(w[i] - fround(share * w[i])) - fround(lr * step);
      }
    },
    sumSquares(xAt, n) {
      const x = floats(xAt, n);
      const sums = [0, 0, 0, 0];
      for (let i = 0; i < n; i++) sums[i & 3] += x[i] * x[i];
      return sums[0] + sums[1] + (sums[2] + sums[3]);
    },
    scale(xAt, n, factor) {
      const [x, by] = [floats(xAt, n), fround(factor)];
      for (let i = 0; i < n; i++) x[i] *= by;
    },
  };
}

/** Where element (i, j) of a matrix of `rows` rows lies, in panels of 8 columns. */
function place(rows: number, i: number, j: number): number {
  return ((j >> 3) * rows + i) * LANES + (j & 7);
}
