import { type Binning, countBins } from './binning.ts';

/** Levels that are remembered beside those of the binning. */
const MAX_NEW_LEVELS = 64;

/** What is remembered of one column in one window. Counts are of rows, or of what rows stand for where they have weights. */
export interface ColumnWindow {
  /** Rows, whatever they stand for. */
  nRows: number;
  /** Of rows without a value. */
  missing: number;
  /** Of values that are no numbers: infinite ones. They are in the outer bins, too. */
  infinite: number;
  /** Of all rows: what they stand for, and the sum of its squares, by which tests know how much they may believe. */
  weight: number;
  weightSquares: number;
  /** Per bin of the binning. Length k. */
  readonly counts: Float64Array;
  /** Of finite numbers, dates, or lengths of texts; of levels nothing. */
  readonly moments: WindowMoments;
  /** Levels that the binning does not know, and at least how often; at most 64 of them. */
  newLevels: Map<string, number>;
}

/** Mean and spread of numbers, by weights, and how far they reach. */
export interface WindowMoments {
  weight: number;
  mean: number;
  /** Sum of the squared distances to the mean, by weights. */
  squares: number;
  /** Infinity where there is none. */
  min: number;
  /** -Infinity where there is none. */
  max: number;
}

/** A window of a column that nothing is in. */
export function emptyWindow(binning: Binning): ColumnWindow {
  return {
    nRows: 0,
    missing: 0,
    infinite: 0,
    weight: 0,
    weightSquares: 0,
    counts: new Float64Array(countBins(binning)),
    moments: { weight: 0, mean: 0, squares: 0, min: Infinity, max: -Infinity },
    newLevels: new Map(),
  };
}

/**
 * Adds a window to another of the same binning, in place. Counts are the same in any order; mean and spread up to rounding.
 *
 * @cost O(bins)
 */
export function addWindow(sum: ColumnWindow, other: ColumnWindow): void {
  sum.nRows += other.nRows;
  sum.missing += other.missing;
  sum.infinite += other.infinite;
  sum.weight += other.weight;
  sum.weightSquares += other.weightSquares;
  const { counts } = other;
  for (let bin = 0; bin < counts.length; bin++) sum.counts[bin] += counts[bin];
  addMoments(sum.moments, other.moments);
  for (const [level, count] of other.newLevels) countNewLevel(sum, level, count);
  if (sum.newLevels.size > MAX_NEW_LEVELS) keepFrequent(sum);
}

/** Adds moments to others, in place. @source Chan, Golub & LeVeque (1983), American Statistician 37, formula (1.5), with weights for counts. */
export function addMoments(sum: WindowMoments, other: WindowMoments): void {
  if (other.weight === 0) return;
  const weight = sum.weight + other.weight;
  const distance = other.mean - sum.mean;
  sum.squares += other.squares + (distance * distance * sum.weight * other.weight) / weight;
  sum.mean += (distance * other.weight) / weight;
  sum.weight = weight;
  sum.min = Math.min(sum.min, other.min);
  sum.max = Math.max(sum.max, other.max);
}

/** Remembers a level that the binning does not know. */
export function countNewLevel(window: ColumnWindow, level: string, count: number): void {
  window.newLevels.set(level, (window.newLevels.get(level) ?? 0) + count);
}

/** Forgets the rarest new levels where there are too many. */
export function keepFrequent(window: ColumnWindow): void {
  const all = [...window.newLevels];
  all.sort(([a, nA], [b, nB]) => nB - nA || (a < b ? -1 : 1));
  window.newLevels = new Map(all.slice(0, MAX_NEW_LEVELS));
}

/** How many rows of weight 1 say as much. @source Kish (1965), "Survey Sampling", section 11.7. */
export function effectiveRows({ weight, weightSquares }: ColumnWindow): number {
  return weightSquares === 0 ? 0 : weight ** 2 / weightSquares;
}
