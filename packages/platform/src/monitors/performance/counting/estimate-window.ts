import type { Prediction, Row } from '@kaizenml/contracts';
import { estimateLoss, estimateMetric } from '@kaizenml/ml/estimation';
import { seededRandom } from '@kaizenml/ml/math';
import { getMetric } from '@kaizenml/ml/metrics';
import { readableRows } from '../../counting/readable-rows.ts';
import { believedOf, statedOf } from '../outcomes/outcome-counter.ts';
import type { ScoredVersion } from './scored-version.ts';
import type { EstimatedPerformance } from './window-performance.ts';

/** An answer whose truth nobody knows yet. */
export interface AnsweredRow {
  readonly prediction: Prediction;
  readonly weight: number;
  /** What was asked; only where a loss model reads it. */
  readonly cells: Row | undefined;
}

/** Draws rows of a window, and estimates how good they are. */
export interface WindowEstimator {
  add(row: AnsweredRow): void;
  finish(): readonly EstimatedPerformance[];
}

const MOST_ROWS = 10_000;
/** Numbers that an expected outcome may take. */
const MOST_CELLS = 400_000;
/** Metrics of calls and losses that no probability tells. */
const NOT_ESTIMATED = new Set(['expected_calibration_error']);

/**
 * Estimates the metric of a version on the answers of a window: of classes by probabilities that may be believed, of numbers by the
 * loss model of its baseline.
 *
 * What it is made of are rows as hard as these. That the same rows end otherwise now, it cannot see: labels tell.
 */
export function createEstimator(version: ScoredVersion, startMs: number): WindowEstimator {
  const { classes } = version.signature.output;
  const k = classes?.length ?? 0;
  const most = k === 0 ? MOST_ROWS : Math.min(MOST_ROWS, Math.floor(MOST_CELLS / k ** 2));
  const random = seededRandom(startMs);
  const drawn: AnsweredRow[] = [];
  let nRows = 0;
  return {
    add(row) {
      const at = nRows < most ? nRows : random.below(nRows + 1);
      nRows++;
      if (at < most) drawn[at] = row;
    },
    finish() {
      const found = classes === undefined ? ofNumbers(version, drawn) : ofClasses(version, drawn);
      return found === undefined || !Number.isFinite(found.value) ? [] : [{ ...found, nRows }];
    },
  };
}

type Estimated = Omit<EstimatedPerformance, 'nRows'>;

function ofClasses(
  { signature: { output }, baseline, metric }: ScoredVersion,
  rows: readonly AnsweredRow[],
): Estimated | undefined {
  const classes = output.classes ?? [];
  const map = baseline?.calibration?.map;
  if (NOT_ESTIMATED.has(metric)) return undefined;
  const stated = rows.flatMap(({ prediction, weight }) => {
    const probabilities = statedOf(classes, prediction);
    const called = classes.indexOf(String(prediction.prediction));
    return probabilities === undefined || called < 0 ? [] : [{ probabilities, called, weight }];
  });
  if (stated.length === 0) return undefined;
  const all = new Float64Array(stated.length * classes.length);
  stated.forEach(({ probabilities }, i) => {
    all.set(probabilities, i * classes.length);
  });
  const answers = {
    ...{ probabilities: believedOf(map, all), nClasses: classes.length },
    called: Int32Array.from(stated, ({ called }) => called),
    weights: Float64Array.from(stated, ({ weight }) => weight),
  };
  return { metric, ...estimateMetric(getMetric(metric), answers, seededRandom(rows.length)) };
}

function ofNumbers(
  { signature, baseline }: ScoredVersion,
  rows: readonly AnsweredRow[],
): Estimated | undefined {
  const model = baseline?.lossModel ?? undefined;
  const usable = rows.filter(({ prediction }) => typeof prediction.prediction === 'number');
  if (model === undefined || usable.length === 0) return undefined;
  const { table } = readableRows(
    signature.inputs,
    usable.map(({ cells }) => cells ?? {}),
  );
  const predicted = Float64Array.from(usable, ({ prediction }) => Number(prediction.prediction));
  return { metric: model.metric, ...estimateLoss(model, { columns: table.columns, predicted }) };
}
