import { WASM } from './bins.generated.ts';
import type { KernelArea } from './load-kernels.ts';
import type { LinearMemory } from './web-assembly.ts';

/** Kernels that count numbers on bins and sum them. Addresses are bytes; values, edges, counts and what is written are doubles. */
export interface BinKernels {
  /**
   * Raises the count of the bin of each value, or the one behind all bins where it is NaN.
   *
   * @param nSlots Number of edges, a power of two; they rise, and unused ones as well as the last are Infinity. Counts: nSlots + 1.
   */
  countBins(values: number, n: number, edges: number, nSlots: number, counts: number): void;
  /** Writes how many values are finite, their sum, the least and the largest of them; Infinity and -Infinity where there is none. */
  sumFinite(values: number, n: number, out: number): void;
  /** Writes the sums of the distances of the finite values to a mean, and of their squares. */
  sumSquares(values: number, n: number, mean: number, out: number): void;
}

/** Kernels that count numbers on bins. */
export const BINS: KernelArea<BinKernels> = { wasm: WASM, twin: binsTwin };

function binsTwin(memory: LinearMemory): BinKernels {
  const doubles = (at: number, length: number) => new Float64Array(memory.buffer, at, length);
  return {
    countBins(valuesAt, n, edgesAt, nSlots, countsAt) {
      const values = doubles(valuesAt, n);
      const edges = doubles(edgesAt, nSlots);
      const counts = doubles(countsAt, nSlots + 1);
      for (const value of values)
        counts[Number.isNaN(value) ? nSlots : edges.findIndex((edge) => !(edge < value))]++;
    },
    sumFinite(valuesAt, n, outAt) {
      const values = doubles(valuesAt, n);
      const finite = values.filter(Number.isFinite);
      const out = doubles(outAt, 4);
      out[0] = finite.length;
      out[1] = sumInFours(values.map((value) => (Number.isFinite(value) ? value : 0)));
      out[2] = finite.reduce((least, value) => Math.min(least, value), Infinity);
      out[3] = finite.reduce((largest, value) => Math.max(largest, value), -Infinity);
    },
    sumSquares(valuesAt, n, mean, outAt) {
      const distances = doubles(valuesAt, n).map((value) =>
        Number.isFinite(value - mean) ? value - mean : 0,
      );
      const out = doubles(outAt, 2);
      out[0] = sumInFours(distances);
      out[1] = sumInFours(distances.map((distance) => distance * distance));
    },
  };
}

function sumInFours(values: Float64Array): number {
  const sums = [0, 0, 0, 0];
  const whole = values.length & ~3;
  for (let i = 0; i < whole; i++) sums[i & 3] += values[i];
  let sum = sums[0] + sums[2] + (sums[1] + sums[3]);
  for (let i = whole; i < values.length; i++) sum += values[i];
  return sum;
}
