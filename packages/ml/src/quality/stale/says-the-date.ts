import type { Glance } from './glance.ts';

const DAY_MS = 86_400_000;
const MONTHS =
  'january february march april may june july august september october november december';
const WEEKDAYS = 'sunday monday tuesday wednesday thursday friday saturday';
/** Letters that names of months and weekdays may be cut to. */
const SHORT = 3;

/** A part of the date that stands still for a day or longer, and the numbers that it has. */
interface DatePart {
  readonly from: number;
  readonly to: number;
  readonly of: (at: Date) => number;
}

const PARTS: readonly DatePart[] = [
  { from: 1900, to: 2200, of: (at) => at.getUTCFullYear() },
  { from: 1, to: 4, of: (at) => Math.floor(at.getUTCMonth() / 3) + 1 },
  { from: 1, to: 12, of: (at) => at.getUTCMonth() + 1 },
  { from: 1, to: 31, of: (at) => at.getUTCDate() },
  { from: 0, to: 6, of: (at) => at.getUTCDay() },
  { from: 1, to: 7, of: (at) => at.getUTCDay() || 7 },
  {
    from: 1,
    to: 366,
    of: (at) => Math.floor((at.getTime() - Date.UTC(at.getUTCFullYear())) / DAY_MS) + 1,
  },
];

/**
 * Whether a value says the date of the windows that it stands still in: the year, quarter, month, day or weekday, by number or English
 * name. A column of such values goes on with the calendar.
 *
 * @param reach Least and largest number of the reference: they must be of the part, and reach into its upper half, so that a flag is no weekday.
 */
export function saysTheDate(
  value: number | string,
  windows: readonly Pick<Glance, 'startMs' | 'endMs'>[],
  reach: { readonly min: number; readonly max: number },
): boolean {
  const days = windows.map(({ startMs }) => new Date(startMs));
  if (typeof value === 'string') return days.every((day) => namesOf(day).has(value.toLowerCase()));
  return PARTS.some(
    ({ from, to, of }) =>
      reach.min >= from &&
      reach.max <= to &&
      reach.max > to / 2 &&
      days.every((day) => of(day) === value),
  );
}

function namesOf(day: Date): ReadonlySet<string> {
  const month = MONTHS.split(' ')[day.getUTCMonth()];
  const weekday = WEEKDAYS.split(' ')[day.getUTCDay()];
  return new Set([month, weekday].flatMap((name) => [name, name.slice(0, SHORT)]));
}
