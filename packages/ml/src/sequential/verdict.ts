import { AppError } from '@kaizenml/contracts';
import { exp, log } from '../math/index.ts';
import type { Evidence, JudgeOptions, Verdict } from './guard.ts';

/** Checked options with the default filled in. */
export type ResolvedOptions = Required<JudgeOptions>;

/** @throws ARGUMENT_INVALID when level, margin or tolerance is out of range. */
export function resolveOptions({ level, margin, tolerance = 0 }: JudgeOptions): ResolvedOptions {
  if (!(level > 0 && level < 1)) {
    throw new AppError('ARGUMENT_INVALID', {
      message: `The level of a guard must be between 0 and 1, got ${level}.`,
      hint: 'Use 0.05 for at most one false alarm in twenty rollouts.',
      details: { level },
    });
  }
  if (!(tolerance >= 0 && tolerance <= margin && margin < Number.POSITIVE_INFINITY)) {
    throw new AppError('ARGUMENT_INVALID', {
      message: `A guard must have a tolerance from 0 to its margin, got tolerance ${tolerance} and margin ${margin}.`,
      hint: 'Name as margin the loss that is put up with, and as tolerance what does not count as worse.',
      details: { tolerance, margin },
    });
  }
  return { level, margin, tolerance };
}

/** An e-value with its p-value. Evidence beyond all numbers is the greatest one, since JSON has no infinity. */
export function toEvidence(logE: number): Evidence {
  return { logE: Math.min(logE, Number.MAX_VALUE), p: Math.min(1, exp(-logE)) };
}

/** ln(1/level): the evidence that is enough. */
export function enoughFor(level: number): number {
  return -log(level);
}

/** A verdict from its numbers. Where both are sure, B is worse by less than the margin: that is no harm. */
export function toVerdict(
  numbers: Omit<Verdict, 'outcome' | 'part' | keyof JudgeOptions> & { readonly part?: string },
  { level, margin, tolerance }: ResolvedOptions,
): Verdict {
  const isHarmless = numbers.noHarm.logE >= enoughFor(level);
  const isHarm = numbers.harm.logE >= enoughFor(level);
  const outcome = isHarmless ? 'no-harm' : isHarm ? 'harm' : 'undecided';
  return { part: null, ...numbers, outcome, level, margin, tolerance };
}
