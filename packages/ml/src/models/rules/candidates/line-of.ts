import { alongLine, type Line } from '../rule/index.ts';

/** Share of the rows beyond each end of a line. */
const TAIL = 0.025;

/** A line before it has slopes. */
export type Direction = Omit<Line, 'slopes'>;

/**
 * The direction of one column of numbers: level in both tails, so that far values do not carry it away.
 *
 * @param sorted Present values of the column in increasing order.
 * @returns undefined for fewer than three distinct values, which rules say better.
 * @source Friedman & Popescu (2008), section 5.
 */
export function lineOf(column: number, sorted: Float64Array): Direction | undefined {
  const n = sorted.length;
  if (n === 0) return undefined;
  const low = sorted[Math.floor(TAIL * (n - 1))];
  const high = sorted[Math.ceil((1 - TAIL) * (n - 1))];
  if (!sorted.some((value) => value > low && value < high)) return undefined;
  const ends = { column, low, high, center: 0, deviation: 0 };
  const center = sorted.reduce((sum, value) => sum + alongLine(ends, value), 0) / n;
  const squares = sorted.reduce((sum, value) => sum + (alongLine(ends, value) - center) ** 2, 0);
  return { ...ends, center, deviation: Math.sqrt(squares / n) };
}
