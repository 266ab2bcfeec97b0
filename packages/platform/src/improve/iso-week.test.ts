import { expect, it } from 'vitest';
import { isoWeek } from './iso-week.ts';

// Examples of ISO 8601 and of its table of years with 53 weeks.
it.each([
  ['2008-12-28T23:59:59Z', '2008-W52'],
  ['2008-12-29T00:00:00Z', '2009-W01'],
  ['2010-01-03T12:00:00Z', '2009-W53'],
  ['2016-01-02T00:00:00Z', '2015-W53'],
  ['2026-03-02T06:00:00Z', '2026-W10'],
  ['2027-01-03T00:00:00Z', '2026-W53'],
  ['1969-12-31T00:00:00Z', '1970-W01'],
])('%s is in %s', (instant, week) => {
  expect(isoWeek(Date.parse(instant))).toBe(week);
});
