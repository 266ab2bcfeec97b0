import { describe, expect, it } from 'vitest';
import { throughJson } from '../testing/index.ts';
import {
  addDays,
  type DaySet,
  dayGaps,
  daysFromState,
  daysToState,
  emptyDays,
  mergeDays,
} from './day-set.ts';

function daysOf(...dates: string[]): DaySet {
  const instants = Float64Array.from(dates, (date) => Date.parse(date));
  const days = emptyDays();
  const [min, max] = [Math.min(...instants), Math.max(...instants)];
  addDays(days, instants, instants.length, { min, max });
  return days;
}

describe('days', () => {
  it('tell the usual step and longer ones', () => {
    const days = daysOf(
      '1969-12-24',
      '1969-12-31T23:59:59Z',
      '1970-01-07',
      '1970-02-04',
      '1970-01-14',
      '1970-01-14T05:00:00Z',
    );
    expect(dayGaps(days)).toEqual({
      usualGapDays: 7,
      gaps: [{ from: '1970-01-14', to: '1970-02-04', days: 21 }],
    });
  });

  it('merge to the same bits in any order', () => {
    const [a, b, c] = [daysOf('2024-01-01'), daysOf('1950-05-05', '2030-01-01'), emptyDays()];
    const whole = daysToState(daysOf('2030-01-01', '2024-01-01', '1950-05-05'));
    expect(daysToState(mergeDays(mergeDays(a, c), b))).toEqual(whole);
    expect(daysToState(mergeDays(b, mergeDays(c, a)))).toEqual(whole);
    expect(daysFromState(throughJson(whole))).toEqual(whole);
  });

  it('are given up beyond 1000 years, in any order', () => {
    const [a, b] = [daysOf('0001-01-01', '0001-01-02', '0001-01-03'), daysOf('2024-01-01')];
    for (const merged of [mergeDays(a, b), mergeDays(b, a), mergeDays(mergeDays(a, b), b)]) {
      expect(dayGaps(merged)).toEqual({ usualGapDays: null, gaps: [] });
      expect(daysFromState(throughJson(daysToState(merged)))).toEqual({ first: 0, bits: null });
    }
  });
});
