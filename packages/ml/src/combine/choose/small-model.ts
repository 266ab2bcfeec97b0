import type { Metric } from '../../metrics/index.ts';
import { bestFirst, type Contender, shareBehind } from './contender.ts';

/** What counts as small. */
export interface SmallLimits {
  /** Share of the best value that may be given up. Default 0.01. */
  readonly maxShareBehind?: number;
  /** How many times as fast as the best model. Default 10. */
  readonly minSpeedup?: number;
}

/** A model of the leaderboard with a role of its own. */
export interface RoleChoice {
  readonly id: string;
  /** False where no contender meets the limits and this one comes closest. */
  readonly isWithinLimits: boolean;
  readonly sentence: string;
}

/**
 * The small model: of those within 1 % of the best value and at least 10 times as fast as the best model, the smallest.
 *
 * Where no contender is both, the smallest of those within 1 %, and `isWithinLimits` is false.
 *
 * @param contenders Finished candidates, without baselines.
 * @returns Undefined when there is none.
 */
export function smallModel(
  contenders: readonly Contender[],
  metric: Metric,
  { maxShareBehind = 0.01, minSpeedup = 10 }: SmallLimits = {},
): RoleChoice | undefined {
  const ranked = bestFirst(contenders, metric);
  const best = ranked[0];
  if (!best) return undefined;
  const near = ranked.filter(({ value }) => shareBehind(value, best.value) <= maxShareBehind);
  const fast = near.filter(({ microsPerRow }) => microsPerRow * minSpeedup <= best.microsPerRow);
  const pool = fast.length > 0 ? fast : near;
  const chosen = pool.reduce((one, each) => (each.sizeBytes < one.sizeBytes ? each : one));
  return {
    id: chosen.id,
    isWithinLimits: fast.length > 0,
    sentence: sentenceOf(chosen, best, { maxShareBehind, minSpeedup, isFast: fast.length > 0 }),
  };
}

interface Outcome extends Required<SmallLimits> {
  readonly isFast: boolean;
}

function sentenceOf(
  chosen: Contender,
  best: Contender,
  { maxShareBehind, minSpeedup, isFast }: Outcome,
): string {
  const within = `within ${100 * maxShareBehind} % of the best`;
  if (chosen.id === best.id) return `The best model, ${best.id}, is also the smallest ${within}.`;
  const speedup = twoDigits(best.microsPerRow / chosen.microsPerRow);
  const size = twoDigits(best.sizeBytes / chosen.sizeBytes);
  const gained = `about ${speedup} times as fast and ${size} times as small`;
  return isFast
    ? `${chosen.id} is ${within}, ${gained}.`
    : `No model ${within} is ${minSpeedup} times as fast; the smallest of them is ${chosen.id}, ${gained}.`;
}

function twoDigits(value: number): string {
  return String(Number(value.toPrecision(2)));
}
