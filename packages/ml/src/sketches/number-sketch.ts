import type { HistogramCounts, NumberStatistics } from '@kaizenml/contracts';
import { addDistinct, type DistinctSketch } from './distinct.ts';
import { countedNumberStatistics, countNumbers } from './exact/counted-numbers.ts';
import { N_WIDE, QUANTILE_SHARES, TENTHS } from './exact/shares.ts';
import { addFrequentNumbers, type FrequentSketch } from './frequent.ts';
import {
  addToGrid,
  emptyGrid,
  type GridHistogram,
  gridBins,
  gridFromState,
  gridToState,
  mergeGrids,
} from './grid-histogram.ts';
import {
  emptyMoments,
  meanAndSd,
  mergeMoments,
  momentsOf,
  type NumberMoments,
  notFiniteMoments,
} from './number-moments.ts';
import { hashNumbers, makeHashes } from './parts/hashes.ts';
import {
  addQuantiles,
  emptyQuantiles,
  keptValues,
  mergeQuantiles,
  type QuantileSketch,
  type QuantileState,
  quantilesAt,
  quantilesFromState,
  quantilesToState,
  rankError,
} from './quantiles.ts';

/** Values that go through all sketches at a time: few enough to stay in the cache. */
const BLOCK = 4096;

/** What is remembered of the size of numbers. At most 120 kB. */
export interface NumberSketch {
  moments: NumberMoments;
  readonly quantiles: QuantileSketch;
  readonly grid: GridHistogram;
}

/** What is kept of it. */
export interface NumberState {
  readonly moments: NumberMoments;
  readonly quantiles: QuantileState;
  readonly grid: Readonly<GridHistogram>;
}

/** @param seed See `emptyQuantiles`. */
export function emptyNumbers(seed: number): NumberSketch {
  return { moments: emptyMoments(), quantiles: emptyQuantiles(seed), grid: emptyGrid() };
}

/** The sketches that a block of numbers goes through. */
export interface NumberSinks {
  readonly number: NumberSketch;
  readonly distinct: DistinctSketch;
  readonly frequent: FrequentSketch;
  /** Gets the finite values of each block, with their extremes. */
  readonly onFinite?: (finite: Float64Array, n: number, extremes: NumberMoments) => void;
}

/**
 * Adds numbers, in place.
 *
 * @param missing 1 where a value is missing; then NaN is a value like others. Without it NaN is a missing value.
 * @returns The number of missing values.
 * @cost O(n), about 60 ns per number.
 */
export function addNumbers(
  sinks: NumberSinks,
  values: Float64Array,
  missing: Uint8Array | undefined,
): number {
  const present = new Float64Array(Math.min(BLOCK, values.length));
  const finite = new Float64Array(present.length);
  const hashes = makeHashes(present.length);
  let nPresent = 0;
  for (let from = 0; from < values.length; from += BLOCK) {
    const to = Math.min(values.length, from + BLOCK);
    const n = takePresent(values, missing, { from, to, present });
    nPresent += n;
    const nFinite = takeFinite(present, n, finite);
    const moments = momentsOf(finite, nFinite);
    const { number } = sinks;
    sinks.onFinite?.(finite, nFinite, moments);
    number.moments = mergeMoments(number.moments, moments);
    if (nFinite < n) number.moments = mergeMoments(number.moments, notFiniteMoments(present, n));
    addQuantiles(number.quantiles, finite, nFinite, moments);
    addToGrid(number.grid, finite, nFinite, moments);
    hashNumbers(present, n, hashes);
    addDistinct(sinks.distinct, hashes, n);
    addFrequentNumbers(sinks.frequent, present, hashes, n);
  }
  return values.length - nPresent;
}

/** Takes the values that are not missing, -0 as 0. */
function takePresent(
  values: Float64Array,
  missing: Uint8Array | undefined,
  block: { readonly from: number; readonly to: number; readonly present: Float64Array },
): number {
  const { from, to, present } = block;
  let n = 0;
  for (let i = from; i < to; i++) {
    const value = values[i];
    if (missing === undefined ? Number.isNaN(value) : missing[i] === 1) continue;
    present[n++] = value + 0;
  }
  return n;
}

function takeFinite(present: Float64Array, n: number, finite: Float64Array): number {
  let nFinite = 0;
  for (let i = 0; i < n; i++) if (present[i] - present[i] === 0) finite[nFinite++] = present[i];
  return nFinite;
}

/** Both together. The two stay as they are. */
export function mergeNumbers(a: NumberSketch, b: NumberSketch): NumberSketch {
  return {
    moments: mergeMoments(a.moments, b.moments),
    quantiles: mergeQuantiles(a.quantiles, b.quantiles),
    grid: mergeGrids(a.grid, b.grid),
  };
}

/** The figures. @cost O(m log m) for the m values that are kept, at most about 10 000. */
export function numberStatistics({ moments, quantiles, grid }: NumberSketch): NumberStatistics {
  const { nFinite, nZeros, nNegative, nNaN, nInfinite, isWhole, min, max } = moments;
  const hasValues = nFinite > 0;
  const values = hasValues ? quantilesAt(quantiles, QUANTILE_SHARES) : [];
  return {
    isInteger: hasValues && isWhole,
    min: hasValues ? min : null,
    max: hasValues ? max : null,
    ...meanAndSd(moments),
    nZeros,
    nNegative,
    nNaN,
    nInfinite,
    quantiles: values.map((value, i) => ({ share: QUANTILE_SHARES[i], value })),
    rankError: rankError(quantiles),
    equalWidth: equalWidth(quantiles, grid),
    equalCount: equalCount(quantiles),
  };
}

function equalWidth(quantiles: QuantileSketch, grid: GridHistogram): HistogramCounts | null {
  if (quantiles.levels.length > 0) return gridBins(grid, N_WIDE);
  return countedNumberStatistics(countNumbers(keptValues(quantiles).values)).equalWidth;
}

/** Ten bins between tenths; fewer where tenths are equal. */
function equalCount(sketch: QuantileSketch): HistogramCounts | null {
  if (sketch.n === 0) return null;
  const tenths = quantilesAt(sketch, TENTHS);
  const edges = tenths.filter((edge, i) => i === 0 || edge > tenths[i - 1]);
  if (edges.length === 1) return { edges: [edges[0], edges[0]], counts: [sketch.n], error: 0 };
  const { values, weights } = keptValues(sketch);
  const counts = new Array<number>(edges.length - 1).fill(0);
  let bin = 0;
  for (let i = 0; i < values.length; i++) {
    while (bin < counts.length - 1 && values[i] >= edges[bin + 1]) bin++;
    counts[bin] += weights[i];
  }
  return { edges, counts, error: Math.ceil(2 * rankError(sketch) * sketch.n) };
}

export function numbersToState({ moments, quantiles, grid }: NumberSketch): NumberState {
  return { moments, quantiles: quantilesToState(quantiles), grid: gridToState(grid) };
}

/** @throws ARGUMENT_INVALID */
export function numbersFromState({ moments, quantiles, grid }: NumberState): NumberSketch {
  return { moments, quantiles: quantilesFromState(quantiles), grid: gridFromState(grid) };
}
