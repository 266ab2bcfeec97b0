import { civilFromDays, DAY_MS } from '../../table/index.ts';
import { dayOf, type Frequency, isMonthEnd, weekdayOf } from './frequency.ts';

/** Share of the distances that must be whole multiples of the step. */
const MOSTLY = 0.9;
/** Share of the distances that must be the step itself. */
const OFTEN = 1 / 3;
/** A month is no shorter. */
const SHORTEST_MONTH_MS = 28 * DAY_MS;
const BUSINESS_WEEK = 5;

/**
 * The distance between neighbors that instants show, gaps aside.
 *
 * Months where all lie on one day of the month, or all on the last; business days where all lie between Monday and
 * Friday, on days in a row; else the most frequent distance, if a third are it and nine of ten
 * multiples of it.
 *
 * @param instants Increasing, in milliseconds since 1970 UTC.
 * @returns undefined where there are less than two, or they are not regular.
 */
export function inferFrequency(instants: ArrayLike<number>): Frequency | undefined {
  const n = instants.length;
  if (n < 2) return undefined;
  const list = Array.from(instants);
  const gaps = list.slice(1).map((instant, i) => instant - list[i]);
  if (gaps.every((gap) => gap >= SHORTEST_MONTH_MS) && areMonthly(list)) {
    const months = list.map(monthOf);
    const every = months.slice(1).reduce((common, month, i) => gcd(common, month - months[i]), 0);
    return { kind: 'months', every };
  }
  const { number: stepMs, times } = mostFrequent(gaps);
  if (times < OFTEN * gaps.length) return undefined;
  const isWorkdays = stepMs === DAY_MS && n > BUSINESS_WEEK && list.every((t) => weekdayOf(t) < 5);
  if (isWorkdays && gaps.some((gap) => gap === 3 * DAY_MS)) return { kind: 'business-days' };
  const regular = gaps.filter((gap) => gap % stepMs === 0).length;
  return regular >= MOSTLY * gaps.length ? { kind: 'fixed', stepMs } : undefined;
}

/**
 * Periods that a calendar suggests, shortest first: an hour, a day, a week, a year; of business days a week.
 */
export function periodsOf(frequency: Frequency): readonly number[] {
  if (frequency.kind === 'business-days') return [BUSINESS_WEEK];
  if (frequency.kind === 'months')
    return [12 / frequency.every].filter((period) => isPeriod(period));
  const { stepMs } = frequency;
  const whole = [DAY_MS / 24, DAY_MS, 7 * DAY_MS].map((ms) => ms / stepMs).filter(isPeriod);
  const ofYear = stepMs >= DAY_MS ? [Math.floor((365.25 * DAY_MS) / stepMs)].filter(isPeriod) : [];
  return [...whole, ...ofYear];
}

function isPeriod(period: number): boolean {
  return Number.isInteger(period) && period > 1;
}

function areMonthly(list: readonly number[]): boolean {
  const day = civilFromDays(dayOf(list[0])).day;
  return list.every(isMonthEnd) || list.every((t) => civilFromDays(dayOf(t)).day === day);
}

function monthOf(instant: number): number {
  const { year, month } = civilFromDays(dayOf(instant));
  return year * 12 + month;
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

/** The most frequent number, the smallest of several. */
function mostFrequent(numbers: readonly number[]) {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  const ordered = [...counts].sort(([a, timesA], [b, timesB]) => timesB - timesA || a - b);
  const [number, times] = ordered[0];
  return { number, times };
}
