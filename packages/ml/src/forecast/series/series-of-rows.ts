import { AppError } from '@kaizenml/contracts';
import { fillGaps } from './fill-gaps.ts';
import type { Series } from './series.ts';

/** A series of rows in order, and what it took to make it one. */
export interface RowSeries {
  readonly series: Series;
  /** Missing values before the first and after the last one that is there. */
  readonly nDropped: number;
  readonly nFilled: number;
}

/**
 * A series of rows that lie equally distant in their order, as a table without a column of time has them.
 *
 * @param values NaN for a missing one.
 * @param period Steps after which a pattern repeats; 1: none.
 * @throws TABLE_EMPTY without a value.
 */
export function seriesOfRows(values: Float64Array, period: number): RowSeries {
  const first = values.findIndex(Number.isFinite);
  const last = values.findLastIndex(Number.isFinite);
  if (first < 0) {
    throw new AppError('TABLE_EMPTY', {
      message: `A series must have at least one value, got ${values.length} rows without.`,
      hint: 'Check the column of the target.',
      details: { nPoints: values.length },
    });
  }
  const kept = values.slice(first, last + 1).map((v) => (Number.isFinite(v) ? v : Number.NaN));
  const filled = fillGaps(kept, period);
  return {
    series: { values: filled.values, period },
    nDropped: values.length - kept.length,
    nFilled: filled.nFilled,
  };
}
