import type { ColumnImportance } from '@kaizenml/contracts';
import type { NamedBlock } from '@kaizenml/ml/explain';
import { matrixImportance, pickedRows } from '@kaizenml/ml/explain';
import { type Features, isSparse, type Matrix, takeMatrixRows } from '@kaizenml/ml/math';
import { getMetric } from '@kaizenml/ml/metrics';
import type { Target } from '@kaizenml/ml/models';
import { takeTargetRows, toOutcome } from '@kaizenml/ml/search';

const MAX_ROWS = 2000;
const FEWEST_ROWS = 100;
const MOST_REPEATS = 5;
const WORK_MICROS = 6_000_000;

/** What takes the place of a metric that the test part, or a shuffle of it, leaves undefined. */
const ALWAYS_DEFINED = { classification: 'log_loss', regression: 'rmse' } as const;

/** What the importance of columns is measured on. */
export interface ImportanceRequest {
  /** Prepared test rows, in random order. */
  readonly x: Features;
  readonly truth: Target;
  /** Matrix columns of each input. */
  readonly blocks: readonly NamedBlock[];
  readonly predict: (x: Features) => Float64Array;
  /** Name of the metric; log loss or RMSE takes its place where it is not defined. */
  readonly metric: string;
  readonly seed: number;
}

/**
 * How much worse the metric gets when a column is shuffled, for every column, largest first.
 *
 * Rows and repeats are cut for wide tables, so that the work is about the same for all: up to 2000 rows and 5 repeats, at
 * least 100 rows (where there are as many) and 1 repeat.
 */
export function importanceOf(request: ImportanceRequest): ColumnImportance[] {
  const { seed } = request;
  const { nRows, nRepeats } = effortFor(request.x, request.blocks.length);
  const rows = Int32Array.from({ length: nRows }, (_, i) => i);
  const { whole, blocks, predict } = denseForm(request);
  const x = takeMatrixRows(whole, rows);
  const truth = takeTargetRows(request.truth, rows);
  for (const name of [request.metric, ALWAYS_DEFINED[truth.kind]]) {
    const { better, compute } = getMetric(name);
    const sign = better === 'higher' ? 1 : -1;
    const score = (shuffled: Matrix) => sign * compute(toOutcome(truth, predict(shuffled)));
    const importance = matrixImportance(x, blocks, { score, nRepeats, seed });
    if (importance.every(({ mean, sd }) => Number.isFinite(mean) && Number.isFinite(sd)))
      return importance;
  }
  return [];
}

/** Rows as a dense matrix: those without zeros by what they are put together from. */
function denseForm({ x, blocks, predict }: ImportanceRequest) {
  if (!isSparse(x)) return { whole: x, blocks, predict };
  const picked = pickedRows(x, blocks);
  const answer = (picks: Matrix) => predict(picked.rowsOf(picks));
  return { whole: picked.x, blocks: picked.blocks, predict: answer };
}

/** A row costs about 20 µs of trees and 10 ns per cell that is written out. */
function effortFor(
  x: Features,
  nBlocks: number,
): { readonly nRows: number; readonly nRepeats: number } {
  const nCells = isSparse(x) ? x.values.length / Math.max(1, x.nRows) : x.nColumns;
  const microsPerRow = 20 + 0.01 * nCells;
  const affordable = WORK_MICROS / (nBlocks * microsPerRow);
  const most = Math.min(MAX_ROWS, x.nRows);
  const nRows = Math.min(most, Math.max(FEWEST_ROWS, Math.floor(affordable / MOST_REPEATS)));
  return { nRows, nRepeats: Math.min(MOST_REPEATS, Math.max(1, Math.floor(affordable / nRows))) };
}
