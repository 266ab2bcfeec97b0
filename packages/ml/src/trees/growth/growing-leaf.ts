import type { DraftLeaf, DraftTree, Split } from './draft-tree.ts';
import type { GrowthParts, GrowthStart } from './growth-parts.ts';
import type { RowSpace } from './row-spaces.ts';
import type { Units } from './split-search.ts';

/** A leaf of a growing tree. */
export interface Leaf extends DraftLeaf {
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

/** The leaf of all rows, with its histogram. */
export function rootLeaf(
  { table, histograms, pool, spaces }: GrowthParts,
  { nRows }: GrowthStart,
): Leaf {
  const histogram = pool.take() as number;
  const space = histograms.build(histogram, { start: 0, count: nRows, space: spaces.root });
  return {
    start: 0,
    count: nRows,
    outStart: nRows,
    outCount: table.nRows - nRows,
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

/** Parts the rows of a leaf in two leaves, and puts its node into the tree. */
export function splitLeaf(
  parts: GrowthParts,
  tree: DraftTree,
  leaf: Leaf,
  split: Split,
  units: Units,
): [Leaf, Leaf] {
  const { table, options } = parts;
  const node = tree.splits.length;
  tree.splits.push(split);
  tree.lefts.push(0);
  tree.rights.push(0);
  tree.nodeWeights.push(leaf.h);
  link(tree, leaf, node);
  const { start, count, outStart, outCount } = leaf;
  const nLeft = parts.partition.part(leaf, split);
  const nOutLeft = parts.partition.part({ start: outStart, count: outCount }, split);
  const [leftBounds, rightBounds] = childBounds(leaf, split, parts, units);
  const path = options.interactions
    ? [...leaf.path, table.columns[split.column].origin]
    : leaf.path;
  // Every field by its name: copies of copies would take a tenth of a small fit.
  const child = (isLeft: boolean): Leaf => ({
    start: isLeft ? start : start + nLeft,
    count: isLeft ? nLeft : count - nLeft,
    outStart: isLeft ? outStart : outStart + nOutLeft,
    outCount: isLeft ? nOutLeft : outCount - nOutLeft,
    g: isLeft ? split.gLeft : leaf.g - split.gLeft,
    h: isLeft ? split.hLeft : leaf.h - split.hLeft,
    lowest: (isLeft ? leftBounds : rightBounds).lowest,
    highest: (isLeft ? leftBounds : rightBounds).highest,
    value: 0,
    depth: leaf.depth + 1,
    path,
    parent: node,
    isLeft,
    space: leaf.space,
    histogram: undefined,
    split: undefined,
  });
  return [child(true), child(false)];
}

/** Children of a monotone split may not cross the middle of their answers. */
function childBounds(leaf: Leaf, split: Split, { table, options }: GrowthParts, units: Units) {
  const { lowest, highest } = leaf;
  const direction = options.monotone?.[table.columns[split.column].origin] ?? 0;
  if (direction === 0)
    return [
      { lowest, highest },
      { lowest, highest },
    ] as const;
  const l1 = options.l1 * units.g;
  const answer = (g: number, h: number) => {
    const soft = g > l1 ? g - l1 : g < -l1 ? g + l1 : 0;
    return Math.min(highest, Math.max(lowest, -soft / (h + options.l2 * units.h)));
  };
  const left = answer(split.gLeft, split.hLeft);
  const right = answer(leaf.g - split.gLeft, leaf.h - split.hLeft);
  const middle = (left + right) / 2;
  const low = { lowest, highest: middle };
  const high = { lowest: middle, highest };
  return direction > 0 ? ([low, high] as const) : ([high, low] as const);
}

/** Puts the grown leaves into the tree, in their order. */
export function finishTree(tree: DraftTree, leaves: readonly Leaf[]): DraftTree {
  leaves.forEach((leaf, index) => {
    link(tree, leaf, ~index);
    tree.leaves.push(leaf);
  });
  return tree;
}

/** A tree to which nothing has been added. */
export function emptyTree(): DraftTree {
  return { splits: [], lefts: [], rights: [], nodeWeights: [], leaves: [] };
}

function link(tree: DraftTree, { parent, isLeft }: Leaf, target: number): void {
  if (parent < 0) return;
  if (isLeft) tree.lefts[parent] = target;
  else tree.rights[parent] = target;
}
