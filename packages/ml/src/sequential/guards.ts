import { AppError, didYouMean } from '@kaizenml/contracts';
import { classShift } from './class-shift.ts';
import type { AnyGuard } from './guard.ts';
import { latency } from './latency.ts';
import { mean } from './mean.ts';
import { rate } from './rate.ts';
import { scoreShift } from './score-shift.ts';
import { weighedMean } from './weighed-mean.ts';

/** Every guard. */
export const GUARDS: readonly AnyGuard[] = [
  rate,
  mean,
  weighedMean,
  latency,
  classShift,
  scoreShift,
];

/** The guard of a name. @throws ARGUMENT_INVALID when there is none. */
export function getGuard(name: string): AnyGuard {
  const guard = GUARDS.find((each) => each.name === name);
  if (guard !== undefined) return guard;
  const known = GUARDS.map((each) => each.name);
  throw new AppError('ARGUMENT_INVALID', {
    message: `The guard must be one of the ${known.length} we have, got "${name}".`,
    hint: didYouMean(name, known) ?? `They are ${known.join(', ')}.`,
    details: { name, known },
  });
}
