import type { BinTable } from '../binning/bin-table.ts';
import type { DraftTree } from '../growth/draft-tree.ts';
import { writeGoesLeft } from '../growth/partition.ts';
import type { Team } from '../threads/team.ts';

const ROWS_PER_TASK = 32_768;

/** A grown tree as the walking kernel reads it. */
export interface WalkedTree {
  readonly nodes: Int32Array;
  readonly tables: Uint8Array;
  /** Answers of the leaves, in units of the scores. */
  readonly leafValues: Float64Array;
}

/** Lays a grown tree out for walking: 4 numbers per node, and for each a table from bins to left or right. */
export function walkedTree(tree: DraftTree, table: BinTable): WalkedTree {
  const nodes = new Int32Array(4 * tree.splits.length);
  const tables = new Uint8Array(256 * tree.splits.length);
  tree.splits.forEach((split, k) => {
    nodes.set([table.columns[split.column].track, tree.lefts[k], tree.rights[k], k], 4 * k);
    writeGoesLeft(tables.subarray(256 * k, 256 * (k + 1)), table, split);
  });
  return { nodes, tables, leafValues: Float64Array.from(tree.leaves, ({ value }) => value) };
}

/** Rows whose scores change: all of a table, or part of a list of rows at `address`. */
export interface WalkedRows {
  readonly from: number;
  readonly to: number;
  /** 0 for the rows from..to themselves. */
  readonly address: number;
}

/**
 * Adds what a tree says to the scores of rows.
 *
 * @param factor Multiplies the leaves: -1 takes a tree away. Default 1.
 * @cost O(rows * depth).
 */
export function addWalk(
  team: Team,
  table: BinTable,
  tree: WalkedTree,
  scores: number,
  { from, to, address }: WalkedRows,
  factor = 1,
): void {
  const { heap } = team;
  const nNodes = tree.nodes.length / 4;
  const mark = heap.mark();
  const nodes = heap.take(tree.nodes.byteLength);
  const tables = heap.take(tree.tables.byteLength);
  const values = heap.take(tree.leafValues.byteLength);
  heap.ints(nodes, tree.nodes.length).set(tree.nodes);
  heap.bytes(tables, tree.tables.length).set(tree.tables);
  const scaled = factor === 1 ? tree.leafValues : tree.leafValues.map((value) => value * factor);
  heap.doubles(values, scaled.length).set(scaled);
  if (nNodes === 0) {
    heap.release(mark);
    addEverywhere(team, scores, { from, to, address }, scaled[0]);
    return;
  }
  const tasks = [];
  for (let start = from; start < to; start += ROWS_PER_TASK) {
    const end = Math.min(to, start + ROWS_PER_TASK);
    const place = [table.rowBins, table.nTracks, address, start, end] as const;
    tasks.push([['walkTree', ...place, nodes, tables, values, scores] as const]);
  }
  team.run(tasks);
  heap.release(mark);
}

function addEverywhere(
  { heap }: Team,
  scores: number,
  { from, to, address }: WalkedRows,
  value: number,
) {
  const all = heap.doubles(scores, address === 0 ? to : 0);
  if (address === 0) {
    for (let i = from; i < to; i++) all[i] += value;
    return;
  }
  const items = heap.ints(address, 2 * to);
  for (let i = from; i < to; i++) heap.doubles(scores + 8 * items[2 * i], 1)[0] += value;
}
