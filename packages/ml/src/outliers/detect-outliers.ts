import { AppError, resolveParams } from '@kaizenml/contracts';
import { type Matrix, type Random, takeMatrixRows } from '../math/index.ts';
import { selectColumns, type Table } from '../table/index.ts';
import {
  type Calibration,
  calibrateTail,
  falseAlarmShare,
  scoreAt,
} from './calibration/calibrate-tail.ts';
import { type OutlierColumns, outlierColumns } from './columns/outlier-columns.ts';
import { readRows } from './columns/read-rows.ts';
import { explainOutlier, type OutlierReason } from './explain-outlier.ts';
import { type IsolationForestState, isolationForest } from './isolation-forest.ts';
import { expectedValues, type RobustDistanceState, robustDistance } from './robust-distance.ts';

export interface OutlierOptions {
  /**
   * `isolation-forest` (default) finds rows that few questions set apart, whatever the shape of the data;
   * `robust-distance` finds odd combinations in data of one center, and says what was to be expected.
   */
  readonly detector?: 'isolation-forest' | 'robust-distance' | undefined;
  /** Columns that are looked at. Default: all in which rows differ. */
  readonly columns?: readonly string[] | undefined;
  /** Share of ordinary rows that may be called outliers, above 0, at most 0.5. Default 0.005. */
  readonly falseAlarms?: number | undefined;
  /** Share of the rows that are outliers, above 0, at most 0.5, where it is known; `falseAlarms` counts no more then. */
  readonly contamination?: number | undefined;
  /** Rows that are explained at most, the most unusual ones. Default 20. */
  readonly maxExplained?: number | undefined;
  readonly random: Random;
}

/** What a detector has learned of a table: JSON and typed arrays. */
export type OutlierModel = {
  readonly columns: OutlierColumns;
  readonly calibration: Calibration;
  /** A row is an outlier where its score is above; null where no score is. */
  readonly threshold: number | null;
} & FittedDetector;

/** A detector by its name, and what it has learned. */
type FittedDetector =
  | { readonly detector: 'isolation-forest'; readonly state: IsolationForestState }
  | { readonly detector: 'robust-distance'; readonly state: RobustDistanceState };

/** How unusual rows are. */
export interface ScoredRows {
  /** The detector's own score, higher is more unusual. */
  readonly scores: Float64Array;
  /** Share of ordinary rows that would score as high: 0.001 is one in a thousand. */
  readonly falseAlarmShares: Float64Array;
  /** 1 for outliers. */
  readonly isOutlier: Uint8Array;
  /** The most unusual outliers, with reasons. */
  readonly explained: readonly OutlierRow[];
}

/** An outlier and what makes it one. */
export interface OutlierRow {
  /** Row number from 0. */
  readonly row: number;
  readonly score: number;
  readonly falseAlarmShare: number;
  readonly reasons: readonly OutlierReason[];
}

/** The outliers of a table. */
export interface DetectedOutliers extends ScoredRows {
  readonly model: OutlierModel;
  readonly nOutliers: number;
}

const FALSE_ALARMS = 0.005;
const MOST_EXPLAINED = 20;

/**
 * Finds the rows of a table that are unlike the others, and says which columns make them so.
 *
 * Missing values are typical, categories count by how rare they are. Scores of either detector become the share of ordinary
 * rows that would score as high (`calibrateTail`), and a row is an outlier where that is below `falseAlarms`.
 *
 * @throws TABLE_EMPTY, FEATURES_UNUSABLE, COLUMN_UNKNOWN, ARGUMENT_INVALID for shares out of their range
 * @cost That of the detector, and O(n log n) per column
 *
 * @example
 * const { model, explained } = detectOutliers(table, { random: seededRandom(1) });
 * const { isOutlier } = scoreOutliers(model, newRows);
 */
export function detectOutliers(table: Table, options: OutlierOptions): DetectedOutliers {
  const { contamination, falseAlarms = FALSE_ALARMS, maxExplained, random } = options;
  assertShare('falseAlarms', falseAlarms);
  if (contamination !== undefined) assertShare('contamination', contamination);
  const looked = options.columns === undefined ? table : selectColumns(table, options.columns);
  const columns = outlierColumns(looked);
  const x = readRows(columns, looked);
  const fitted = fit(options.detector ?? 'isolation-forest', x, random);
  const scores = score(fitted, x);
  const calibration = calibrateTail(scores);
  const limit =
    contamination === undefined
      ? scoreAt(calibration, falseAlarms)
      : exceededBy(scores, Math.round(contamination * x.nRows));
  const threshold = limit < Number.POSITIVE_INFINITY ? limit : null;
  const model: OutlierModel = { columns, calibration, threshold, ...fitted };
  const said = judge(model, { table: looked, x, scores, maxExplained });
  const nOutliers = said.isOutlier.reduce((sum, is) => sum + is, 0);
  return { ...said, model, nOutliers };
}

/**
 * How unusual the rows of a table are by a detector that was fitted before.
 *
 * @throws COLUMN_UNKNOWN, INPUT_SCHEMA_MISMATCH, SHAPE_MISMATCH, MODEL_ARTIFACT_INVALID
 */
export function scoreOutliers(
  model: OutlierModel,
  table: Table,
  { maxExplained }: { readonly maxExplained?: number | undefined } = {},
): ScoredRows {
  const x = readRows(model.columns, table);
  return judge(model, { table, x, scores: score(model, x), maxExplained });
}

function fit(detector: OutlierModel['detector'], x: Matrix, random: Random): FittedDetector {
  if (detector === 'robust-distance')
    return { detector, state: robustDistance.fit(x, {}, { random }) };
  const params = resolveParams('isolation-forest', isolationForest.params, {});
  return { detector, state: isolationForest.fit(x, params, { random }) };
}

function score(fitted: FittedDetector, x: Matrix): Float64Array {
  return fitted.detector === 'robust-distance'
    ? robustDistance.score(fitted.state, x)
    : isolationForest.score(fitted.state, x);
}

interface Judged {
  readonly table: Table;
  readonly x: Matrix;
  readonly scores: Float64Array;
  readonly maxExplained: number | undefined;
}

function judge(
  model: OutlierModel,
  { table, x, scores, maxExplained = MOST_EXPLAINED }: Judged,
): ScoredRows {
  const limit = model.threshold ?? Number.POSITIVE_INFINITY;
  const isOutlier = Uint8Array.from(scores, (each) => Number(each > limit));
  const falseAlarmShares = scores.map((each) => falseAlarmShare(model.calibration, each));
  const rows = Int32Array.from(scores.keys())
    .filter((row) => isOutlier[row] === 1)
    .sort((a, b) => scores[b] - scores[a] || a - b)
    .subarray(0, maxExplained);
  const taken = takeMatrixRows(x, rows);
  const { parts, expected } = explain(model, taken);
  const p = x.nColumns;
  const explained = Array.from(rows, (row, i): OutlierRow => {
    const own = (all: Float64Array): Float64Array => all.subarray(i * p, (i + 1) * p);
    const reasons = explainOutlier(model.columns, table, {
      row,
      contributions: own(parts),
      ...(expected && { expected: own(expected) }),
    });
    return { row, score: scores[row], falseAlarmShare: falseAlarmShares[row], reasons };
  });
  return { scores, falseAlarmShares, isOutlier, explained };
}

function explain(
  model: OutlierModel,
  x: Matrix,
): { readonly parts: Float64Array; readonly expected?: Float64Array } {
  if (model.detector === 'isolation-forest')
    return { parts: isolationForest.contributions(model.state, x) };
  return {
    parts: robustDistance.contributions(model.state, x),
    expected: expectedValues(model.state, x).values,
  };
}

/** The number that so many of the scores exceed, fewer where scores are equal. */
function exceededBy(scores: Float64Array, nAbove: number): number {
  return scores.toSorted()[Math.max(0, scores.length - 1 - nAbove)];
}

function assertShare(name: string, share: number): void {
  if (share > 0 && share <= 0.5) return;
  throw new AppError('ARGUMENT_INVALID', {
    message: `detectOutliers must get a share above 0 and up to 0.5 for ${name}, got ${share}.`,
    hint: 'A share of 0.01 is one row in a hundred.',
    details: { name, value: `${share}` },
  });
}
