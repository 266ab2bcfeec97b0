import type { Order } from '../../packages/platform/src/filters/condition.ts';
import { valuesOf } from './meets.ts';
import type { PlainRun } from './plain-run.ts';

/** Runs in an order: numbers and texts, then NaN, then what has no such field; of equal ones the newest start, then by id. */
export function sortRuns(runs: readonly PlainRun[], orders: readonly Order[]): PlainRun[] {
  return runs.toSorted((a, b) => {
    for (const { field, isDescending } of orders) {
      const [x] = valuesOf(a, field);
      const [y] = valuesOf(b, field);
      const byRank = rankOf(x) - rankOf(y);
      if (byRank !== 0) return byRank;
      if (rankOf(x) > 0) continue;
      const byValue = compare(x, y) * (isDescending ? -1 : 1);
      if (byValue !== 0) return byValue;
    }
    return b.startedAtMs - a.startedAtMs || compare(a.id, b.id);
  });
}

function rankOf(value: string | number | undefined): number {
  if (value === undefined) return 2;
  return Number.isNaN(value) ? 1 : 0;
}

function compare(a: string | number | undefined, b: string | number | undefined): number {
  if (typeof a === 'string' && typeof b === 'string')
    return Buffer.compare(Buffer.from(a), Buffer.from(b));
  if (a === b) return 0;
  return Number(a) < Number(b) ? -1 : 1;
}
