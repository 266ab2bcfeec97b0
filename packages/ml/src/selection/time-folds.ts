import { countDistinctSorted } from '../stats/index.ts';
import { type FoldOptions, needAtLeast, type Split } from './split.ts';
import { sortedTimes } from './time-blocks.ts';

/**
 * Folds that go forward in time: each is trained on all that is strictly earlier than its test block.
 *
 * Times are cut into nFolds + 1 blocks of about equal size; the first is only trained on. Rows of one
 * time stay together.
 *
 * @param times Time per row in any unit, at least nFolds + 1 distinct ones. Length n.
 * @throws TABLE_TOO_SMALL, ARGUMENT_INVALID when a row has no time.
 * @cost O(n log n + n * nFolds)
 * @source Tashman (2000), "Out-of-sample tests of forecasting accuracy": rolling origin.
 */
export function timeFolds(times: Float64Array, { nFolds }: Pick<FoldOptions, 'nFolds'>): Split[] {
  const sorted = sortedTimes(times);
  needAtLeast(nFolds + 1, countDistinctSorted(sorted), 'distinct times');
  const cuts = blockStarts(sorted, nFolds);
  return cuts.map((start, fold) => {
    const end = cuts[fold + 1] ?? Number.POSITIVE_INFINITY;
    return {
      train: rowsWhere(times, (time) => time < start),
      test: rowsWhere(times, (time) => time >= start && (time < end || fold === nFolds - 1)),
    };
  });
}

function blockStarts(sorted: Float64Array, nFolds: number): number[] {
  const changes: number[] = [];
  for (let i = 1; i < sorted.length; i++) if (sorted[i] !== sorted[i - 1]) changes.push(i);
  const starts: number[] = [];
  let first = 0;
  for (let fold = 0; fold < nFolds; fold++) {
    const wanted = ((fold + 1) * sorted.length) / (nFolds + 1);
    const last = changes.length - (nFolds - fold);
    let at = first;
    while (at < last && Math.abs(changes[at + 1] - wanted) <= Math.abs(changes[at] - wanted)) at++;
    starts.push(sorted[changes[at]]);
    first = at + 1;
  }
  return starts;
}

function rowsWhere(times: Float64Array, test: (time: number) => boolean): Int32Array {
  const rows: number[] = [];
  for (let row = 0; row < times.length; row++) if (test(times[row])) rows.push(row);
  return Int32Array.from(rows);
}
