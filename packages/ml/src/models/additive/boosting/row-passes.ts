import { ADDITIVE, type Heap, loadKernels } from '../../../kernels/index.ts';

/** Cell of each row in one term. */
export type Cells = Uint8Array | Uint16Array;

/** What the rows of one term are summed into. */
export interface PassedTerm {
  readonly cells: Cells;
  readonly nCells: number;
}

/**
 * Passes over the rows, one per term: each takes the step of the term before off the residuals and sums
 * what is left by the cells of the next.
 */
export interface RowPasses {
  /** Turns to the residuals and weights at these addresses. */
  enter(residualsAt: number, weightsAt: number): void;
  /** Per cell of term t: the sum of weight * residual and the sum of weights, side by side. */
  sumBy(t: number): Float64Array;
  /** Where the step of the term that was summed last is written, per cell. */
  readonly step: Float64Array;
  /** Takes the last step off the residuals. */
  leave(): void;
}

/** Cells of a term at most that have two banks of sums. */
const MOST_BANKED = 512;

/**
 * @param terms Their cells are all bytes, or all numbers of two bytes.
 * @param n Rows.
 * @param heap Holds a copy of the cells; the caller marks and releases.
 */
export function openPasses(terms: readonly PassedTerm[], n: number, heap: Heap): RowPasses {
  const widest = Math.max(...terms.map(({ nCells }) => nCells));
  const stepAt = heap.take(8 * widest);
  const sumsAt = heap.take(32 * widest);
  const cellsAt = terms.map(({ cells: { buffer, byteOffset, byteLength } }) => {
    const at = heap.take(byteLength);
    heap.bytes(at, byteLength).set(new Uint8Array(buffer, byteOffset, byteLength));
    return at;
  });
  const { lowerAndSumBytes, lowerAndSumShorts } = loadKernels(ADDITIVE, heap.memory);
  const lowerAndSum = terms[0].cells instanceof Uint16Array ? lowerAndSumShorts : lowerAndSumBytes;
  const sums = new Float64Array(2 * widest);
  const step = new Float64Array(widest);
  let [residualsAt, weightsAt, last] = [0, 0, -1];

  /** Many cells are seldom summed twice in a row, and a second bank would push them out of the cache. */
  const bankBytesOf = (t: number): number => (terms[t].nCells <= MOST_BANKED ? 16 * widest : 0);

  const pass = (t: number): void => {
    heap.doubles(stepAt, widest).set(step);
    const from = cellsAt[last < 0 ? t : last];
    const bankBytes = bankBytesOf(t);
    lowerAndSum(n, residualsAt, weightsAt, from, stepAt, cellsAt[t], sumsAt, bankBytes);
    last = t;
  };

  return {
    step,
    enter(residuals, weights) {
      [residualsAt, weightsAt, last] = [residuals, weights, -1];
      step.fill(0);
    },
    sumBy(t) {
      const banks = heap.doubles(sumsAt, 4 * widest).fill(0);
      pass(t);
      const nSums = 2 * terms[t].nCells;
      const otherBank = bankBytesOf(t) / 8;
      if (otherBank === 0) sums.set(banks.subarray(0, nSums));
      else for (let at = 0; at < nSums; at++) sums[at] = banks[at] + banks[otherBank + at];
      return sums;
    },
    leave: () => pass(last),
  };
}
