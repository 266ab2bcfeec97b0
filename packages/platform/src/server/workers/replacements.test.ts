import { describe, expect, it } from 'vitest';
import { createReplacements } from './replacements.ts';
import { workerCount } from './worker-count.ts';

describe('replacements', () => {
  it('replaces at once who answered for ten seconds, however often', () => {
    const { died } = createReplacements();
    expect(Array.from({ length: 20 }, () => died(1, 10_000))).toEqual(Array(20).fill(0));
  });

  it('waits longer each time a seat dies at once, and gives up after the fifth time', () => {
    const { died } = createReplacements();
    expect([0, 9999, 0, 1, 0].map((ms) => died(2, ms))).toEqual([100, 400, 1600, 6400, undefined]);
  });

  it('forgets deaths before a long life, and those of other seats', () => {
    const { died } = createReplacements();
    expect([died(1, 0), died(2, 0), died(1, 60_000), died(1, 0)]).toEqual([100, 100, 0, 100]);
  });
});

describe('workerCount', () => {
  it('takes a number, or all processors', () => {
    expect([workerCount('1', 8), workerCount('64', 8), workerCount('auto', 8)]).toEqual([1, 64, 8]);
  });

  it.each(['0', '65', '-1', '2.5', 'two', ''])('refuses "%s"', (value) => {
    expect(() => workerCount(value, 8)).toThrow(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        message: `\`--workers\` must be a whole number from 1 to 64 or \`auto\`, got "${value}".`,
        details: { flag: '--workers', value, least: 1, most: 64, nProcessors: 8 },
      }),
    );
  });
});
