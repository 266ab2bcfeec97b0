import { AppError } from '@kaizenml/contracts';
import { isBanditStrategy } from './bandit/to-bandit.ts';
import type { RolloutSettings } from './rollout.ts';

const DEFAULT_STEPS: Readonly<Record<RolloutSettings['strategy'], readonly number[]>> = {
  canary: [0.01, 0.05, 0.25, 0.5],
  'blue-green': [1],
  shadow: [1],
  ab: [0.5],
  bandit: [],
  'contextual-bandit': [],
};

/**
 * Shares per step out of `5%,25%,0.5`.
 *
 * @throws ARGUMENT_INVALID when a share is not above 0 and at most 1, a canary's do not rise, or another strategy has several.
 */
export function parseSteps(
  text: string | undefined,
  strategy: RolloutSettings['strategy'],
): readonly number[] {
  if (text === undefined) return DEFAULT_STEPS[strategy];
  if (isBanditStrategy(strategy))
    throw stepsInvalid('left out where a bandit moves the shares', text);
  const steps = text.split(',').map((part) => {
    const number = Number.parseFloat(part);
    return part.includes('%') ? number / 100 : number;
  });
  const outside = steps.find((share) => !(share > 0 && share <= 1));
  if (outside !== undefined)
    throw stepsInvalid(`above 0 and at most 1 (100 %), got ${outside}`, text);
  if (strategy !== 'canary' && steps.length > 1)
    throw stepsInvalid(`a single share for "${strategy}", got ${steps.length}`, text);
  if (strategy === 'blue-green' && steps[0] !== 1)
    throw stepsInvalid('100 % for "blue-green", which switches all at once', text);
  if (steps.some((share, i) => share <= (steps[i - 1] ?? 0)))
    throw stepsInvalid('larger from step to step', text);
  return steps;
}

function stepsInvalid(expected: string, given: string): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `The steps of a rollout must be ${expected}, in "${given}".`,
    hint: 'Write shares with commas, such as "5%,25%,50%" or "0.05,0.25,0.5".',
    details: { steps: given },
  });
}
