import { findChangePoints } from '@kaizenml/ml/change-points';

/** Since when something is as it is. */
export interface SinceWhen {
  /** Begin of the first windows after the change. */
  readonly at: string;
  /** Begins of the first and of the last windows that it may have begun with. */
  readonly low: string;
  readonly high: string;
}

/** One verdict on a column. */
export interface EffectAt {
  /** Begin of its windows. */
  readonly start: string;
  readonly effect: number;
}

/** Verdicts that the law of the effects is learned from. */
const LEAST = 6;

/**
 * When the effect of a column rose to what it is now: the newest change upwards in the series of its effects that has not gone back.
 *
 * @param series Oldest first.
 * @returns Undefined of fewer than six verdicts, or where it has not changed.
 */
export function sinceWhen(series: readonly EffectAt[]): SinceWhen | undefined {
  if (series.length < LEAST) return undefined;
  const effects = Float64Array.from(series, ({ effect }) => effect);
  const changes = findChangePoints(effects, { law: 'mean', leastSize: 1 });
  const level = changes.at(-1)?.after ?? 0;
  const last = changes.findLast(({ before, after }) => after > before && level > before);
  if (last === undefined) return undefined;
  const startOf = (i: number) => series[i]?.start ?? '';
  return { at: startOf(last.at), low: startOf(last.low), high: startOf(last.high) };
}
