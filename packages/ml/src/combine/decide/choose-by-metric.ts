import { AppError, type Estimate, listNames } from '@kaizenml/contracts';
import type { Random } from '../../math/index.ts';
import {
  bootstrapIntervals,
  type ClassificationOutcome,
  type Metric,
  pairedGain,
  predictedClasses,
  signOf,
} from '../../metrics/index.ts';
import { assertStated } from '../calibrate/calibration.ts';
import { CALL_METRICS, everyCall } from '../ensemble/judges/index.ts';
import { foldsOf } from '../library/folds.ts';
import { assertLength } from '../library/library.ts';
import { certainOf, crossCalls } from './cross-calls.ts';
import type { ThresholdRule } from './decision.ts';
import { inWords } from './in-words.ts';
import { sweepThresholds } from './sweep-thresholds.ts';

/** A threshold that a metric likes best, and what it is worth. */
export interface MetricChoice {
  readonly decision: ThresholdRule;
  /** The metric at the threshold, each fold by the threshold of the others, with its 95 % interval. */
  readonly value: Estimate;
  /** By how much that is better than a threshold of one half, with its 90 % interval. */
  readonly gain?: Estimate;
  readonly sentence: string;
}

const HALF: ThresholdRule = { kind: 'threshold', threshold: 0.5 };

/**
 * The threshold of the second of two classes that makes a metric best: F1, balanced accuracy, Matthews correlation and
 * others that read called classes only.
 *
 * All thresholds are tried. One half stays where the best one is no better on folds that had no part in it.
 *
 * @throws ARGUMENT_INVALID for another metric, for other than two classes and where the metric is not defined;
 * SHAPE_MISMATCH, TABLE_EMPTY, TARGET_UNUSABLE
 * @cost O(n log n) per fold and up to 200 resamples
 * @source Lipton, Elkan & Naryanaswamy (2014), "Optimal Thresholding of Classifiers to Maximize F1 Measure", ECML.
 */
export function chooseByMetric(
  outcome: ClassificationOutcome,
  metric: Metric,
  { foldOf, random }: { readonly foldOf: Int32Array; readonly random: Random },
): MetricChoice {
  assertSweepable(metric, outcome.nClasses);
  assertStated('chooseByMetric', outcome);
  assertLength('chooseByMetric', 'folds', outcome.truth.length, foldOf.length);
  const measure = metric.prepare(everyCall(2));
  const learn = (part: ClassificationOutcome): ThresholdRule => {
    const best = sweepThresholds(part, (calls) => signOf(metric) * measure(calls));
    return best ? { kind: 'threshold', threshold: best.threshold } : HALF;
  };
  const folds = foldsOf('chooseByMetric', foldOf);
  const swept = certainOf(outcome, crossCalls(outcome, folds, learn));
  const halved = certainOf(outcome, predictedClasses(outcome));
  const drawing = { random, nResamples: resamplesFor(foldOf.length) };
  const gain = pairedGain(metric, { ours: swept, theirs: halved }, drawing);
  const isBetter = gain !== undefined && gain.value > 0;
  const [decision, judged] = isBetter ? [learn(outcome), swept] : [HALF, halved];
  const value = bootstrapIntervals(judged, [metric], drawing)[metric.name];
  if (value === undefined) throw notDefined(metric);
  const why = isBetter
    ? `its ${metric.title} is ${gain.value.toPrecision(2)} better than at 50 % on rows that had no part in the choice`
    : `no other threshold has a better ${metric.title} on rows that had no part in the choice`;
  return {
    decision,
    value,
    ...(gain && { gain }),
    sentence: `${inWords(decision).replace(/\.$/, '')}: ${why}.`,
  };
}

/** Of many rows fewer resamples say as much. */
function resamplesFor(nRows: number): number {
  return Math.max(60, Math.min(200, Math.round(2e6 / nRows)));
}

function assertSweepable(metric: Metric, nClasses: number): void {
  if (CALL_METRICS.has(metric.name) && nClasses === 2) return;
  const names = [...CALL_METRICS];
  const got = nClasses === 2 ? metric.name : `${metric.name} of ${nClasses} classes`;
  throw new AppError('ARGUMENT_INVALID', {
    message: `A threshold must be chosen by a metric of called classes, of two classes, got ${got}.`,
    hint: `Such metrics are ${listNames(names, names.length)}. Of more classes, give costs.`,
    details: { metric: metric.name, nClasses, known: names },
  });
}

function notDefined({ name, title }: Metric): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `${title} must be defined on the rows that choose a threshold, but it is not: one class may be all there is.`,
    hint: 'Give rows of both classes.',
    details: { metric: name },
  });
}
