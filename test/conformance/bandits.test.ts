import { existsSync } from 'node:fs';
import { BANDITS, getBandit } from '@kaizenml/ml/bandits';
import { banditChecks } from '@kaizenml/ml/testing';
import { describe, expect, it } from 'vitest';

describe.each(BANDITS)('bandit $name', (bandit) => {
  it.each(banditChecks(bandit))('$promise', ({ run }) => run());

  it('has a file of its name', () => {
    const file = new URL(`../../packages/ml/src/bandits/${bandit.name}.ts`, import.meta.url);
    expect(existsSync(file)).toBe(true);
  });

  it('is found by its name', () => expect(getBandit(bandit.name)).toBe(bandit));
});

it('refuses an unknown bandit with the closest ones', () => {
  expect(() => getBandit('lin-ucp')).toThrow(
    expect.objectContaining({
      code: 'ARGUMENT_INVALID',
      message: 'The bandit must be one of the 4 we have, got "lin-ucp".',
      hint: 'Did you mean "lin-ucb"?',
      details: { name: 'lin-ucp', known: BANDITS.map(({ name }) => name) },
    }),
  );
});
