import { invariant } from '@kaizenml/contracts';
import type { Random } from '../../math/index.ts';
import type { BinTable } from '../binning/bin-table.ts';
import type { Team } from '../threads/team.ts';
import type { DraftLeaf, DraftTree, Split } from './draft-tree.ts';
import type { GrowthOptions } from './growth-options.ts';
import { type HistogramPool, histogramPool } from './histogram-pool.ts';
import { type Histograms, histograms } from './histograms.ts';
import { nodeChoices } from './node-choices.ts';
import { type Partition, partition } from './partition.ts';
import { type RowSpace, type RowSpaces, rowSpaces } from './row-spaces.ts';
import { type SplitSearch, splitSearch, type Units } from './split-search.ts';

/** Where a fit keeps what trees are grown from. */
export interface GrowthPlace {
  /** Address of the list of rows, room for `capacity` items of 8 bytes: the row, and its place in its space. */
  readonly items: number;
  readonly capacity: number;
  /** Address of the packed gradients, one per row of the table. */
  readonly gradients: number;
}

/** What changes from tree to tree. */
export interface GrowthStart {
  /** Rows in the list; they are reordered. When it is all of the table, they must be in order. */
  readonly nRows: number;
  readonly units: Units;
  /** Columns of storage that the tree may ask, 1 each. */
  readonly columns: Uint8Array;
  readonly random: Random;
}

/** Grows one tree after the other on the same table. */
export interface TreeGrower {
  grow(start: GrowthStart): DraftTree;
}

interface Leaf extends DraftLeaf {
  readonly depth: number;
  /** Columns on the way from the root, for interaction constraints. */
  readonly path: readonly number[];
  /** The place that names this leaf: the parent and its side. */
  readonly parent: number;
  readonly isLeft: boolean;
  /** Where its rows lie. */
  space: RowSpace;
  /** Kept while the leaf may be split: its larger child takes it over. */
  histogram: number | undefined;
  split: Split | undefined;
}

/** Prepares to grow trees; takes its buffers from the team's heap. */
export function treeGrower(
  team: Team,
  table: BinTable,
  place: GrowthPlace,
  options: GrowthOptions,
): TreeGrower {
  const spaces = rowSpaces(team, table, place.items, place.gradients);
  const parts: GrowthParts = {
    table,
    options,
    spaces,
    histograms: histograms(team, table, place.items, spaces),
    partition: partition(team, table, place.items, place.capacity),
    search: splitSearch(team, table, options),
    pool: histogramPool(team.heap, table.nSlots * 8),
  };
  return { grow: (start) => growTree(parts, start) };
}

interface GrowthParts {
  readonly table: BinTable;
  readonly options: GrowthOptions;
  readonly spaces: RowSpaces;
  readonly histograms: Histograms;
  readonly partition: Partition;
  readonly search: SplitSearch;
  readonly pool: HistogramPool;
}

function growTree(parts: GrowthParts, start: GrowthStart): DraftTree {
  const { options, search, pool, spaces } = parts;
  const choose = nodeChoices(parts.table, options, start);
  search.setColumns(start.columns);
  pool.clear();
  spaces.clear();
  const tree: DraftTree = { splits: [], lefts: [], rights: [], nodeWeights: [], leaves: [] };
  const findSplits = (leaves: readonly Leaf[]): void => {
    const open = leaves.filter(hasHistogram);
    if (open.length === 0) return;
    const nodes = open.map((leaf) => ({ ...leaf, ...choose(leaf.path) }));
    search.search(nodes, start.units).forEach((split, k) => {
      open[k].split = split;
      if (split === undefined) close(open[k], pool);
    });
  };
  const leaves = [rootLeaf(parts, start)];
  findSplits(leaves);
  while (leaves.length < options.maxLeaves) {
    const at = nextLeaf(leaves, options.order);
    if (at < 0) break;
    const leaf = leaves[at];
    const children = splitLeaf(parts, tree, leaf);
    leaves.splice(at, 1, ...children);
    if (leaves.length < options.maxLeaves) {
      fillHistograms(parts, leaf.histogram, children, leaves);
      findSplits(children);
    }
  }
  leaves.forEach((leaf, index) => {
    link(tree, leaf, ~index);
    tree.leaves.push(leaf);
  });
  return tree;
}

function rootLeaf({ histograms, pool, spaces }: GrowthParts, { nRows }: GrowthStart): Leaf {
  const histogram = pool.take() as number;
  const space = histograms.build(histogram, { start: 0, count: nRows, space: spaces.root });
  return {
    start: 0,
    count: nRows,
    ...histograms.totals(histogram),
    lowest: Number.NEGATIVE_INFINITY,
    highest: Number.POSITIVE_INFINITY,
    value: 0,
    depth: 0,
    path: [],
    parent: -1,
    isLeft: false,
    space,
    histogram,
    split: undefined,
  };
}

function hasHistogram(leaf: Leaf): leaf is Leaf & { histogram: number } {
  return leaf.histogram !== undefined;
}

function mayBeSplit(leaf: Leaf, { maxDepth, minLeafRows }: GrowthOptions): boolean {
  return leaf.depth < maxDepth && leaf.count >= 2 * Math.max(1, minLeafRows);
}

/**
 * Gives the children that may be split their histograms: the smaller one's is built, the larger one's is what
 * the parent's leaves. A parent that has lost its own to others costs building both.
 */
function fillHistograms(
  { histograms, pool, options }: GrowthParts,
  own: number | undefined,
  children: readonly [Leaf, Leaf],
  leaves: readonly Leaf[],
): void {
  const build = (leaf: Leaf): void => {
    leaf.histogram = pool.take() ?? takeFromLeast(leaves);
    leaf.space = histograms.build(leaf.histogram, leaf);
  };
  const [left, right] = children;
  const [small, large] = left.count <= right.count ? [left, right] : [right, left];
  const [smallMay, largeMay] = [mayBeSplit(small, options), mayBeSplit(large, options)];
  if (own === undefined) {
    if (smallMay) build(small);
    if (largeMay) build(large);
    return;
  }
  large.histogram = own;
  if (smallMay || largeMay) {
    build(small);
    histograms.subtract(own, small.histogram as number);
  }
  if (!smallMay) close(small, pool);
  if (!largeMay) close(large, pool);
}

/** Takes the histogram of the leaf that gains least from it; there are always more histograms than children. */
function takeFromLeast(leaves: readonly Leaf[]): number {
  let least: Leaf | undefined;
  for (const leaf of leaves) {
    if (leaf.histogram === undefined || leaf.split === undefined) continue;
    if (least?.split === undefined || leaf.split.gain < least.split.gain) least = leaf;
  }
  invariant(least?.histogram !== undefined, 'some leaf holds a histogram when none is free');
  const taken = least.histogram;
  least.histogram = undefined;
  return taken;
}

function close(leaf: Leaf, pool: HistogramPool): void {
  if (leaf.histogram !== undefined) pool.give(leaf.histogram);
  leaf.histogram = undefined;
}

/** The leaf to split next: the most gaining one, or the shallowest one first; -1 when none can be split. */
function nextLeaf(leaves: readonly Leaf[], order: GrowthOptions['order']): number {
  let best = -1;
  for (let k = 0; k < leaves.length; k++) {
    const { split, depth } = leaves[k];
    if (split === undefined) continue;
    const held = best < 0 ? undefined : leaves[best];
    if (held?.split === undefined) best = k;
    else if (order === 'depth-wise' && depth !== held.depth) {
      if (depth < held.depth) best = k;
    } else if (split.gain > held.split.gain) best = k;
  }
  return best;
}

/** Parts the rows of a leaf in two leaves, and puts its node into the tree. */
function splitLeaf(parts: GrowthParts, tree: DraftTree, leaf: Leaf): [Leaf, Leaf] {
  const { table, options } = parts;
  const split = leaf.split as Split;
  const node = tree.splits.length;
  tree.splits.push(split);
  tree.lefts.push(0);
  tree.rights.push(0);
  tree.nodeWeights.push(leaf.h);
  link(tree, leaf, node);
  const nLeft = parts.partition.part(leaf, split);
  const [leftBounds, rightBounds] = childBounds(leaf, split, parts);
  const shared = {
    depth: leaf.depth + 1,
    path: options.interactions ? [...leaf.path, table.origins[split.column]] : leaf.path,
    value: 0,
    parent: node,
    space: leaf.space,
    histogram: undefined,
    split: undefined,
  };
  const left: Leaf = {
    ...shared,
    ...leftBounds,
    isLeft: true,
    start: leaf.start,
    count: nLeft,
    g: split.gLeft,
    h: split.hLeft,
  };
  const right: Leaf = {
    ...shared,
    ...rightBounds,
    isLeft: false,
    start: leaf.start + nLeft,
    count: leaf.count - nLeft,
    g: leaf.g - split.gLeft,
    h: leaf.h - split.hLeft,
  };
  return [left, right];
}

/** Children of a monotone split may not cross the middle of their answers. */
function childBounds(leaf: Leaf, split: Split, { table, options }: GrowthParts) {
  const { lowest, highest } = leaf;
  const direction = options.monotone?.[table.origins[split.column]] ?? 0;
  if (direction === 0)
    return [
      { lowest, highest },
      { lowest, highest },
    ] as const;
  const clip = (value: number) => Math.min(highest, Math.max(lowest, value));
  const left = clip(-split.gLeft / split.hLeft);
  const right = clip(-(leaf.g - split.gLeft) / (leaf.h - split.hLeft));
  const middle = (left + right) / 2;
  const low = { lowest, highest: middle };
  const high = { lowest: middle, highest };
  return direction > 0 ? ([low, high] as const) : ([high, low] as const);
}

function link(tree: DraftTree, { parent, isLeft }: Leaf, target: number): void {
  if (parent < 0) return;
  if (isLeft) tree.lefts[parent] = target;
  else tree.rights[parent] = target;
}
