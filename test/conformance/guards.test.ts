import { existsSync } from 'node:fs';
import { GUARDS, getGuard, OTHER_GROUP, perGroup, rate } from '@kaizenml/ml/sequential';
import { type GuardValues, guardChecks } from '@kaizenml/ml/testing';
import { describe, expect, it } from 'vitest';

const VALUES: Readonly<Record<string, GuardValues>> = {
  rate: { value: (random, isWorse) => random.next() < (isWorse ? 0.6 : 0.05), refused: 1.5 },
  mean: {
    value: (random, isWorse) => random.normal() + (isWorse ? 2 : 0),
    refused: Number.POSITIVE_INFINITY,
  },
  'weighed-mean': {
    value: (random, isWorse) => ({
      value: random.normal() + (isWorse ? 2 : 0),
      propensity: 0.1 + 0.8 * random.next(),
    }),
    refused: { value: 1, propensity: 0 },
  },
  latency: { value: (random, isWorse) => (isWorse ? 60 : 20) * (0.5 + random.next()), refused: -1 },
  'class-shift': {
    value: (random, isWorse) => Number(random.next() < (isWorse ? 0.8 : 0.3)),
    refused: 2,
  },
  'score-shift': {
    value: (random, isWorse) => Math.floor(10 * random.next() ** (isWorse ? 4 : 1)),
    refused: 10,
  },
};

describe.each(GUARDS)('guard $name', (guard) => {
  it.each(guardChecks(guard, VALUES[guard.name]))('$promise', ({ run }) => run());

  it('has a file of its name', () => {
    const file = new URL(`../../packages/ml/src/sequential/${guard.name}.ts`, import.meta.url);
    expect(existsSync(file)).toBe(true);
  });

  it('is found by its name', () => expect(getGuard(guard.name)).toBe(guard));
});

describe('guard per group', () => {
  const groups = ['north', 'south', OTHER_GROUP];
  const values: GuardValues = {
    value: (random, isWorse) => ({
      group: groups[random.below(3)],
      value: VALUES.rate.value(random, isWorse),
    }),
    refused: { group: 'north', value: 1.5 },
  };
  const skips = [
    {
      promise: 'refuses a value that it does not count',
      reason: 'A grouped value is an object; the check feeds a bare NaN, too.',
    },
    {
      promise: 'counts the requests of each arm',
      reason: 'The numbers of its verdict are those of one group.',
    },
  ];
  const checks = guardChecks(perGroup(rate, groups.slice(0, 2)), values).filter(
    ({ promise }) => !skips.some((skip) => skip.promise === promise),
  );
  it.each(checks)('$promise', ({ run }) => run());
});

it('refuses an unknown guard with the closest ones', () => {
  const known = GUARDS.map(({ name }) => name);
  expect(() => getGuard('latancy')).toThrow(
    expect.objectContaining({
      code: 'ARGUMENT_INVALID',
      message: 'The guard must be one of the 6 we have, got "latancy".',
      hint: 'Did you mean "latency"?',
      details: { name: 'latancy', known },
    }),
  );
});
