import type { ColumnImportance } from '@kaizenml/contracts';
import { type MixableRows, matrixImportance } from '@kaizenml/ml/explain';
import { type Features, isSparse, type Matrix, takeMatrixRows } from '@kaizenml/ml/math';
import { getMetric, signOf } from '@kaizenml/ml/metrics';
import type { Target } from '@kaizenml/ml/models';
import { takeTargetRows, toOutcome } from '@kaizenml/ml/search';
import type { Table } from '@kaizenml/ml/table';
import { leadingColumns } from './explain/leading-columns.ts';

const MAX_ROWS = 2000;
const FEWEST_ROWS = 100;
const MOST_REPEATS = 5;
const FEWEST_COLUMNS = 20;

/** What takes the place of a metric that the test part, or a shuffle of it, leaves undefined. */
const ALWAYS_DEFINED = { classification: 'log_loss', regression: 'rmse' } as const;

/** What the importance of columns is measured on. */
export interface ImportanceRequest {
  /** Test rows in random order, as the model reads them. */
  readonly rows: MixableRows;
  /** The same rows, as the columns are. */
  readonly table: Table;
  readonly truth: Target;
  readonly predict: (prepared: readonly Features[]) => Float64Array;
  /** Name of the metric; log loss or RMSE takes its place where it is not defined. */
  readonly metric: string;
  readonly seed: number;
  /** What an answer about takes, microseconds. */
  readonly answerMicros: number;
  /** What it may about take, microseconds. */
  readonly workMicros: number;
}

/**
 * How much worse the metric gets when a column is shuffled, largest first.
 *
 * Rows and repeats are cut for wide tables, so that the work is about the same for all: up to 2000 rows and 5 repeats, at
 * least 100 rows (where there are as many) and 1 repeat. Of more columns than there is time for then, those are shuffled that
 * go best with the answers: see `leadingColumns`.
 */
export function importanceOf(request: ImportanceRequest): ColumnImportance[] {
  const { seed, predict, rows: whole } = request;
  const { nRows, nRepeats, nColumns } = effortFor(request);
  const blocks = leadingBlocks(request, nColumns);
  const rows = Int32Array.from({ length: nRows }, (_, i) => i);
  const x = takeMatrixRows(whole.x, rows);
  const truth = takeTargetRows(request.truth, rows);
  for (const name of [request.metric, ALWAYS_DEFINED[truth.kind]]) {
    const metric = getMetric(name);
    const score = (shuffled: Matrix) =>
      signOf(metric) * metric.compute(toOutcome(truth, predict(whole.rowsOf(shuffled))));
    const importance = matrixImportance(x, blocks, { score, nRepeats, seed });
    if (importance.every(({ mean, sd }) => Number.isFinite(mean) && Number.isFinite(sd)))
      return importance;
  }
  return [];
}

function leadingBlocks(
  { rows: { x, blocks, rowsOf }, table, predict }: ImportanceRequest,
  most: number,
): MixableRows['blocks'] {
  if (most >= blocks.length) return blocks;
  const names = blocks.map(({ input }) => input);
  const kept = new Set(leadingColumns(table, names, { answers: predict(rowsOf(x)), most }));
  return blocks.filter(({ input }) => kept.has(input));
}

/** Answers, 10 ns per cell that is written out, and 160 ns per cell that is prepared anew, with making the preparation ready. */
function effortFor({
  rows: { x, blocks, nPrepared, rowsOf },
  answerMicros,
  workMicros,
}: ImportanceRequest): {
  readonly nRows: number;
  readonly nRepeats: number;
  readonly nColumns: number;
} {
  const nCells = rowsOf(x).reduce((sum, part) => sum + cellsPerRow(part), 0);
  const microsPerRow = answerMicros + 0.01 * nCells + 0.16 * nPrepared;
  const affordable = workMicros / (blocks.length * microsPerRow);
  const most = Math.min(MAX_ROWS, x.nRows);
  const nRows = Math.min(most, Math.max(FEWEST_ROWS, Math.floor(affordable / MOST_REPEATS)));
  const columns = Math.floor(workMicros / (nRows * microsPerRow));
  return {
    nRows,
    nRepeats: Math.min(MOST_REPEATS, Math.max(1, Math.floor(affordable / nRows))),
    nColumns: Math.max(FEWEST_COLUMNS, columns),
  };
}

function cellsPerRow(x: Features): number {
  return isSparse(x) ? x.values.length / Math.max(1, x.nRows) : x.nColumns;
}
