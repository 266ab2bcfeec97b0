import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inferDateFormat } from './infer-date-format.ts';
import { type DateFormat, parseDate } from './parse-date.ts';

const iso = (text: string, format?: DateFormat): string =>
  new Date(parseDate(text, format)).toISOString();

describe('parseDate', () => {
  it('reads every instant of ISO 8601 that the language writes', () => {
    const year = { min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true };
    fc.assert(
      fc.property(fc.date(year), (date) => {
        expect(parseDate(date.toISOString())).toBe(date.getTime());
        expect(parseDate(date.toISOString().slice(0, 10))).toBe(
          Math.floor(date.getTime() / 86_400_000) * 86_400_000,
        );
      }),
      { seed: 1, numRuns: 1000 },
    );
  });

  it('reads the plain forms as the language does', () => {
    const year = { min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true };
    fc.assert(
      fc.property(fc.date(year), fc.constantFrom(' ', 'T'), (date, gap) => {
        const text = date.toISOString().replace('T', gap);
        expect(parseDate(text.slice(0, 19))).toBe(Math.floor(date.getTime() / 1000) * 1000);
        expect(parseDate(text.slice(0, 16))).toBe(Math.floor(date.getTime() / 60_000) * 60_000);
      }),
      { seed: 2, numRuns: 500 },
    );
  });

  it.each([
    ['2024-05-31T10:00:00+02:00', 'iso', '2024-05-31T08:00:00.000Z'],
    ['2024-05-31 10:00', 'iso', '2024-05-31T10:00:00.000Z'],
    ['2024-05-31T10:00:00.123456789-0130', 'iso', '2024-05-31T11:30:00.123Z'],
    ['2021-08-20 15:00:00+00', 'iso', '2021-08-20T15:00:00.000Z'],
    ['2021-08-20 15:00:00-0930', 'iso', '2021-08-21T00:30:00.000Z'],
    ['2021-08-20 15:00:00+05', 'iso', '2021-08-20T10:00:00.000Z'],
    ['1949-01', 'ym', '1949-01-01T00:00:00.000Z'],
    ['2024/5/3', 'ymd', '2024-05-03T00:00:00.000Z'],
    ['2024.05.03 7:08', 'ymd', '2024-05-03T07:08:00.000Z'],
    ['31/05/2024', 'dmy', '2024-05-31T00:00:00.000Z'],
    ['31.5.24', 'dmy', '2024-05-31T00:00:00.000Z'],
    ['5/31/2024 1:02 PM', 'mdy', '2024-05-31T13:02:00.000Z'],
    ['1/8/90 0:00', 'mdy', '1990-01-08T00:00:00.000Z'],
    ['12-31-1999 12:00 am', 'mdy', '1999-12-31T00:00:00.000Z'],
  ] as const)('reads %s as %s', (text, format, expected) => {
    expect(iso(text, format)).toBe(expected);
  });

  it.each([
    ['2023-02-29', 'iso'],
    ['2024-13-01', 'iso'],
    ['2024-5-1', 'iso'],
    ['2024-05-31T25:00', 'iso'],
    ['2024-05-31T10:00:61', 'iso'],
    ['2024-05-31T1a:00:00', 'iso'],
    ['2024-05-3110:00:00 ', 'iso'],
    ['2024-02-30 10:00', 'iso'],
    ['2024-05-31_10:00', 'iso'],
    ['2024-05-31T10:60', 'iso'],
    ['May 31, 2024', 'iso'],
    ['20240531', 'iso'],
    ['1', 'iso'],
    ['', 'iso'],
    ['2024-05', 'iso'],
    ['2024-17', 'ym'],
    ['2024-00', 'ym'],
    ['2024-5', 'ym'],
    ['5551-02', 'ym'],
    ['2024', 'ym'],
    ['2024-05-31', 'ym'],
    ['31/04/2024', 'dmy'],
    ['31/05-2024', 'dmy'],
    ['31/05/2024', 'mdy'],
    ['1/2/2024 13:00 PM', 'mdy'],
  ] as const)('does not read "%s" as a date of order %s', (text, format) => {
    expect(parseDate(text, format)).toBeNaN();
  });
});

describe('inferDateFormat', () => {
  it('lets one value decide for the column', () => {
    expect(inferDateFormat(['01/02/2024', '31/01/2024'])).toBe('dmy');
    expect(inferDateFormat(['01/02/2024', '01/31/2024'])).toBe('mdy');
  });

  it('stays undecided where day and month could be swapped', () => {
    expect(inferDateFormat(['01/02/2024', '03/04/2024'])).toBeUndefined();
  });

  it('takes either order where they agree', () => {
    expect(inferDateFormat(['01/01/2024', '02/02/2024'])).toBe('dmy');
  });

  it('takes months where every value is one', () => {
    expect(inferDateFormat(['1949-01', '1949-02', '1960-12'])).toBe('ym');
    expect(inferDateFormat(['2024-01', '2024-17'])).toBeUndefined();
    expect(inferDateFormat(['2024-01', '2024-02-01'])).toBeUndefined();
    expect(inferDateFormat(['2024-01', '2024'])).toBeUndefined();
    expect(inferDateFormat(['1949', '1950'])).toBeUndefined();
  });

  it('finds no order in a column with one other value', () => {
    expect(inferDateFormat(['2024-01-01', 'soon'])).toBeUndefined();
    expect(inferDateFormat([])).toBeUndefined();
  });
});
