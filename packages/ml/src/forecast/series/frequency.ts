import { civilFromDays, DAY_MS, daysFromCivil, daysInMonth } from '../../table/index.ts';

/** The distance between neighbors of a regular series. */
export type Frequency =
  | { readonly kind: 'fixed'; readonly stepMs: number }
  /** Monday to Friday. */
  | { readonly kind: 'business-days' }
  /** 1: months, 3: quarters, 12: years. */
  | { readonly kind: 'months'; readonly every: number };

/** Places 0, 1, 2, ... of a regular series, and their instants. */
export interface Grid {
  /** The place of an instant; a fraction where it lies between places. */
  placeOf(instant: number): number;
  instantAt(place: number): number;
}

/** The places of a frequency, the first of them at an instant in milliseconds since 1970 UTC. */
export function gridOf(frequency: Frequency, first: number): Grid {
  if (frequency.kind === 'fixed') {
    const { stepMs } = frequency;
    return {
      placeOf: (instant) => (instant - first) / stepMs,
      instantAt: (place) => first + place * stepMs,
    };
  }
  return frequency.kind === 'months' ? monthGrid(frequency.every, first) : businessGrid(first);
}

/** Days since 1970-01-01. */
export function dayOf(instant: number): number {
  return Math.floor(instant / DAY_MS);
}

/** 0 for Monday to 6 for Sunday. */
export function weekdayOf(instant: number): number {
  return (((dayOf(instant) + 3) % 7) + 7) % 7;
}

/** Whether an instant lies on the last day of its month. */
export function isMonthEnd(instant: number): boolean {
  const { year, month, day } = civilFromDays(dayOf(instant));
  return day === daysInMonth(year, month);
}

function monthGrid(every: number, first: number): Grid {
  const start = civilFromDays(dayOf(first));
  const isEnd = isMonthEnd(first);
  const timeOfDay = first - dayOf(first) * DAY_MS;
  return {
    placeOf(instant) {
      const { year, month } = civilFromDays(dayOf(instant));
      return ((year - start.year) * 12 + month - start.month) / every;
    },
    instantAt(place) {
      const months = start.month - 1 + place * every;
      const year = start.year + Math.floor(months / 12);
      const month = (((months % 12) + 12) % 12) + 1;
      const last = daysInMonth(year, month);
      const day = isEnd ? last : Math.min(start.day, last);
      return daysFromCivil({ year, month, day }) * DAY_MS + timeOfDay;
    },
  };
}

function businessGrid(first: number): Grid {
  const monday = dayOf(first) - weekdayOf(first);
  const timeOfDay = first - dayOf(first) * DAY_MS;
  return {
    placeOf(instant) {
      const days = dayOf(instant) - monday;
      const weekday = weekdayOf(instant);
      return Math.floor(days / 7) * 5 + Math.min(weekday, 4.5) - weekdayOf(first);
    },
    instantAt(place) {
      const days = place + weekdayOf(first);
      return (monday + Math.floor(days / 5) * 7 + (((days % 5) + 5) % 5)) * DAY_MS + timeOfDay;
    },
  };
}
