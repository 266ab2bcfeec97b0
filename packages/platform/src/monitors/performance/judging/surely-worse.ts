import type { Estimate } from '@kaizenml/contracts';
import type { DriftVerdict } from '@kaizenml/ml/drift';
import { normalTail } from '@kaizenml/ml/stats';

/** Chance above which nothing is called sure: one in two hundred, of one side. */
export const SURE = 0.005;

/** An estimate, and the normal quantile of its interval. */
export interface StatedEstimate extends Estimate {
  readonly z: number;
}

/** How much worse something is, and how surely. */
export interface Worse {
  /** In the unit of the value, below 0 where it is better. */
  readonly by: number;
  /** Chance of such a value if it were worse by no more than the margin; null where no interval is known. */
  readonly pValue: number | null;
  readonly verdict: DriftVerdict;
}

/**
 * Whether a value is surely worse than another by more than a margin.
 *
 * Both intervals are taken for normal ones of values that are independent of each other.
 */
export function surelyWorse(
  current: StatedEstimate,
  reference: StatedEstimate,
  { better, margin }: { readonly better: 'higher' | 'lower'; readonly margin: number },
): Worse {
  const by = (better === 'higher' ? -1 : 1) * (current.value - reference.value);
  const errors = [errorOf(current), errorOf(reference)] as const;
  const error = errors[0] === undefined ? undefined : Math.hypot(errors[0], errors[1] ?? 0);
  const pValue = error === undefined ? null : tailOf((by - margin) / error);
  return { by, pValue, verdict: verdictOf(by > margin, pValue) };
}

/** A bound that somebody set: it is known exactly. */
export function exactly(value: number): StatedEstimate {
  return { value, low: value, high: value, z: 1 };
}

/** What is said of a difference that may matter and may be sure. */
export function verdictOf(isLarge: boolean, pValue: number | null): DriftVerdict {
  if (!isLarge) return 'calm';
  return pValue !== null && pValue <= SURE ? 'drift' : 'may be chance';
}

/** Standard error of an estimate; undefined where no interval is known. */
export function errorOf({ low, high, z }: StatedEstimate): number | undefined {
  return low === null || high === null ? undefined : (high - low) / (2 * z);
}

/** Upper tail of a standard normal deviate; of no spread at all a step. */
function tailOf(z: number): number {
  return Number.isNaN(z) ? 1 : normalTail(z);
}
