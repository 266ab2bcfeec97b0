import { AppError, type NumberParam } from '@kaizenml/contracts';

/** How many arms there are. */
export const N_ARMS = {
  kind: 'number',
  default: 2,
  range: [2, 100],
  integer: true,
  doc: 'Arms to choose from.',
} as const satisfies NumberParam;

/** The share of even choices, with a default of its own for each bandit. */
export function exploreParam<Default extends number>(share: Default) {
  return {
    kind: 'number',
    default: share,
    range: [0, 1],
    doc: 'Share of the requests that is dealt out evenly, so that no arm has a probability of 0.',
  } as const satisfies NumberParam;
}

/** Probabilities of which a share is even. */
export function mixEvenly(probabilities: readonly number[], explore: number): readonly number[] {
  const even = explore / probabilities.length;
  return probabilities.map((p) => (1 - explore) * p + even);
}

/** All probability on the greatest values, evenly. */
export function onGreatest(values: readonly number[]): readonly number[] {
  const most = Math.max(...values);
  const nMost = values.filter((value) => value === most).length;
  return values.map((value) => (value === most ? 1 / nMost : 0));
}

/** @throws ARGUMENT_INVALID when there is no such arm, or the reward is out of range. */
export function assertReward(
  bandit: string,
  { arm, reward }: { readonly arm: number; readonly reward: number },
  { nArms, range }: { readonly nArms: number; readonly range?: readonly [number, number] },
): void {
  if (!(Number.isInteger(arm) && arm >= 0 && arm < nArms)) {
    throw new AppError('ARGUMENT_INVALID', {
      message: `The arm of a reward for ${bandit} must be a whole number from 0 to ${nArms - 1}, got ${arm}.`,
      hint: 'Name the arm that answered.',
      details: { bandit, arm, nArms },
    });
  }
  const [low, high] = range ?? [-Number.MAX_VALUE, Number.MAX_VALUE];
  if (reward >= low && reward <= high) return;
  const expectation = range === undefined ? 'a finite number' : `a number from ${low} to ${high}`;
  throw new AppError('ARGUMENT_INVALID', {
    message: `A reward for ${bandit} must be ${expectation}, got ${reward}.`,
    hint: range === undefined ? 'Leave it out.' : 'Use thompson-normal for rewards without bounds.',
    details: { bandit, reward: String(reward) },
  });
}

/** @throws ARGUMENT_INVALID when two states were begun with different settings. */
export function assertMergeable(
  bandit: string,
  one: Readonly<Record<string, number>>,
  other: Readonly<Record<string, number>>,
): void {
  const differing = Object.keys(one).find((name) => one[name] !== other[name]);
  if (differing === undefined) return;
  throw new AppError('ARGUMENT_INVALID', {
    message: `States of ${bandit} must have the same ${differing} to be merged, got ${one[differing]} and ${other[differing]}.`,
    hint: 'Begin both with the same settings.',
    details: { bandit, setting: differing, values: [one[differing], other[differing]] },
  });
}
