import { AppError } from '@kaizenml/contracts';
import { columnSpread, type Matrix, type Random, takeMatrixRows } from '../math/index.ts';
import { assertColumns } from '../models/refusals.ts';
import { stateCheck } from '../models/state-reader.ts';
import { drawDistinct } from '../outliers/isolation/draw-distinct.ts';
import { type LaidRows, withLaidRows } from './centers/laid-rows.ts';
import { type LloydResult, lloyd } from './centers/lloyd.ts';
import { miniBatch } from './centers/mini-batch.ts';
import { orderCenters } from './centers/order-centers.ts';
import { seedCenters } from './centers/seed-centers.ts';

export interface KMeansOptions {
  /** Clusters, at least 1. */
  readonly k: number;
  readonly random: Random;
  /** Beginnings, of which the one with the least sum of squares stays. Default 8. */
  readonly nStarts?: number;
  /** Default 300. */
  readonly maxIterations?: number;
  /** Centers stand still when their squared moves sum to at most this share of the mean variance of a column. Default 1e-4. */
  readonly tolerance?: number;
  /** Default `lloyd` up to 2^28 cells, else `mini-batch`. */
  readonly method?: 'lloyd' | 'mini-batch';
}

/** What k-means has learned: JSON and typed arrays. */
export interface KMeansState {
  readonly nColumns: number;
  /** The largest cluster first; of equal ones the one whose center is first by its numbers. @shape k x p */
  readonly centers: Float64Array;
  /** Training rows of each cluster. Length k. */
  readonly sizes: Int32Array;
  /** Sum of the squared distances of the training rows to their centers. */
  readonly inertia: number;
  readonly nIterations: number;
  readonly method: 'lloyd' | 'mini-batch';
}

/** Which cluster rows belong to. */
export interface Assignment {
  /** Number of the cluster of each row, from 0. */
  readonly codes: Int32Array;
  /** Euclidean distance of each row to its center. */
  readonly distances: Float64Array;
}

/** Rows that choose between beginnings: beyond it, the best of the sample is refined on all rows. */
const SAMPLE_ROWS = 20_000;
const MOST_CELLS = 2 ** 28;
/** Squares of larger numbers would be beyond all numbers. */
const LARGEST = 1e150;
const BATCH_ROWS = 4096;
const N_BATCHES = 200;

/**
 * k-means: k centers with the least sum of squared distances that several beginnings find.
 *
 * Tables of more than 20 000 rows begin on a drawn sample of that size and are then refined on all rows.
 *
 * @shape x: n x p, finite
 * @throws ARGUMENT_INVALID for a k that is no whole number of at least 1 or a value that is not finite; TABLE_TOO_SMALL
 * where there are fewer than k different rows.
 * @cost O(nStarts min(n, 20 000) p k log k) for the beginnings, then O(n p k) per iteration.
 *
 * @example
 * const state = kMeans(x, { k: 3, random: seededRandom(1) });
 * const { codes } = assignToCenters(state, x);
 */
export function kMeans(x: Matrix, options: KMeansOptions): KMeansState {
  assertUsable(x, options.k);
  return withLaidRows(x, (rows) => kMeansOfLaid(rows, x, options));
}

/** The same for rows that are laid out already, and finite. @throws TABLE_TOO_SMALL */
function kMeansOfLaid(rows: LaidRows, x: Matrix, options: KMeansOptions): KMeansState {
  const { nRows, nColumns } = x;
  const method = options.method ?? (nRows * nColumns <= MOST_CELLS ? 'lloyd' : 'mini-batch');
  const isSampled = nRows > SAMPLE_ROWS;
  const best = isSampled ? startOnSample(x, options) : bestStart(rows, x, options);
  const found = isSampled ? refine(rows, x, { ...options, method, start: best.centers }) : best;
  rows.assign(found.centers);
  const ordered = orderCenters(rows, found.centers);
  return { nColumns, method, ...ordered, inertia: found.inertia, nIterations: found.nIterations };
}

/**
 * The nearest center of each row. A row alone gets the same bits as among others, in every engine.
 *
 * @shape x: m x p, finite
 * @throws SHAPE_MISMATCH, MODEL_ARTIFACT_INVALID
 * @cost O(m p k)
 */
export function assignToCenters(state: KMeansState, x: Matrix): Assignment {
  checkState('k-means', state);
  assertColumns('k-means', state.nColumns, x);
  return withLaidRows(x, (rows) => {
    rows.assign(state.centers);
    return { codes: rows.codes().slice(), distances: rows.squares().map(Math.sqrt) };
  });
}

const checkState = stateCheck<KMeansState>((state) => {
  const nColumns = state.field('nColumns').count();
  const k = state.field('sizes').tensor(Int32Array).length;
  if (k === 0) state.field('sizes').refuse('have a cluster');
  state.field('centers').numbers(Float64Array, k * nColumns);
});

function startOnSample(x: Matrix, options: KMeansOptions): LloydResult {
  const drawn = drawDistinct(x.nRows, SAMPLE_ROWS, options.random).sort();
  const sample = takeMatrixRows(x, drawn);
  if (seedCenters(sample, options.k, options.random).length < options.k * x.nColumns)
    return withLaidRows(x, (rows) => bestStart(rows, x, { ...options, nStarts: 1 }));
  return withLaidRows(sample, (rows) => bestStart(rows, sample, options));
}

function bestStart(rows: LaidRows, x: Matrix, options: KMeansOptions): LloydResult {
  const { k, random, nStarts = 8 } = options;
  const limits = limitsOf(x, options);
  let best: LloydResult | undefined;
  for (let start = 0; start < nStarts; start++) {
    const seeds = seedCenters(x, k, random);
    if (seeds.length < k * x.nColumns) throw tooFewDifferent(seeds.length / x.nColumns, k);
    const found = lloyd(rows, x, seeds, limits);
    if (best === undefined || found.inertia < best.inertia) best = found;
  }
  if (best === undefined) throw new RangeError('nStarts must be at least 1');
  return best;
}

function refine(
  rows: LaidRows,
  x: Matrix,
  options: KMeansOptions & { readonly start: Float64Array },
): LloydResult {
  if (options.method !== 'mini-batch') return lloyd(rows, x, options.start, limitsOf(x, options));
  const { random, start } = options;
  const centers = miniBatch(x, start, { batchRows: BATCH_ROWS, nBatches: N_BATCHES, random });
  rows.assign(centers);
  const inertia = rows.squares().reduce((sum, square) => sum + square, 0);
  return { centers, inertia, nIterations: N_BATCHES };
}

function limitsOf(
  x: Matrix,
  { maxIterations = 300, tolerance = 1e-4 }: KMeansOptions,
): { readonly maxIterations: number; readonly tolerance: number } {
  const { deviations } = columnSpread(x);
  const variance = deviations.reduce((sum, each) => sum + each * each, 0) / deviations.length;
  return { maxIterations, tolerance: tolerance * variance };
}

function assertUsable({ nRows, nColumns, values }: Matrix, k: number): void {
  const refuse = (subject: string, got: unknown, hint: string): AppError =>
    new AppError('ARGUMENT_INVALID', {
      message: `kMeans must get ${subject}, got ${got}.`,
      hint,
      details: { got: String(got) },
    });
  if (!Number.isInteger(k) || k < 1)
    throw refuse('a whole number of clusters of at least 1', k, 'Leave k out to have it chosen.');
  if (nColumns === 0)
    throw refuse('at least one column', 0, 'Give it columns that tell rows apart.');
  if (nRows < k) throw tooFewDifferent(nRows, k);
  const bad = values.findIndex((value) => !(Math.abs(value) <= LARGEST));
  if (bad < 0) return;
  const place = `${values[bad]} in row ${Math.floor(bad / nColumns) + 1}`;
  const hint = 'Fill missing values in and scale columns first: `clusterTable` does.';
  throw refuse(`values between -${LARGEST} and ${LARGEST}`, place, hint);
}

function tooFewDifferent(nDifferent: number, k: number): AppError {
  return new AppError('TABLE_TOO_SMALL', {
    message: `A clustering must get at least as many different rows as clusters, got ${nDifferent} for ${k} clusters.`,
    hint: `Ask for at most ${nDifferent} clusters.`,
    details: { nDifferent, k },
  });
}
