import type { TreeEnsemble } from '../tree-ensemble.ts';
import { packTrees } from './packed-trees.ts';
import type { Questions } from './questions.ts';
import { readRow, rowLength } from './read-row.ts';

/** Walks one row at a time through the trees: for few rows, and for trees of many leaves. */
export interface RowWalker {
  /** Reads the row whose first value lies at `start`: the calls below are about it. */
  read(values: ArrayLike<number>, start: number): void;
  /** Position among all leaves of the one that the row reaches in a tree. */
  leafOf(tree: number): number;
  /** Adds the leaves of trees `first` to `end` - 1 to the row's sums, one per output. */
  add(first: number, end: number, sums: Float64Array): void;
}

export function rowWalker(ensemble: TreeEnsemble, questions: Questions): RowWalker {
  const { treeOutputs, leafValues } = ensemble;
  const { nodes, roots } = packTrees(ensemble, questions);
  const row = new Int32Array(rowLength(questions));
  const leafOf = (tree: number): number => {
    let at = roots[tree];
    while (at >= 0) {
      const place = nodes[at];
      const goesRight = ((nodes[at + 1] - row[place >> 5]) << (place & 31)) >>> 31;
      at = nodes[at + 2 + goesRight];
    }
    return ~at;
  };
  return {
    read: (values, start) => readRow(questions, values, start, row),
    leafOf,
    add(first, end, sums) {
      for (let t = first; t < end; t++) sums[treeOutputs[t]] += leafValues[leafOf(t)];
    },
  };
}
