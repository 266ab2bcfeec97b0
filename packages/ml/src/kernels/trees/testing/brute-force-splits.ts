import {
  type NodeColumn,
  type SearchedNode,
  type SplitParams,
  type Sums,
  sumOf,
} from './random-node.ts';

/** One way to split a node. */
export interface Candidate {
  readonly column: number;
  readonly cut: number;
  readonly missingLeft: boolean;
  /** Levels that go left; none for numbers. */
  readonly levels: readonly number[];
  readonly left: Sums;
  readonly score: number;
}

/** All splits of a node that its limits allow, in the order in which the first of equal ones wins. */
export function bruteForceSplits({ columns, total, params }: SearchedNode): Candidate[] {
  return columns.flatMap((column, c) => {
    if (!column.isAllowed) return [];
    const splits = column.isCategory ? splitsOfLevels(column, params) : splitsOfNumbers(column);
    const l2 = params.l2 + (isOneLevel(column, params) ? 0 : params.categoryL2);
    const direction = column.isCategory ? 0 : column.direction;
    return splits
      .map((split) => ({
        ...split,
        right: { g: total.g - split.left.g, h: total.h - split.left.h },
      }))
      .filter(({ left, right }) => Math.min(left.h, right.h) >= Math.trunc(params.minHessian))
      .map(({ right, ...split }) => {
        const [own, other] = [split.left, right].map((side) => leafOf(side, { ...params, l2 }));
        const isAllowed = !(direction * (other.output - own.output) < 0);
        const cost = isOneLevel(column, params) ? 0 : params.levelCost * split.levels.length;
        const score = isAllowed ? own.saved + other.saved - cost : Number.NEGATIVE_INFINITY;
        return { ...split, column: c, score };
      })
      .filter(({ score }) => score > Number.NEGATIVE_INFINITY);
  });
}

type Split = Pick<Candidate, 'cut' | 'missingLeft' | 'levels' | 'left'>;

function isOneLevel({ isCategory, nBins }: NodeColumn, { maxOneLevel }: SplitParams): boolean {
  return !isCategory || nBins <= maxOneLevel;
}

/** Bins up to a cut go left. A cut behind an empty bin is the one before it. */
function splitsOfNumbers({ sums, nBins, missingBin, onlyCut }: NodeColumn): Split[] {
  const missing = missingBin >= 0 ? [sums[missingBin]] : [];
  const hasMissing = missing.some(isFilled);
  return [false, true].flatMap((missingLeft) => {
    if (missingLeft && !hasMissing) return [];
    const nCuts = hasMissing && !missingLeft ? nBins : nBins - 1;
    return Array.from({ length: nCuts }, (_, cut) => ({
      cut,
      missingLeft,
      levels: [],
      left: sumOf([...sums.slice(0, cut + 1), ...(missingLeft ? missing : [])]),
    })).filter(({ cut }) => (onlyCut >= 0 ? cut === onlyCut : isFilled(sums[cut])));
  });
}

function splitsOfLevels(column: NodeColumn, params: SplitParams): Split[] {
  const { sums, nBins } = column;
  const levels = Array.from({ length: nBins }, (_, level) => level).filter((l) =>
    isFilled(sums[l]),
  );
  const split = (left: readonly number[]): Split => ({
    cut: -1,
    missingLeft: false,
    levels: left,
    left: sumOf(left.map((level) => sums[level])),
  });
  if (isOneLevel(column, params)) return levels.map((level) => split([level]));
  const ratio = (level: number) => sums[level].g / (sums[level].h + params.categorySmoothing);
  const ordered = levels
    .filter((level) => sums[level].h >= Math.trunc(params.minLevelHessian))
    .sort((a, b) => ratio(a) - ratio(b));
  const nTaken = Math.min(params.maxLevels, Math.ceil(ordered.length / 2));
  return [ordered, ordered.toReversed()].flatMap((from) =>
    Array.from({ length: nTaken }, (_, k) => split(from.slice(0, k + 1))),
  );
}

function isFilled({ g, h }: Sums): boolean {
  return g !== 0 || h !== 0;
}

/** The best answer of a leaf within the bounds, and twice the loss that it saves. */
export function leafOf(
  { g, h }: Sums,
  { l1, l2, lowest, highest }: Pick<SplitParams, 'l1' | 'l2' | 'lowest' | 'highest'>,
): { readonly output: number; readonly saved: number } {
  const soft = Math.sign(g) * Math.max(0, Math.abs(g) - l1);
  const output = Math.min(highest, Math.max(lowest, -soft / (h + l2)));
  return { output, saved: -2 * soft * output - (h + l2) * output ** 2 };
}
