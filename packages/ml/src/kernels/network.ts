import type { KernelArea } from './load-kernels.ts';
import { WASM } from './network.generated.ts';
import { networkTwin } from './network-twin.ts';

/**
 * Kernels of the network, on matrices of f32 in panels of 8 columns: panel q holds columns 8q to 8q + 7,
 * row after row. Addresses are bytes.
 *
 * `rows` is any number; `inner`, `outer` and `width` are multiples of 8, n of 4. Every sum runs in the
 * order of its index, so that a row alone gets the bits that it has among others.
 */
export interface NetworkKernels {
  /** C = start + A B: A is rows x inner, B inner x outer; every row of C begins as the `outer` floats at `start`. */
  multiply(
    a: number,
    b: number,
    start: number,
    c: number,
    rows: number,
    inner: number,
    outer: number,
  ): void;
  /** C = A'D: A is rows x inner, D rows x outer, C inner x outer. */
  multiplyCrossed(
    a: number,
    d: number,
    c: number,
    rows: number,
    inner: number,
    outer: number,
  ): void;
  /** T = B': B is inner x outer, T outer x inner. */
  transpose(b: number, t: number, inner: number, outer: number): void;
  /** sums[k] += d[i, k] over the rows. */
  addRows(d: number, sums: number, rows: number, width: number): void;
  /** y = max(y, 0). */
  rectify(y: number, n: number): void;
  /** d = d * scale where y is above 0, else 0: the slope of `rectify`, and of `drop` after it. */
  rectifyBack(y: number, d: number, n: number, scale: number): void;
  /** y = y * scale, or 0 where a random number of 32 bits is below the threshold: four xorshift32 side by side. */
  drop(y: number, n: number, seeds: number, threshold: number, scale: number): void;
  /**
   * Batch normalization: hat = (x - mean) / deviation of each column, y = gain * hat + shift in the place
   * of x. `moments` receives the means, then 1 / sqrt(variance + epsilon).
   */
  normalize(
    x: number,
    hat: number,
    gain: number,
    shift: number,
    moments: number,
    rows: number,
    width: number,
    epsilon: number,
  ): void;
  /** The slope of `normalize`, in the place of d; gainSlope and shiftSlope receive the sums of d * hat and of d. */
  normalizeBack(
    d: number,
    hat: number,
    gain: number,
    moments: number,
    gainSlope: number,
    shiftSlope: number,
    rows: number,
    width: number,
  ): void;
  /** out[i, t] = min(max(x[i] - t, 0), 1): a coordinate as `width` ramps, one after the other. */
  ramps(x: number, out: number, rows: number, width: number): void;
  /** One step of Adam with decoupled decay: `first` and `second` correct the bias of the moments. */
  adam(
    w: number,
    slope: number,
    m: number,
    v: number,
    n: number,
    rate: number,
    beta1: number,
    beta2: number,
    epsilon: number,
    decay: number,
    first: number,
    second: number,
  ): void;
  /** Sum of the squares of n floats, in doubles: four running sums, added as (0 + 1) + (2 + 3). */
  sumSquares(x: number, n: number): number;
  /** x = x * factor. */
  scale(x: number, n: number, factor: number): void;
}

/** Kernels of the network. */
export const NETWORK: KernelArea<NetworkKernels> = { wasm: WASM, twin: networkTwin };
