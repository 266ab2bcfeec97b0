import type { Random } from '../../../math/index.ts';
import type { BinnedColumns } from './binned-columns.ts';
import { type Criterion, NO_LEGAL_CUT } from './criterion.ts';

/** Where the inner nodes of a tree go. */
export interface NodeWriter {
  /** Adds the node that asks `bin of column <= cut`; returns its number. */
  add(column: number, cut: number): number;
  /** Says what follows a node: for yes (side 0) or no (side 1) a node's number, or ~leaf. */
  link(node: number, side: 0 | 1, child: number): void;
}

/** Where a tree grows. */
export interface Ground {
  readonly binned: BinnedColumns;
  readonly criterion: Criterion;
  /** Levels of inner nodes at most. */
  readonly maxDepth: number;
  /** Columns tried per node, 1 to p. */
  readonly nCandidates: number;
  /** Whether the cut of a column is drawn instead of searched. */
  readonly drawsCuts: boolean;
  readonly nodes: NodeWriter;
  /** Adds the leaf of the node that the criterion is at; returns its number. */
  readonly addLeaf: () => number;
}

/**
 * Grows one tree, depth first.
 *
 * At each node `nCandidates` columns are drawn without replacement; where its rows are alike in all of them,
 * drawing goes on until one column tells them apart. A node is split while its targets differ, even where the
 * first cut alone gains nothing.
 *
 * @param rows The rows of the tree; reordered in place.
 * @returns The root: a node's number, or ~leaf.
 * @cost O(rows * nCandidates * depth).
 * @source Breiman (2001), "Random Forests", Machine Learning 45, 5-32.
 */
export function growTree(ground: Ground, rows: Int32Array, random: Random): number {
  const { binned, criterion, maxDepth, nCandidates, drawsCuts, nodes, addLeaf } = ground;
  const { nRows, nColumns, bins } = binned;
  const columns = Int32Array.from({ length: nColumns }, (_, j) => j);
  const scratch = new Int32Array(rows.length);
  const waiting: Part[] = [{ start: 0, end: rows.length, depth: 0, parent: -1, side: 0 }];
  const chance = drawsCuts ? random : undefined;
  let root = 0;
  let splitColumn = 0;
  let splitCut = 0;

  const findSplit = (): boolean => {
    let best = Number.NEGATIVE_INFINITY;
    for (let tried = 0; tried < nColumns; tried++) {
      if (tried >= nCandidates && best > Number.NEGATIVE_INFINITY) break;
      const drawn = tried + random.below(nColumns - tried);
      const column = columns[drawn];
      columns[drawn] = columns[tried];
      columns[tried] = column;
      const score = criterion.score(column, chance);
      if (score <= best) continue;
      best = score;
      splitColumn = column;
      splitCut = criterion.cut();
    }
    return best > NO_LEGAL_CUT;
  };

  const divide = (start: number, end: number): number => {
    const offset = splitColumn * nRows;
    let nLeft = start;
    let nRight = 0;
    for (let i = start; i < end; i++) {
      const row = rows[i];
      if (bins[offset + row] <= splitCut) rows[nLeft++] = row;
      else scratch[nRight++] = row;
    }
    for (let i = 0; i < nRight; i++) rows[nLeft + i] = scratch[i];
    return nLeft;
  };

  for (let part = waiting.pop(); part; part = waiting.pop()) {
    const { start, end, depth, parent, side } = part;
    const isSplit = criterion.enter(rows, start, end) && depth < maxDepth && findSplit();
    let here: number;
    if (isSplit) {
      here = nodes.add(splitColumn, splitCut);
      const middle = divide(start, end);
      waiting.push({ start: middle, end, depth: depth + 1, parent: here, side: 1 });
      waiting.push({ start, end: middle, depth: depth + 1, parent: here, side: 0 });
    } else {
      here = ~addLeaf();
    }
    if (parent < 0) root = here;
    else nodes.link(parent, side, here);
  }
  return root;
}

interface Part {
  readonly start: number;
  readonly end: number;
  readonly depth: number;
  readonly parent: number;
  readonly side: 0 | 1;
}
