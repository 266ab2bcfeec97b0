import { type Metric, type Outcome, outcomeRows, signOf } from '@kaizenml/ml/metrics';
import { rowSlices } from '@kaizenml/ml/slices';
import { getColumn, type Table } from '@kaizenml/ml/table';
import type { pairedRival } from '../../pipelines/index.ts';
import type { Comparison } from '../store.ts';

/** Fewest rows of a part that is looked at by itself. */
const LEAST_OF_SLICE = 50;
/** Fewest rows of such a part that are not of its most frequent class, where the metric depends on them more than on the others. */
const LEAST_OF_RARE = 6;
/** Chance that a challenger as good everywhere is refused for a part, over all parts. */
const FALSE_ALARMS = 0.05;
/** Resamples that a tail of an interval is read from. */
const PER_TAIL = 20;
const MOST_SHOWN = 20;

/**
 * How the two compare in parts of the rows, those where the challenger loses most first; the level is shared out among all parts.
 * Intervals are drawn where it loses at all: elsewhere it cannot be surely worse.
 */
export function slicesOf(
  rows: Table,
  {
    inputs,
    rival,
    metric,
    ours,
    theirs,
  }: {
    readonly inputs: readonly string[];
    readonly rival: ReturnType<typeof pairedRival>;
    readonly metric: Metric;
    readonly ours: Outcome;
    readonly theirs: Outcome;
  },
): Comparison['slices'] {
  const parts = inputs.flatMap((column) => {
    const slices = rowSlices(getColumn(rows, column));
    return slices.length < 2
      ? []
      : slices
          .filter((slice) => tellsEnough(slice.rows, { metric, outcome: ours }))
          .map((slice) => ({ column, ...slice }));
  });
  const level = 1 - (2 * FALSE_ALARMS) / Math.max(2, parts.length);
  const nResamples = Math.min(2000, Math.max(200, (2 * PER_TAIL) / (1 - level)));
  const measured = parts.flatMap(({ column, name, rows: places }) => {
    const [mine, other] = [ours, theirs].map((each) => metric.compute(outcomeRows(each, places)));
    const value = signOf(metric) * ((mine ?? Number.NaN) - (other ?? Number.NaN)) + 0;
    if (Number.isNaN(value)) return [];
    const drawn =
      value < 0
        ? rival.gainBy(metric.name, { rows: places, level, nResamples: Math.ceil(nResamples) })
        : undefined;
    const { low, high } = drawn ?? { low: null, high: null };
    const isWorse = high !== null && high < 0;
    return [{ column, name, nRows: places.length, value, low, high, isWorse }];
  });
  return measured.sort((one, other) => one.value - other.value).slice(0, MOST_SHOWN);
}

/** Whether a part has rows enough for an interval that can be believed. */
export function tellsEnough(
  rows: Int32Array,
  {
    metric,
    outcome,
  }: { readonly metric: Pick<Metric, 'isShareOfRows'>; readonly outcome: Outcome },
): boolean {
  if (rows.length < LEAST_OF_SLICE) return false;
  if (outcome.kind === 'regression' || metric.isShareOfRows === true) return true;
  const counts = new Int32Array(outcome.nClasses);
  for (const row of rows) {
    const code = outcome.truth[row] ?? 0;
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return rows.length - Math.max(...counts) >= LEAST_OF_RARE;
}
