import { describe, expect, it } from 'vitest';
import { parseSteps } from './parse-steps.ts';

describe('parseSteps', () => {
  it('reads percent and shares alike', () => {
    expect(parseSteps('5%, 25 %,0.5,1', 'canary')).toEqual([0.05, 0.25, 0.5, 1]);
    expect(parseSteps('.1', 'ab')).toEqual([0.1]);
  });

  it('knows what is usual for each strategy', () => {
    expect(parseSteps(undefined, 'canary')).toEqual([0.01, 0.05, 0.25, 0.5]);
    expect(parseSteps(undefined, 'blue-green')).toEqual([1]);
  });

  it.each([
    ['5', 'canary', 'above 0 and at most 1 (100 %), got 5'],
    ['0%,50%', 'canary', 'above 0 and at most 1 (100 %), got 0'],
    ['50%,25%', 'canary', 'larger from step to step'],
    ['50%,50%', 'canary', 'larger from step to step'],
    ['10%,20%', 'shadow', 'a single share for "shadow", got 2'],
    ['50%', 'blue-green', '100 % for "blue-green", which switches all at once'],
  ] as const)('refuses %s for %s', (text, strategy, expected) => {
    expect(() => parseSteps(text, strategy)).toThrow(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        message: `The steps of a rollout must be ${expected}, in "${text}".`,
        details: { steps: text },
      }),
    );
  });
});
