import { isoDate } from '../../table/index.ts';

/** A number in at most four digits, a date as its day. */
export function sayNumber(value: number, isDate: boolean): string {
  return isDate ? isoDate(value).slice(0, 10) : `${Number(value.toPrecision(4))}`;
}
