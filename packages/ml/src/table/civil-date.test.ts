import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { civilFromDays, DAY_MS, daysFromCivil, daysInMonth } from './civil-date.ts';

const days = fc.integer({ min: -100_000_000, max: 100_000_000 });

describe('civil dates', () => {
  it('agree with the calendar of the language, 270 000 years each way', () => {
    fc.assert(
      fc.property(days, (n) => {
        const date = new Date(n * DAY_MS);
        expect(civilFromDays(n)).toEqual({
          year: date.getUTCFullYear(),
          month: date.getUTCMonth() + 1,
          day: date.getUTCDate(),
        });
        expect(daysFromCivil(civilFromDays(n))).toBe(n);
      }),
      { seed: 1, numRuns: 2000 },
    );
  });

  it('know the leap years', () => {
    expect([1900, 2000, 2023, 2024].map((year) => daysInMonth(year, 2))).toEqual([28, 29, 28, 29]);
    expect([1, 4, 6, 9, 11, 12].map((month) => daysInMonth(2024, month))).toEqual([
      31, 30, 30, 30, 30, 31,
    ]);
  });
});
