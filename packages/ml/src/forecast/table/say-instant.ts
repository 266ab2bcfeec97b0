import { civilFromDays, DAY_MS, isoDate } from '../../table/index.ts';
import type { ForecastShape } from '../artifact/fitted-forecast.ts';

/** An instant as the column of time has it: ISO 8601 of a date, a year, a number; of rows their number, from 1. */
export function sayInstant(
  { time }: Pick<ForecastShape, 'time'>,
  instant: number,
): string | number {
  if (time === null) return instant + 1;
  if (time.kind === 'number') return instant;
  return time.kind === 'year' ? civilFromDays(Math.floor(instant / DAY_MS)).year : isoDate(instant);
}
