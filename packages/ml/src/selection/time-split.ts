import { countDistinctSorted } from '../stats/index.ts';
import { needAtLeast, type Split, type SplitOptions, splitByMark, testSize } from './split.ts';
import { cutTime, sortedTimes } from './time-blocks.ts';

/**
 * The latest rows as the test part: every training row is strictly earlier than every test row.
 *
 * Rows of one time stay together, so the size is as near to the share as ties allow.
 *
 * @param times Time per row in any unit, at least two distinct ones. Length n.
 * @throws TABLE_TOO_SMALL, ARGUMENT_INVALID when a row has no time.
 * @cost O(n log n)
 * @source Tashman (2000), "Out-of-sample tests of forecasting accuracy", International Journal of Forecasting 16.
 */
export function timeSplit(
  times: Float64Array,
  { testShare }: Pick<SplitOptions, 'testShare'>,
): Split {
  const sorted = sortedTimes(times);
  needAtLeast(2, countDistinctSorted(sorted), 'distinct times');
  const nTrain = times.length - testSize(times.length, testShare);
  const cut = cutTime(sorted, nTrain, Number.NEGATIVE_INFINITY);
  return splitByMark(Uint8Array.from(times, (time) => (time >= cut ? 1 : 0)));
}
