import type { ChangeLevel } from '@kaizenml/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextNumber } from './next-number.ts';

const parts = (number: string) => number.split('.').map(Number);
const above = (a: string, b: string) => {
  const [ours, theirs] = [parts(a), parts(b)];
  const place = ours.findIndex((part, i) => part !== theirs[i]);
  return place >= 0 && (ours[place] ?? 0) > (theirs[place] ?? 0);
};

describe('nextNumber', () => {
  it.each([
    ['first', null, [], '1.0.0'],
    ['major', '1.2.3', ['1.2.3'], '2.0.0'],
    ['minor', '1.2.3', ['1.2.3'], '1.3.0'],
    ['pipeline', '1.2.3', ['1.2.3'], '1.2.4'],
    // A second challenger of the champion 1.2.0 stands beside the first one.
    ['minor', '1.2.0', ['1.2.0', '1.3.0'], '1.4.0'],
    ['pipeline', '1.2.0', ['1.2.0', '1.2.1', '1.3.5'], '1.2.2'],
    ['major', '1.2.0', ['1.2.0', '2.0.0'], '3.0.0'],
    // The version before it is older than such numbers.
    ['minor', null, [], '1.1.0'],
    ['first', null, ['1.0.0'], '2.0.0'],
  ] as const)(
    'of a %s change from %s is above all that are taken: %j',
    (level, before, taken, number) => {
      expect(nextNumber(level, { before, taken })).toBe(number);
    },
  );

  it('never gives a number twice, and goes up from the version that was compared', () => {
    const level = fc.constantFrom<ChangeLevel>('major', 'minor', 'pipeline');
    const change = fc.tuple(level, fc.nat());
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
        const taken = [nextNumber('first', { before: null, taken: [] })];
        for (const [kind, at] of changes) {
          const before = taken[at % taken.length] ?? '';
          const number = nextNumber(kind, { before, taken });
          expect(taken).not.toContain(number);
          expect(above(number, before)).toBe(true);
          const [own, base] = [parts(number), parts(before)];
          if (kind !== 'major') expect(own[0]).toBe(base[0]);
          if (kind === 'pipeline') expect(own[1]).toBe(base[1]);
          taken.push(number);
        }
      }),
      { seed: 2, numRuns: 100 },
    );
  });
});
