import { SEARCH_STRATEGIES } from '@kaizenml/contracts/project';
import { describe, expect, it } from 'vitest';
import { DEFAULT_STRATEGY, getStrategy, STRATEGIES } from './index.ts';

describe('getStrategy', () => {
  it('finds each by its name, and the default', () => {
    for (const strategy of STRATEGIES) expect(getStrategy(strategy.name)).toBe(strategy);
    expect(STRATEGIES).toContain(getStrategy(DEFAULT_STRATEGY));
  });

  it('has what a project may name, and no other', () => {
    expect(STRATEGIES.map(({ name }) => name)).toEqual(SEARCH_STRATEGIES);
  });

  it('refuses others with the closest name', () => {
    expect(() => getStrategy('evolutoin')).toThrow(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        hint: expect.stringContaining('evolution'),
      }),
    );
  });
});
