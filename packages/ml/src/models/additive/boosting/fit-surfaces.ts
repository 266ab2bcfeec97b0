import type { Axis, Surface } from '../shapes/index.ts';
import { type AdditiveRows, type Bag, columnOf, sumByCell, withLoss } from './additive-rows.ts';
import { type Averaged, averageBags } from './average-bags.ts';
import { type BoostedTerm, type BoostOptions, boost } from './boost.ts';
import type { StepOptions } from './curve-step.ts';
import { curveTerms } from './curve-terms.ts';
import { mergeBins } from './merge-bins.ts';
import { purify } from './purify.ts';
import { gainsOfPairs, type MergedColumn } from './rank-pairs.ts';
import { surfaceStep } from './surface-step.ts';

/** How surfaces are fitted. */
export interface SurfaceOptions extends StepOptions, BoostOptions {
  /** Pairs of columns at most that get a surface. */
  readonly nInteractions: number;
}

/** Cells of values along a column of a surface: as many as have this many rows each, within these ends. */
const CELLS = { least: 4, most: 64, rows: 8 } as const;

/** Leaves of a surface hold this many times the least weight of a leaf of a curve: it has more ways to overfit. */
const LEAF_FACTOR = 2;

/** Columns among which pairs are looked for at most: 32those whose curves matter most. */
const MAX_RANKED_COLUMNS = 40;

interface Pair {
  readonly first: MergedColumn;
  readonly second: MergedColumn;
  /** Cell of each row. */
  readonly cells: Uint16Array;
  readonly nCells: number;
  /** Training weight per cell, and per cell of either column. */
  readonly weights: Float64Array;
  readonly firstWeights: Float64Array;
  readonly secondWeights: Float64Array;
}

/** Surfaces, and what they were lowered by to have mean 0. */
export interface FittedSurfaces {
  /** The most important first; pairs that no bag kept are left out. */
  readonly surfaces: readonly Surface[];
  /** Per score, what the intercept must take over. */
  readonly offsets: Float64Array;
}

/**
 * Chooses pairs of columns by what they gain on the residuals of the curves, summed over the bags, and
 * boosts surfaces for them in each bag, and the curves with them. Means along a column move from the
 * surface into its curve.
 *
 * @param bags Their curves learn on, and take over the means of the surfaces.
 */
export function fitSurfaces(
  rows: AdditiveRows,
  bags: readonly Bag[],
  binWeights: readonly Float64Array[],
  given: SurfaceOptions,
): FittedSurfaces {
  const nScores = rows.start.length;
  const offsets = new Float64Array(nScores);
  if (given.nInteractions === 0) return { surfaces: [], offsets };
  const options = { ...given, minLeaf: LEAF_FACTOR * given.minLeaf };
  const columns = mergedColumns(rows, bags, binWeights);
  const pairs = choosePairs(rows, bags, columns, options);
  const perBag = bags.map((bag) => boostSurfaces(rows, bag, pairs, options));
  const sized = pairs.map((pair, at) => {
    const own = perBag.map((surfaces) => surfaces[at]);
    const averaged = averageBags(own, pair.weights, nScores);
    for (let k = 0; k < nScores; k++) offsets[k] += averaged.offsets[k];
    const surface = surfaceOf(pair, averaged);
    return { surface, size: sizeOf(surface, nScores) };
  });
  const surfaces = sized
    .filter(({ size }) => size > 0)
    .sort((a, b) => b.size - a.size)
    .map(({ surface }) => surface);
  return { surfaces, offsets };
}

function surfaceOf(
  { first, second, weights, firstWeights, secondWeights }: Pair,
  { contributions, deviations }: Averaged,
): Surface {
  const nScores = contributions.length / weights.length;
  contributions.forEach((_, at) => {
    const cell = Math.floor(at / nScores);
    const isSeen =
      firstWeights[Math.floor(cell / second.nCells)] > 0 && secondWeights[cell % second.nCells] > 0;
    if (!isSeen) contributions[at] = deviations[at] = 0;
  });
  return {
    columns: [first.column, second.column],
    cellOfBin: [first.cellOfBin, second.cellOfBin],
    nCells: [first.nCells, second.nCells],
    contributions,
    deviations,
    weights,
  };
}

function sizeOf({ contributions, weights }: Surface, nScores: number): number {
  return contributions.reduce(
    (sum, value, at) => sum + weights[Math.floor(at / nScores)] * Math.abs(value),
    0,
  );
}

function mergedColumns(
  rows: AdditiveRows,
  bags: readonly Bag[],
  binWeights: readonly Float64Array[],
): MergedColumn[] {
  const wanted = Math.floor(rows.weights.length / CELLS.rows);
  const maxCells = Math.min(Math.max(wanted, CELLS.least), CELLS.most);
  return rows.axes
    .map((axis, column) => ({ axis, column, heights: heightsOf(axis, bags, column) }))
    .map((each) => ({ ...each, size: spread(each.heights, binWeights[each.column]) }))
    .filter(({ axis }) => axis.nBins > 2)
    .sort((a, b) => b.size - a.size || a.column - b.column)
    .slice(0, MAX_RANKED_COLUMNS)
    .sort((a, b) => a.column - b.column)
    .map(({ axis, column, heights }) => {
      const merged = mergeBins(axis, binWeights[column], heights, maxCells);
      return { ...merged, column, cells: columnOf(rows, column).map((b) => merged.cellOfBin[b]) };
    });
}

/** What the curve of a column adds per bin, over all bags, to the score that it moves most. */
function heightsOf({ nBins }: Axis, bags: readonly Bag[], column: number): Float64Array {
  const nScores = bags[0].curves[column].length / nBins;
  const perScore = Array.from({ length: nScores }, (_, k) => {
    const sums = new Float64Array(nBins);
    for (const { curves } of bags)
      for (let b = 0; b < nBins; b++) sums[b] += curves[column][k * nBins + b];
    return sums;
  });
  const range = (values: Float64Array) => Math.max(...values) - Math.min(...values);
  return perScore.reduce((best, next) => (range(next) > range(best) ? next : best));
}

function spread(heights: Float64Array, weights: Float64Array): number {
  let total = 0;
  let mean = 0;
  for (let b = 0; b < heights.length; b++) total += weights[b];
  for (let b = 0; b < heights.length; b++) mean += (weights[b] / total) * heights[b];
  return heights.reduce((sum, height, b) => sum + weights[b] * Math.abs(height - mean), 0);
}

function choosePairs(
  rows: AdditiveRows,
  bags: readonly Bag[],
  columns: readonly MergedColumn[],
  options: SurfaceOptions,
): Pair[] {
  const perBag = bags.map((bag) =>
    withLoss(rows, bag, (loss, heap) => gainsOfPairs(columns, loss, { ...options, heap })),
  );
  const byColumn = new Map(columns.map((each) => [each.column, each]));
  const ranked = perBag[0].map((pair, at) => ({
    ...pair,
    gain: perBag.reduce((sum, own) => sum + own[at].gain, 0),
  }));
  return ranked
    .filter(({ gain }) => gain > 0)
    .sort((a, b) => b.gain - a.gain)
    .slice(0, options.nInteractions)
    .flatMap(({ columns: [a, b] }) => {
      const [first, second] = [byColumn.get(a), byColumn.get(b)];
      return first && second ? pairOf(rows, first, second) : [];
    });
}

function pairOf({ weights }: AdditiveRows, first: MergedColumn, second: MergedColumn): Pair {
  const cells = new Uint16Array(weights.length);
  for (let i = 0; i < cells.length; i++)
    cells[i] = first.cells[i] * second.nCells + second.cells[i];
  const nCells = first.nCells * second.nCells;
  return {
    first,
    second,
    cells,
    nCells,
    weights: sumByCell(cells, nCells, weights),
    firstWeights: sumByCell(first.cells, first.nCells, weights),
    secondWeights: sumByCell(second.cells, second.nCells, weights),
  };
}

/** The surfaces of one bag, per pair; their means along a column are added to the curves of the bag. */
function boostSurfaces(
  rows: AdditiveRows,
  bag: Bag,
  pairs: readonly Pair[],
  options: SurfaceOptions,
): Float64Array[] {
  const nScores = rows.start.length;
  const terms = pairs.map(({ first, second, cells, nCells }): BoostedTerm => {
    const own = sumByCell(cells, nCells, rows.weights, bag.isHeldOut);
    return {
      cells,
      nCells,
      takeStep: surfaceStep([first.nCells, second.nCells], own, options),
      contributions: new Float64Array(nCells * nScores),
    };
  });
  const curves = curveTerms(rows, bag, options).map((term) => ({
    ...term,
    cells: Uint16Array.from(term.cells),
  }));
  withLoss(rows, bag, (loss, heap) => {
    boost([...terms, ...curves], loss, { ...options, heap });
  });
  terms.forEach(({ contributions, nCells }, at) => {
    const { first, second, firstWeights, secondWeights } = pairs[at];
    for (let k = 0; k < nScores; k++) {
      const surface = contributions.subarray(k * nCells, (k + 1) * nCells);
      const moved = purify({ surface, first: firstWeights, second: secondWeights });
      addToCurve(bag.curves[first.column], k, first.cellOfBin, moved.first);
      addToCurve(bag.curves[second.column], k, second.cellOfBin, moved.second);
    }
  });
  return terms.map(({ contributions }) => contributions);
}

function addToCurve(
  curve: Float64Array,
  k: number,
  cellOfBin: Uint8Array,
  means: Float64Array,
): void {
  const nBins = cellOfBin.length;
  for (let b = 0; b < nBins; b++) curve[k * nBins + b] += means[cellOfBin[b]];
}
