import { AppError } from '@kaizenml/contracts';
import type { Random } from '../../math/index.ts';
import type { Metric, WeightedValue } from '../../metrics/index.ts';
import { assertLibrary, type Library, libraryLength, outcomeOf } from '../library/library.ts';
import { sampledRows } from '../library/sampled-rows.ts';
import { takeLibraryRows } from '../library/take-rows.ts';

/** The metric of m models on the rows and on resamples of them, the same resamples for all models. */
export interface ResampledValues {
  /** On all rows. Length m. */
  readonly values: Float64Array;
  /** On the rows of each resample, as often as they were drawn. B arrays of length m. */
  readonly drawn: readonly Float64Array[];
  /** On the rows that the same resample left out, each once. B arrays of length m. */
  readonly left: readonly Float64Array[];
}

/** How resamples are drawn. */
export interface ResampleOptions {
  readonly random: Random;
  /** Default 200. */
  readonly nResamples?: number;
  /** Rows that resamples are drawn from, at most. Default 5000. */
  readonly maxRows?: number;
}

/**
 * Measures models on bootstrap resamples of the rows.
 *
 * Of more than `maxRows` rows, so many stand for all: by how much their resamples differ from them is shrunk by
 * sqrt(maxRows / n), since all rows wander less by that. Resamples in which the metric is not defined for a model, on either
 * part, are left out.
 *
 * @throws ARGUMENT_INVALID, SHAPE_MISMATCH, TABLE_EMPTY, TARGET_UNUSABLE; ARGUMENT_INVALID when fewer than half of the
 * resamples define the metric.
 * @cost O(m * nResamples * maxRows): 40 models take about a second.
 * @source Efron & Tibshirani (1993), "An Introduction to the Bootstrap"; Bickel, Götze & van Zwet (1997), "Resampling fewer
 * than n observations: gains, losses, and remedies for losses", Statistica Sinica 7, 1-31.
 */
export function resampleValues(
  library: Library,
  metric: Metric,
  options: ResampleOptions,
): ResampledValues {
  assertLibrary('resampleValues', library);
  const { nResamples = 200 } = options;
  const resampled = drawValues(library, metric, { ...options, parts: 2 });
  const nDrawn = resampled.drawn.length;
  if (nDrawn < nResamples / 2) throw tooFew(metric, libraryLength(library), nDrawn, nResamples);
  return resampled;
}

/**
 * The same without a refusal: there may be few resamples, or none.
 *
 * @param options.parts 1 leaves out the rows that were not drawn, and half of the work: `left` is empty.
 */
export function drawValues(
  library: Library,
  metric: Metric,
  { random, nResamples = 200, maxRows = 5000, parts }: ResampleOptions & { readonly parts: 1 | 2 },
): ResampledValues {
  const nAll = libraryLength(library);
  const n = Math.min(nAll, maxRows);
  const part = n < nAll ? takeLibraryRows(library, sampledRows(nAll, maxRows)) : library;
  const measures = measuresOf(part, metric);
  const measureAll = (weights: Float64Array) =>
    Float64Array.from(measures, (measure) => measure(weights));
  const own = part.truth.weights ?? new Float64Array(n).fill(1);
  const ofPart = measureAll(own);
  const values = n < nAll ? valuesOf(library, metric) : ofPart;
  const shrink = Math.sqrt(n / nAll);
  const toAll = (each: Float64Array) =>
    n < nAll ? each.map((value, m) => values[m] + shrink * (value - ofPart[m])) : each;
  const counts = new Float64Array(n);
  const drawn: Float64Array[] = [];
  const left: Float64Array[] = [];
  for (let resample = 0; resample < nResamples; resample++) {
    counts.fill(0);
    for (let i = 0; i < n; i++) counts[random.below(n)]++;
    const inside = measureAll(counts.map((count, i) => count * own[i]));
    const outside =
      parts === 2 ? measureAll(counts.map((count, i) => (count === 0 ? own[i] : 0))) : inside;
    if (![...inside, ...outside].every(Number.isFinite)) continue;
    drawn.push(toAll(inside));
    if (parts === 2) left.push(toAll(outside));
  }
  return { values, drawn, left };
}

function measuresOf({ truth, members }: Library, metric: Metric): WeightedValue[] {
  return members.map(({ answers }) => metric.prepare(outcomeOf(truth, answers)));
}

function valuesOf({ truth, members }: Library, metric: Metric): Float64Array {
  return Float64Array.from(members, ({ answers }) => metric.compute(outcomeOf(truth, answers)));
}

function tooFew({ name, title }: Metric, nRows: number, defined: number, of: number): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `${title} must be defined on most resamples of the ${nRows} rows, but it is on ${defined} of ${of}.`,
    hint: 'Models cannot be compared on so few rows: give more, or take their folds as they are.',
    details: { metric: name, nRows, defined, of },
  });
}
