import { sortedPresent } from '../../stats/index.ts';
import { firstAbove, firstAtLeast } from './sorted-places.ts';

/** Rows `from` to before `to`, at another level than the rest. */
export interface Block {
  readonly from: number;
  readonly to: number;
}

/** Shortest block. */
const FEWEST = 20;

/**
 * Blocks of rows in which the level of a column may differ: after one change, and between two.
 *
 * The cumulated sum of ranks, less their mean, has its extremes where the level changes.
 *
 * @param values Length n; NaN is a missing value.
 * @returns At most two blocks, each the smaller side of its change.
 * @cost O(n log n)
 * @source Pettitt (1979), "A Non-Parametric Approach to the Change-Point Problem", Applied Statistics 28.
 */
export function blockOfRows(values: Float64Array): Block[] {
  const sorted = sortedPresent(values);
  const middle = (sorted.length + 1) / 2;
  let sum = 0;
  let [low, high] = [0, 0];
  let [lowAt, highAt] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    if (!Number.isNaN(values[i])) sum += midRank(sorted, values[i]) - middle;
    if (sum < low) [low, lowAt] = [sum, i + 1];
    if (sum > high) [high, highAt] = [sum, i + 1];
  }
  const n = values.length;
  const at = -low > high ? lowAt : highAt;
  const [from, to] = [Math.min(lowAt, highAt), Math.max(lowAt, highAt)];
  const smaller = (block: Block): Block[] => (block.to - block.from >= FEWEST ? [block] : []);
  const after = at <= n / 2 ? { from: 0, to: at } : { from: at, to: n };
  return [...smaller(after), ...(from > 0 && to < n ? smaller({ from, to }) : [])].filter(
    (block) => n - (block.to - block.from) >= FEWEST,
  );
}

function midRank(sorted: Float64Array, value: number): number {
  return (firstAtLeast(sorted, value) + firstAbove(sorted, value) + 1) / 2;
}
