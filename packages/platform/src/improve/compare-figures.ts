import type { Estimate } from '@kaizenml/contracts';
import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { normalTail, wilsonInterval } from '@kaizenml/ml/stats';
import { SURE, sayValue } from '../monitors/index.ts';

export type Report = OutputOf<Operations['improve']['report']>;
export type Chapter = Report['endpoints'][number]['chapters'][number];
export type Figure = Chapter['figures'][number];

/** A figure of both periods. */
export interface ComparedParts extends Pick<Figure, 'name' | 'unit' | 'better'> {
  readonly now: Estimate | undefined;
  readonly before: Estimate | undefined;
}

/**
 * A figure now and before, and whether it differs by more than chance: by less than one in a hundred, both intervals taken for normal
 * ones of the same level that are independent of each other.
 *
 * @param z Standard normal quantile of the intervals.
 */
export function compareFigures(
  { name, unit, better, ...values }: ComparedParts,
  z: number,
): Figure {
  const now = values.now ?? null;
  const before = values.before ?? null;
  const difference = now && before && differenceOf(now, before, z);
  return {
    ...{ name, unit, better, now, before, difference },
    words: say({ name, now, before, difference }),
  };
}

/** A number that was counted, which has no interval. */
export function counted(value: number): Estimate {
  return { value, low: null, high: null };
}

/** A share with Wilson's interval of 95 %; undefined of nothing. */
export function shareOf(part: number, all: number): Estimate | undefined {
  if (!(all > 0)) return undefined;
  const { low, high } = wilsonInterval(part, all);
  return { value: part / all, low: part === 0 ? 0 : low, high: part === all ? 1 : high };
}

function differenceOf(now: Estimate, before: Estimate, z: number): Figure['difference'] {
  const [a, b] = [errorOf(now, z), errorOf(before, z)];
  if (a === undefined || b === undefined) return null;
  const by = now.value - before.value;
  if (by === 0 || normalTail(Math.abs(by) / Math.hypot(a, b)) > SURE) return 'may be chance';
  return by > 0 ? 'more' : 'less';
}

function errorOf({ low, high }: Estimate, z: number): number | undefined {
  return low === null || high === null ? undefined : (high - low) / (2 * z);
}

function say({
  name,
  now,
  before,
  difference,
}: Pick<Figure, 'name' | 'now' | 'before' | 'difference'>): string {
  if (now === null) return `${name}: not known.`;
  if (before === null) return `${name}: ${sayValue(now)}; before it is not known.`;
  const both = `${name}: ${sayValue(now)}, before ${sayValue(before)}`;
  if (difference === null) return now.value === before.value ? `${both}: the same.` : `${both}.`;
  return difference === 'may be chance'
    ? `${both}: chance alone may make as much.`
    : `${both}: ${difference}, and not by chance.`;
}
