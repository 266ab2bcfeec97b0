import { DATE_FORMATS, type DateFormat, parseDate } from './parse-date.ts';

/**
 * The one order of day, month and year that every value of a column fits, or undefined.
 *
 * `01/02/2024` alone fits two orders; one `31/01/2024` in the column decides for all of it. A
 * column that two orders fit with different results stays undecided: guessing would swap days and
 * months without a trace.
 *
 * @param values Text without missing values.
 * @cost O(values) per order; an order is given up at its first misfit.
 */
export function inferDateFormat(values: Iterable<string>): DateFormat | undefined {
  const all = [...values];
  if (all.length === 0) return undefined;
  const fitting = DATE_FORMATS.filter((format) =>
    all.every((value) => !Number.isNaN(parseDate(value, format))),
  );
  const [only, ...others] = fitting;
  const agree = others.every((other) =>
    all.every((value) => parseDate(value, other) === parseDate(value, only)),
  );
  return agree ? only : undefined;
}
