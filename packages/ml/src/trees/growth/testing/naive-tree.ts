import type { Matrix } from '../../../math/index.ts';
import type { GrowthOptions } from '../growth-options.ts';

/** Rows with the gradient and Hessian of their loss. */
export interface NaiveRows {
  readonly x: Matrix;
  readonly g: readonly number[];
  readonly h: readonly number[];
  /** Weight per row, part of g and h already. Absent: 1 each. */
  readonly weights?: readonly number[];
}

type NaiveOptions = Omit<GrowthOptions, 'columnsPerNode' | 'drawsCuts'>;

/** A leaf: its rows, and its answer. */
export interface NaiveLeaf {
  readonly rows: readonly number[];
  readonly value: number;
}

interface OpenLeaf {
  readonly rows: readonly number[];
  readonly depth: number;
  readonly path: readonly number[];
  readonly split: Candidate | undefined;
}

interface Candidate {
  readonly column: number;
  readonly left: readonly number[];
  readonly gain: number;
}

/**
 * One tree, grown as its options are worded: every split of every leaf is tried on the values themselves, with
 * no bins, no histograms and no rounding. Leaves from left to right.
 *
 * Monotone constraints are not heeded.
 */
export function naiveTree(rows: NaiveRows, options: NaiveOptions): NaiveLeaf[] {
  const open = (own: readonly number[], depth: number, path: readonly number[]): OpenLeaf => ({
    rows: own,
    depth,
    path,
    split: depth < options.maxDepth ? bestSplit(rows, own, path, options) : undefined,
  });
  const leaves = [open([...rows.g.keys()], 0, [])];
  while (leaves.length < options.maxLeaves) {
    const next = nextLeaf(leaves, options.order);
    if (next?.split === undefined) break;
    const { rows: own, depth, path, split } = next;
    const right = own.filter((i) => !split.left.includes(i));
    const children = [split.left, right].map((child) =>
      open(child, depth + 1, [...path, split.column]),
    );
    leaves.splice(leaves.indexOf(next), 1, ...children);
  }
  return leaves.map(({ rows: own }) => {
    const { g, h } = sumOf(rows, own);
    return { rows: own, value: h + options.l2 > 0 ? -soft(g, options.l1) / (h + options.l2) : 0 };
  });
}

/**
 * A symmetric tree: the question of a level is the one whose parts save most in all of its leaves together. A leaf
 * with a side too small counts as it is.
 */
export function naiveSymmetric(rows: NaiveRows, depth: number, options: NaiveOptions): NaiveLeaf[] {
  const { l1, l2, minGain } = options;
  const all = [...rows.g.keys()];
  let leaves: (readonly number[])[] = [all];
  const scoreOfLeaf = (own: readonly number[]) => scoreOf(sumOf(rows, own), l1, l2);
  const parted = (own: readonly number[], left: ReadonlySet<number>) => {
    const sides = [own.filter((i) => left.has(i)), own.filter((i) => !left.has(i))];
    const total = sumOf(rows, own).h;
    const least = Math.max(options.minLeafWeight, (options.minLeafRows * total) / own.length);
    const isHeavy = sides.every((side) => side.length > 0 && sumOf(rows, side).h >= least - 1e-9);
    return isHeavy ? scoreOfLeaf(sides[0]) + scoreOfLeaf(sides[1]) : scoreOfLeaf(own);
  };
  const questions = Array.from({ length: rows.x.nColumns }, (_, column) =>
    sidesOf(rows, all, column, {
      ...options,
      categories: { ...options.categories, maxOneLevel: Number.POSITIVE_INFINITY },
    }).sides.map((side) => new Set(side)),
  ).flat();
  for (let level = 0; level < depth; level++) {
    let best = { score: 0, left: new Set<number>() };
    for (const left of questions) {
      const score = leaves.reduce((sum, own) => sum + parted(own, left), 0);
      if (score > best.score + 1e-9) best = { score, left };
    }
    const floor = leaves.reduce((sum, own) => sum + scoreOfLeaf(own) + minGain, 0);
    if (best.score <= floor + 1e-9) break;
    leaves = leaves.flatMap((own) => [
      own.filter((i) => best.left.has(i)),
      own.filter((i) => !best.left.has(i)),
    ]);
  }
  return leaves.map((own) => {
    const { g, h } = sumOf(rows, own);
    return { rows: own, value: h + l2 > 0 ? -soft(g, l1) / (h + l2) : 0 };
  });
}

function nextLeaf(leaves: readonly OpenLeaf[], order: NaiveOptions['order']): OpenLeaf | undefined {
  const able = leaves.filter(({ split }) => split !== undefined);
  const gainOf = ({ split }: OpenLeaf) => split?.gain ?? 0;
  return order === 'leaf-wise'
    ? able.toSorted((a, b) => gainOf(b) - gainOf(a))[0]
    : able.toSorted((a, b) => a.depth - b.depth || gainOf(b) - gainOf(a))[0];
}

function bestSplit(
  rows: NaiveRows,
  own: readonly number[],
  path: readonly number[],
  options: NaiveOptions,
): Candidate | undefined {
  const total = sumOf(rows, own);
  const floor = scoreOf(total, options.l1, options.l2) + options.minGain;
  const least = Math.max(options.minLeafWeight, (options.minLeafRows * total.h) / own.length);
  let best: Candidate | undefined;
  for (let column = 0; column < rows.x.nColumns; column++) {
    if (!mayAsk(column, path, options.interactions)) continue;
    const { sides, l2, costs } = sidesOf(rows, own, column, options);
    for (const [k, left] of sides.entries()) {
      const a = sumOf(rows, left);
      const b = { g: total.g - a.g, h: total.h - a.h };
      const isHeavy = Math.min(a.h, b.h) >= least - 1e-9;
      if (left.length === 0 || left.length === own.length || !isHeavy) continue;
      const gain =
        scoreOf(a, options.l1, l2) + scoreOf(b, options.l1, l2) - (costs?.[k] ?? 0) - floor;
      if (gain > (best?.gain ?? 0) + 1e-12) best = { column, left, gain };
    }
  }
  return best;
}

function mayAsk(
  column: number,
  path: readonly number[],
  interactions: NaiveOptions['interactions'],
): boolean {
  const together = new Set([...path, column]);
  if (interactions === undefined || together.size === 1) return true;
  return interactions.some((set) => [...together].every((one) => set.includes(one)));
}

/** All sets of a leaf's rows that a question to a column may send left, and the l2 that it is judged with. */
function sidesOf(
  { x, g, h, weights }: NaiveRows,
  own: readonly number[],
  column: number,
  options: NaiveOptions,
): {
  readonly sides: readonly (readonly number[])[];
  readonly l2: number;
  /** What the levels of a side gain by chance alone; none for other sides. */
  readonly costs?: readonly number[];
} {
  const at = (i: number) => x.values[i * x.nColumns + column];
  const { categories, l2 } = options;
  if ((x.levels?.[column] ?? 0) === 0) {
    const missing = own.filter((i) => Number.isNaN(at(i)));
    const values = new Set(own.map(at).filter((value) => !Number.isNaN(value)));
    const upTo = [...values].sort((a, b) => a - b).map((cut) => own.filter((i) => at(i) <= cut));
    return { sides: [...upTo, ...upTo.map((left) => [...left, ...missing])], l2 };
  }
  const levelOf = (i: number) => (at(i) >= 0 ? at(i) : -1);
  const nLevels = new Set(Array.from({ length: x.nRows }, (_, i) => levelOf(i))).size;
  const groups = [...new Set(own.map(levelOf))].map((level) =>
    own.filter((i) => levelOf(i) === level),
  );
  if (nLevels <= categories.maxOneLevel) return { sides: groups, l2 };
  const perRow = sumOf({ g, h }, own).h / own.length;
  const ratio = (group: readonly number[]) => {
    const sums = sumOf({ g, h }, group);
    return sums.g / (sums.h + categories.smoothing);
  };
  const ordered = groups
    .filter((group) => sumOf({ g, h }, group).h >= categories.minLevelRows * perRow - 1e-9)
    .sort((a, b) => ratio(a) - ratio(b));
  const nTaken = Math.min(categories.maxLevels, Math.ceil(ordered.length / 2));
  const squares = g.map((gradient, i) => gradient ** 2 / (weights?.[i] ?? 1));
  const chance = sumOf({ g: squares, h }, [...g.keys()]);
  const costs = [0, 1].flatMap(() =>
    Array.from({ length: nTaken }, (_, k) => ((k + 1) * chance.g) / chance.h),
  );
  const prefixes = [ordered, ordered.toReversed()].flatMap((from) =>
    Array.from({ length: nTaken }, (_, k) => from.slice(0, k + 1).flat()),
  );
  return { sides: prefixes, l2: l2 + categories.l2, costs };
}

function sumOf({ g, h }: Pick<NaiveRows, 'g' | 'h'>, own: readonly number[]) {
  return {
    g: own.reduce((sum, i) => sum + g[i], 0),
    h: own.reduce((sum, i) => sum + h[i], 0),
  };
}

function soft(g: number, l1: number): number {
  return Math.sign(g) * Math.max(0, Math.abs(g) - l1);
}

/** G^2 / (H + l2), G softened: twice the loss that the best constant saves. */
function scoreOf({ g, h }: { readonly g: number; readonly h: number }, l1: number, l2: number) {
  return h + l2 > 0 ? soft(g, l1) ** 2 / (h + l2) : 0;
}
