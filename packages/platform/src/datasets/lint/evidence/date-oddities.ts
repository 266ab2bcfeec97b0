import type { DateOrder, SeenDate, TimeStyle } from './date-order.ts';
import { createSightings, type Sightings, sightingsOf } from './sightings.ts';

/** What is told of the dates of a column. */
export interface DateOddities {
  readonly orders: ReadonlyMap<DateOrder, Sightings>;
  /** How the time of day is written beside the date. */
  readonly timeStyles: ReadonlyMap<TimeStyle, Sightings>;
  /** Dates of January 1900 or before, and of 1904-01. */
  readonly spreadsheetDays: Sightings;
  readonly impossibleDates: Sightings;
  readonly shortYears: Sightings;
  readonly ambiguousDates: Sightings;
  /** Days that stand for no date, such as 1970-01-01 and 9999-12-31, by the day. */
  readonly suspectDays: ReadonlyMap<string, Sightings>;
}

/** Where dates are counted; the maps grow. */
export interface DateCounts extends DateOddities {
  readonly orders: Map<DateOrder, Sightings>;
  readonly timeStyles: Map<TimeStyle, Sightings>;
  readonly suspectDays: Map<string, Sightings>;
}

export function createDateCounts(): DateCounts {
  return {
    orders: new Map(),
    timeStyles: new Map(),
    spreadsheetDays: createSightings(),
    impossibleDates: createSightings(),
    shortYears: createSightings(),
    ambiguousDates: createSightings(),
    suspectDays: new Map(),
  };
}

/** The oddities under which a date is counted. */
export function dateOddities(date: SeenDate, counts: DateCounts): Sightings[] {
  const seen = [sightingsOf(counts.orders, date.order), sightingsOf(counts.timeStyles, date.style)];
  if (isSpreadsheetDay(date)) seen.push(counts.spreadsheetDays);
  if (!date.exists) seen.push(counts.impossibleDates);
  if (date.isShort) seen.push(counts.shortYears);
  if (date.isAmbiguous) seen.push(counts.ambiguousDates);
  const suspect = suspectDay(date);
  if (suspect !== undefined) seen.push(sightingsOf(counts.suspectDays, suspect));
  return seen;
}

/** Whether a spreadsheet shows this date for a number near 0. */
export function isSpreadsheetDay({ year, month }: SeenDate): boolean {
  if (year < 1900) return year === 1899 && month === 12;
  return month === 1 && (year === 1900 || year === 1904);
}

/** A day that systems write for "never" or "not known": the first one of Unix, the last one that fits. */
export function suspectDay({ year, month, day }: SeenDate): string | undefined {
  if (year === 1970 && month === 1 && day === 1) return '1970-01-01';
  const isLast = month === 12 && day >= 30;
  return isLast && (year === 9999 || year === 2999 || year === 2099 || year === 4712)
    ? `${year}-12-${day}`
    : undefined;
}
