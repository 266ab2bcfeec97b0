import type { ColumnImportance } from '@kaizenml/contracts';
import {
  ESTIMATED_LOSSES,
  fitLossModel,
  getEstimatedLoss,
  type LossModel,
} from '@kaizenml/ml/estimation';
import { seededRandom } from '@kaizenml/ml/math';
import { type Outcome, outcomeRows } from '@kaizenml/ml/metrics';
import { type Column, isNumeric, selectColumns, type Table, takeRows } from '@kaizenml/ml/table';
import { thinnedRows } from './thinned-rows.ts';

const FEWEST_ROWS = 100;
const MOST_ROWS = 3000;
const MOST_COLUMNS = 30;
/** Levels of a category that losses are learned by, at most: they stand in the artifact. */
const MOST_LEVELS = 100;
/** What is estimated in the place of a metric that cannot be. */
const ALWAYS_ESTIMATED = 'mae';

/** What losses are learned from. */
export interface AnsweredTable {
  /** Rows that the model had not learned from, by the columns that it reads. */
  readonly features: Table;
  readonly outcome: Outcome;
  /** The metric of the project; the mean absolute error takes its place where it cannot be estimated before labels. */
  readonly metric: string;
  /** Largest first. */
  readonly importance: readonly ColumnImportance[];
  readonly seed: number;
}

/**
 * How large the loss of an answer is to be expected, by its row: learned by quick trees on rows whose truth is known.
 *
 * @returns null for classes, for rankings, whose answers are no amounts, and for fewer than 100 rows.
 * @cost Five quick fits of 3000 rows and 31 columns at most: 0.3 s.
 */
export function lossModelOf({
  features,
  outcome,
  metric,
  importance,
  seed,
}: AnsweredTable): LossModel | null {
  if (outcome.kind !== 'regression' || outcome.groups !== undefined) return null;
  const rows = thinnedRows(features.nRows, MOST_ROWS);
  const seen = outcomeRows(outcome, rows);
  if (seen.kind !== 'regression') return null;
  const { truth, predicted } = seen;
  const estimated = [metric, ALWAYS_ESTIMATED].find((name) => {
    if (!ESTIMATED_LOSSES.includes(name)) return false;
    const { loss } = getEstimatedLoss(name);
    const losses = truth.filter((y, i) => Number.isFinite(loss(y, predicted[i] ?? Number.NaN)));
    return losses.length >= FEWEST_ROWS;
  });
  if (estimated === undefined) return null;
  const { columns } = takeRows(selectColumns(features, namesOf(features, importance)), rows);
  return fitLossModel(estimated, { columns, predicted, truth }, seededRandom(seed));
}

/** The columns that quick trees can read and that say most, in the order of the table. */
function namesOf({ columns }: Table, importance: readonly ColumnImportance[]): string[] {
  const read = columns.filter(isRead).map(({ name }) => name);
  if (read.length <= MOST_COLUMNS) return read;
  const isThere = new Set(read);
  const leading = importance.map(({ column }) => column).filter((name) => isThere.has(name));
  const kept = new Set([...leading, ...read].slice(0, MOST_COLUMNS));
  return read.filter((name) => kept.has(name));
}

function isRead(column: Column): boolean {
  if (isNumeric(column)) return true;
  return column.kind !== 'text' && column.kind !== 'id' && column.levels.length <= MOST_LEVELS;
}
