import type { Estimate } from '@kaizenml/contracts';
import { wilsonInterval } from '@kaizenml/ml/stats';
import type { TaggedRow } from '../log.ts';

/** How often something was found. */
export interface TagShare {
  readonly tag: string;
  readonly nRows: number;
  /** Of the error, with Wilson's interval of 95 %. */
  readonly share: Estimate;
}

/**
 * Shares of the error that causes have, the most frequent first; a row with two causes counts for both.
 *
 * Rows are drawn in proportion to their error, so that a share of these rows is one of the error. They are drawn without putting back: a
 * cause of few rows with large errors is told a little too small once a good part of its rows was looked through.
 */
export function tagShares(looked: readonly Pick<TaggedRow, 'tags'>[]): readonly TagShare[] {
  const counts = new Map<string, number>();
  for (const { tags } of looked)
    for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts]
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .map(([tag, nRows]) => ({
      ...{ tag, nRows },
      share: { value: nRows / looked.length, ...wilsonInterval(nRows, looked.length) },
    }));
}

/** What would be won without a cause: its share of an error that is known. */
export function gainWithout({ value, low, high }: Estimate, error: number): Estimate {
  return {
    value: error * value,
    low: low === null ? null : error * low,
    high: high === null ? null : error * high,
  };
}
