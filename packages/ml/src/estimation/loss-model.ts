import { AppError, type Estimate } from '@kaizenml/contracts';
import type { Random } from '../math/index.ts';
import {
  answerTableTrees,
  fitTableTrees,
  outOfFold,
  type TableTrees,
} from '../models/boosting/quick/table-trees.ts';
import { sampleMoments } from '../stats/index.ts';
import type { Column, NumericColumn } from '../table/index.ts';
import { getEstimatedLoss } from './estimated-losses.ts';

/** z of an interval that holds 90 of 100. */
const Z_90 = 1.6448536269514722;
/** Name of the column of answers beside the features; no column of a file is called like it. */
const ANSWER = '\u0000answer';

/** Knows how large the loss of an answer is likely to be. Plain JSON but for typed arrays. */
export interface LossModel {
  readonly metric: string;
  readonly trees: TableTrees;
  /** Mean square of how far losses are from what is expected of them, in mean squares of that, on rows that were not learned from. */
  readonly spread: number;
  /** How far the mean of what is expected is from the mean loss there, and its standard error. */
  readonly bias: number;
  readonly biasError: number;
  /** Rows it was learned from. */
  readonly nRows: number;
}

/** Rows with their answers. */
export interface AnsweredRows {
  readonly columns: readonly Column[];
  /** Answer per row. Length n. */
  readonly predicted: Float64Array;
}

/**
 * Learns how large losses are, from rows whose truth is known and that the model has not learned from.
 *
 * @param metric `mae`, `rmse`, `mape` or `poisson_deviance`.
 * @throws ARGUMENT_INVALID for another metric, SHAPE_MISMATCH where lengths differ, TABLE_EMPTY for no rows.
 * @cost Five quick fits of n rows.
 * @source NannyML, "Direct Loss Estimation".
 */
export function fitLossModel(
  metric: string,
  rows: AnsweredRows & { readonly truth: Float64Array },
  random: Random,
): LossModel {
  const { loss } = getEstimatedLoss(metric);
  assertLength(rows.predicted.length, rows.truth.length);
  const losses = rows.truth.map((y, i) => loss(y, rows.predicted[i]));
  const usable = Int32Array.from(losses.keys()).filter((i) => Number.isFinite(losses[i]));
  const columns = withAnswers(rows);
  const y = { kind: 'regression', values: losses.filter(Number.isFinite) } as const;
  const expected = outOfFold(columns, { rows: usable, y, random });
  const residuals = sampleMoments(y.values.map((value, i) => value - expected[i]));
  const square = meanSquare(expected);
  return {
    metric,
    trees: fitTableTrees(columns, { rows: usable, y, random }),
    spread: square > 0 ? residuals.sd ** 2 / square : 0,
    bias: residuals.mean,
    biasError: residuals.sd / Math.sqrt(usable.length),
    nRows: usable.length,
  };
}

/**
 * How large a metric of numbers is to be on rows whose truth is not known yet, and between which values it will come out in 90 of
 * 100 such windows.
 *
 * @returns `value` NaN for no rows.
 * @cost O(n rounds depth)
 */
export function estimateLoss(model: LossModel, rows: AnsweredRows): Estimate {
  const { toMetric } = getEstimatedLoss(model.metric);
  const expected = answerTableTrees(model.trees, withAnswers(rows));
  const n = expected.length;
  if (n === 0) return { value: Number.NaN, low: null, high: null };
  const mean = expected.reduce((sum, loss) => sum + loss, 0) / n + model.bias;
  const error =
    Z_90 * Math.hypot(Math.sqrt((model.spread * meanSquare(expected)) / n), model.biasError);
  return {
    value: toMetric(Math.max(0, mean)),
    low: toMetric(Math.max(0, mean - error)),
    high: toMetric(mean + error),
  };
}

function meanSquare(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value * value, 0) / values.length;
}

function withAnswers({ columns, predicted }: AnsweredRows): readonly Column[] {
  const answers: NumericColumn = { name: ANSWER, kind: 'number', values: predicted };
  return [...columns, answers];
}

function assertLength(expected: number, received: number): void {
  if (expected === received) return;
  throw new AppError('SHAPE_MISMATCH', {
    message: `A loss model must be fitted on one truth per answer, got ${received} truths and ${expected} answers.`,
    hint: 'Leave rows out whose truth is not known.',
    details: { expected, received },
  });
}
