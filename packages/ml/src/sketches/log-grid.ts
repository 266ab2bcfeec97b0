import { AppError } from '@kaizenml/contracts';
import { exp, log } from '../math/index.ts';

/** Bins of equal width on a logarithmic axis. How many values fell into each is a sketch of the values: counts add up. */
export interface LogGrid {
  readonly nBins: number;
  /** Bin of a value, from 0; what is beyond the ends is in the first or the last one. */
  binOf(value: number): number;
  /** The value that stands for a bin: no value of it differs from it by more than the relative error. */
  valueOf(bin: number): number;
}

/** What a grid holds apart. */
export interface LogGridOptions {
  /** Smallest and largest value that are told apart, both above 0. */
  readonly range: readonly [low: number, high: number];
  /** Largest relative error of a quantile within the range, between 0 and 1. */
  readonly relativeError: number;
}

/**
 * A grid of a fixed number of bins.
 *
 * Bin i holds what lies above low * g^i up to low * g^(i + 1), with g = (1 + e) / (1 - e) for the relative error e.
 *
 * @throws ARGUMENT_INVALID for an error that is not between 0 and 1, and for a range that is not above 0 or does not rise.
 * @source Masson, Rim & Lee (2019), "DDSketch: A fast and fully-mergeable quantile sketch with relative-error guarantees", PVLDB 12(12).
 */
export function logGrid({ range: [low, high], relativeError }: LogGridOptions): LogGrid {
  if (!(low > 0 && high > low && relativeError > 0 && relativeError < 1))
    throw new AppError('ARGUMENT_INVALID', {
      message: `A grid must have a range above 0 that rises and an error between 0 and 1, got ${low} to ${high} and ${relativeError}.`,
      hint: 'Use a range such as [0.001, 1000] and an error such as 0.02.',
      details: { low: String(low), high: String(high), relativeError: String(relativeError) },
    });
  const width = log((1 + relativeError) / (1 - relativeError));
  const start = log(low);
  const nBins = Math.ceil((log(high) - start) / width);
  return {
    nBins,
    binOf(value) {
      if (!(value > low)) return 0;
      const bin = Math.ceil((log(value) - start) / width) - 1;
      return Math.min(nBins - 1, Math.max(0, bin));
    },
    valueOf: (bin) => (1 - relativeError) * exp(start + (bin + 1) * width),
  };
}

/**
 * The value below which a share of the counted values lies: the one of rank `share * (n - 1)`, rounded down.
 *
 * @param counts Values per bin of the grid.
 * @param share 0 to 1.
 * @returns Within the relative error of the grid; undefined where nothing was counted.
 * @cost O(bins)
 */
export function quantileOnGrid(
  grid: LogGrid,
  counts: ArrayLike<number>,
  share: number,
): number | undefined {
  let n = 0;
  for (let bin = 0; bin < grid.nBins; bin++) n += counts[bin];
  if (n === 0) return undefined;
  const rank = Math.floor(share * (n - 1));
  let below = 0;
  for (let bin = 0; bin < grid.nBins; bin++) {
    below += counts[bin];
    if (below > rank) return grid.valueOf(bin);
  }
  return grid.valueOf(grid.nBins - 1);
}
