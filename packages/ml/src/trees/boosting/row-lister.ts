import type { Random } from '../../math/index.ts';
import type { Team } from '../threads/team.ts';
import type { BoostingOptions } from './boosting-options.ts';
import { gradientSample } from './gradient-sample.ts';

/** Where the list of rows is written. */
export interface ListPlace {
  readonly items: number;
  readonly spare: number;
  readonly nRows: number;
}

/**
 * Draws the rows of a round.
 *
 * @param gradients Of all outputs; those of rows drawn by their gradients are changed.
 * @returns A function that writes the list, the drawn rows first, each in its own place of the table, and gives
 * their number: trees reorder the list, so each output asks anew.
 */
export function rowLister(
  { heap, kernels }: Team,
  { items, spare, nRows: n }: ListPlace,
  { rowShare, rowChoice }: Pick<BoostingOptions, 'rowShare' | 'rowChoice'>,
  random: Random,
  gradients: () => { readonly g: Float64Array; readonly h: Float64Array },
): () => number {
  if (rowShare === 1) {
    return () => {
      kernels.listRows(items, 0, n);
      return n;
    };
  }
  if (rowChoice === 'uniform') {
    const seed = random.below(2 ** 32) | 0;
    const limit = Math.min(2 ** 32 - 1, Math.round(rowShare * 2 ** 32)) | 0;
    return () => {
      const nDrawn = kernels.drawRows(items, n, limit, seed, spare);
      if (nDrawn > 0) return nDrawn;
      // Of very few rows, a small share may be none: then all are taken.
      kernels.listRows(items, 0, n);
      return n;
    };
  }
  const order = new Int32Array(n);
  const nDrawn = gradientSample(order, rowShare, gradients(), random);
  return () => {
    const list = heap.ints(items, 2 * n);
    for (let i = 0; i < n; i++) {
      list[2 * i] = order[i];
      list[2 * i + 1] = order[i];
    }
    return nDrawn;
  };
}
