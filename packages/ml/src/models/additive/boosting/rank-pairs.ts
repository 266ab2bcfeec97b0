import type { Heap } from '../../../kernels/index.ts';
import type { StepOptions } from './curve-step.ts';
import type { MergedAxis } from './merge-bins.ts';
import { surfaceStep } from './surface-step.ts';
import type { WorkingResiduals } from './working-residuals.ts';

/** A pair of columns that may interact, and how much its first surface gains. */
export interface RankedPair {
  readonly columns: readonly [number, number];
  readonly gain: number;
}

/** A column as surfaces see it. */
export interface MergedColumn extends MergedAxis {
  readonly column: number;
  /** Cell of each row. */
  readonly cells: Uint8Array;
}

/**
 * Gain of every pair of columns: what the best tree of two levels takes off the residuals.
 *
 * @returns Pairs in the order of the columns.
 * @cost O(pairs * (n + cells of a surface)) per score.
 * @source Lou, Caruana, Gehrke & Hooker (2013), "Accurate intelligible models with pairwise
 * interactions", KDD, section 4 (FAST).
 */
export function gainsOfPairs(
  columns: readonly MergedColumn[],
  loss: WorkingResiduals,
  options: StepOptions & { readonly heap: Heap },
): RankedPair[] {
  const ranked: RankedPair[] = [];
  for (let a = 0; a < columns.length; a++) {
    for (let b = a + 1; b < columns.length; b++) {
      const pair = [columns[a], columns[b]] as const;
      ranked.push({
        columns: [columns[a].column, columns[b].column],
        gain: gainOf(pair, loss, options),
      });
    }
  }
  return ranked;
}

function gainOf(
  [first, second]: readonly [MergedColumn, MergedColumn],
  loss: WorkingResiduals,
  options: StepOptions & { readonly heap: Heap },
): number {
  const { heap } = options;
  const nSecond = second.nCells;
  const size = first.nCells * nSecond;
  const sums = new Float64Array(2 * size);
  const counts = new Float64Array(size);
  const step = new Float64Array(size);
  let gain = 0;
  loss.residualsAt.forEach((residualsAt, k) => {
    const residuals = heap.doubles(residualsAt, loss.nRows);
    const weights = heap.doubles(loss.weightsAt[k], loss.nRows);
    sums.fill(0);
    counts.fill(0);
    for (let i = 0; i < residuals.length; i++) {
      const cell = first.cells[i] * nSecond + second.cells[i];
      sums[2 * cell] += weights[i] * residuals[i];
      sums[2 * cell + 1] += weights[i];
      if (weights[i] > 0) counts[cell]++;
    }
    gain += surfaceStep([first.nCells, nSecond], counts, options)(sums, step);
  });
  return gain;
}
