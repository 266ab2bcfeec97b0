import type { BinTable } from '../binning/bin-table.ts';
import type { DraftTree } from '../growth/draft-tree.ts';
import type { Team } from '../threads/team.ts';
import { addWalk, walkedTree } from './walked-tree.ts';

/**
 * Raw scores of the rows of a table while trees are added: output k of row i at k * n + i. The table may keep its
 * columns in other tracks than the one that the trees were grown on, in the same order.
 */
export interface ScoreBoard {
  readonly table: BinTable;
  /** The scores as they are now. Length K * n. */
  scores(): Float64Array;
  /** Adds a tree's answers to all rows. @param factor -1 takes them away. Default 1. */
  add(tree: DraftTree, output: number, factor?: number): void;
  /** Adds a tree's answers to all rows of the list that it was grown on. @param list Its address. */
  addGrown(tree: DraftTree, output: number, list: number): void;
}

/** A board that begins with constant scores. @param scores Address of K * n doubles. */
export function scoreBoard(
  team: Team,
  table: BinTable,
  scores: number,
  initial: Float64Array,
): ScoreBoard {
  const { nRows: n } = table;
  const view = () => team.heap.doubles(scores, initial.length * n);
  initial.forEach((value, k) => {
    view().fill(value, k * n, (k + 1) * n);
  });
  const everyRow = { from: 0, to: n, address: 0 };
  return {
    table,
    scores: view,
    add(tree, output, factor = 1) {
      addWalk(team, table, walkedTree(tree, table), scores + 8 * output * n, everyRow, factor);
    },
    addGrown(tree, output, list) {
      const own = scores + 8 * output * n;
      team.run(
        tree.leaves.map(({ start, count, outStart, outCount, value }) => [
          ['addToRows', list + 8 * start, count, value, own],
          ['addToRows', list + 8 * outStart, outCount, value, own],
        ]),
      );
    },
  };
}
