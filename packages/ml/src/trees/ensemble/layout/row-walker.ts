import type { TreeEnsemble } from '../tree-ensemble.ts';
import { packTrees } from './packed-trees.ts';
import type { Questions } from './questions.ts';
import { readRow, rowPlaces } from './read-row.ts';

/** Walks one row at a time through all trees: for rows too few to fill a block. */
export interface RowWalker {
  /** Reads the row whose first value lies at `start` and walks it: the calls below are about it. */
  walk(values: ArrayLike<number>, start: number): void;
  /** Position among all leaves of the one that the row reaches in a tree. */
  leafOf(tree: number): number;
  /** Adds the leaves of trees `first` to `end` - 1 to the row's sums, one per output. */
  add(first: number, end: number, sums: Float64Array): void;
}

/**
 * A walker over a checked ensemble.
 *
 * It goes through all trees at once, one level per pass, so that the steps of a pass do not wait for each other
 * and no step depends on a guess of the processor.
 *
 * @cost O(columns log cuts + trees x depth) per row, without allocation.
 */
export function rowWalker(ensemble: TreeEnsemble, questions: Questions): RowWalker {
  const { treeOutputs, leafValues } = ensemble;
  const { nodes, roots } = packTrees(ensemble, questions);
  const row = new Int32Array(rowPlaces(questions).at(-1) ?? 0);
  const at = new Int32Array(roots.length);
  const moving = new Int32Array(roots.length);
  return {
    walk(values, start) {
      readRow(questions, values, start, row);
      at.set(roots);
      let nMoving = 0;
      for (let t = 0; t < roots.length; t++) if (roots[t] >= 0) moving[nMoving++] = t;
      while (nMoving > 0) {
        let nStill = 0;
        for (let i = 0; i < nMoving; i++) {
          const t = moving[i];
          const node = at[t];
          const place = nodes[node];
          const isRight = ((nodes[node + 1] - row[place >> 5]) << (place & 31)) >>> 31;
          const next = nodes[node + 2 + isRight];
          at[t] = next;
          moving[nStill] = t;
          nStill += 1 + (next >> 31);
        }
        nMoving = nStill;
      }
    },
    leafOf: (tree) => ~at[tree],
    add(first, end, sums) {
      for (let t = first; t < end; t++) sums[treeOutputs[t]] += leafValues[~at[t]];
    },
  };
}
