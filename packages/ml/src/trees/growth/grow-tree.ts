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
  readonly space: RowSpace;
  readonly depth: number;
  /** Columns on the way from the root, for interaction constraints. */
  readonly path: readonly number[];
  readonly histogram: number | undefined;
  readonly split: Split | undefined;
  /** The place that names this leaf: the parent and its side. */
  readonly parent: number;
  readonly isLeft: boolean;
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

  const searched = (leaves: readonly Leaf[]): Leaf[] => {
    const open = leaves.map((leaf) => mayBeSplit(leaf, options));
    const nodes = leaves.flatMap((leaf, k) =>
      open[k] && leaf.histogram !== undefined
        ? [{ ...leaf, histogram: leaf.histogram, ...choose(leaf.path) }]
        : [],
    );
    const splits = nodes.length > 0 ? search.search(nodes, start.units) : [];
    let next = 0;
    return leaves.map((leaf, k) => ({ ...leaf, split: open[k] ? splits[next++] : undefined }));
  };

  const rootHistogram = pool.take();
  const whole = { start: 0, count: start.nRows, space: spaces.root };
  const space = parts.histograms.build(rootHistogram, whole);
  const root: Leaf = {
    space,
    start: 0,
    count: start.nRows,
    ...parts.histograms.totals(rootHistogram),
    lowest: Number.NEGATIVE_INFINITY,
    highest: Number.POSITIVE_INFINITY,
    value: 0,
    depth: 0,
    path: [],
    histogram: rootHistogram,
    split: undefined,
    parent: -1,
    isLeft: false,
  };
  let leaves: Leaf[] = searched([root]);
  while (leaves.length < options.maxLeaves) {
    const at = nextLeaf(leaves, options.order);
    if (at < 0) break;
    const children = splitLeaf(parts, tree, leaves[at], leaves.length + 1 < options.maxLeaves);
    leaves = [...leaves.slice(0, at), ...searched(children), ...leaves.slice(at + 1)];
  }
  leaves.forEach((leaf, index) => {
    link(tree, leaf, ~index);
    tree.leaves.push(leaf);
  });
  return tree;
}

function mayBeSplit(leaf: Leaf, { maxDepth, minLeafRows }: GrowthOptions): boolean {
  return (
    leaf.histogram !== undefined &&
    leaf.depth < maxDepth &&
    leaf.count >= 2 * Math.max(1, minLeafRows)
  );
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

function splitLeaf(parts: GrowthParts, tree: DraftTree, leaf: Leaf, wantsMore: boolean): Leaf[] {
  const { pool, table, options } = parts;
  const split = leaf.split as Split;
  const node = tree.splits.length;
  tree.splits.push(split);
  tree.lefts.push(0);
  tree.rights.push(0);
  tree.nodeWeights.push(leaf.h);
  link(tree, leaf, node);
  const nLeft = parts.partition.part(leaf, split);
  const path = options.interactions ? [...leaf.path, table.origins[split.column]] : leaf.path;
  const { space } = leaf;
  const shared = { depth: leaf.depth + 1, path, value: 0, split: undefined, parent: node, space };
  const [leftBounds, rightBounds] = childBounds(leaf, split, parts);
  const left = {
    ...shared,
    ...leftBounds,
    isLeft: true,
    start: leaf.start,
    count: nLeft,
    g: split.gLeft,
    h: split.hLeft,
  };
  const right = {
    ...shared,
    ...rightBounds,
    isLeft: false,
    start: leaf.start + nLeft,
    count: leaf.count - nLeft,
    g: leaf.g - split.gLeft,
    h: leaf.h - split.hLeft,
  };
  const own = leaf.histogram as number;
  if (!wantsMore) {
    pool.give(own);
    return [
      { ...left, histogram: undefined },
      { ...right, histogram: undefined },
    ];
  }
  const isLeftSmall = left.count <= right.count;
  const small = pool.take();
  const smallSpace = parts.histograms.build(small, isLeftSmall ? left : right);
  parts.histograms.subtract(own, small);
  const isSmall = { histogram: small, space: smallSpace };
  return [
    { ...left, histogram: own, ...(isLeftSmall && isSmall) },
    { ...right, histogram: own, ...(!isLeftSmall && isSmall) },
  ];
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
