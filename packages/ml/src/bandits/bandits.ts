import { AppError, didYouMean } from '@kaizenml/contracts';
import type { AnyBandit } from './bandit.ts';
import { epsilonGreedy } from './epsilon-greedy.ts';
import { linUcb } from './lin-ucb.ts';
import { thompsonBeta } from './thompson-beta.ts';
import { thompsonNormal } from './thompson-normal.ts';

/** Every bandit, the baseline first. */
export const BANDITS: readonly AnyBandit[] = [epsilonGreedy, thompsonBeta, thompsonNormal, linUcb];

/** The bandit of a name. @throws ARGUMENT_INVALID when there is none. */
export function getBandit(name: string): AnyBandit {
  const bandit = BANDITS.find((each) => each.name === name);
  if (bandit !== undefined) return bandit;
  const known = BANDITS.map((each) => each.name);
  throw new AppError('ARGUMENT_INVALID', {
    message: `The bandit must be one of the ${known.length} we have, got "${name}".`,
    hint: didYouMean(name, known) ?? `They are ${known.join(', ')}.`,
    details: { name, known },
  });
}
