/** In which order a date names its parts; `a/b/y` may be day or month first. */
export type DateOrder =
  | 'y-m-d'
  | 'y/m/d'
  | 'd/m/y'
  | 'm/d/y'
  | 'a/b/y'
  | 'd.m.y'
  | 'd-m-y'
  | 'd mon y'
  | 'mon d y';

/** A date as far as a linter needs it. */
export interface SeenDate {
  readonly order: DateOrder;
  readonly year: number;
  readonly month: number;
}

const TIME = /[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[AP]M)?(Z|[+-]\d{2}:?\d{2})?$/i;
const YEAR_FIRST = /^(\d{4})([-/])(\d{1,2})\2(\d{1,2})$/;
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})$/;
const DAY_WORD = /^(\d{1,2})[- ]([A-Za-z]{3,9})[- ,]+(\d{4})$/;
const WORD_DAY = /^([A-Za-z]{3,9})[- ](\d{1,2})[- ,]+(\d{4})$/;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Reads a date with or without a time of day; undefined for anything else. */
export function readDateOrder(text: string): SeenDate | undefined {
  const date = text.replace(TIME, '');
  const first = YEAR_FIRST.exec(date);
  if (first) return yearFirst(first);
  const last = YEAR_LAST.exec(date);
  if (last) return yearLast(last);
  const dayWord = DAY_WORD.exec(date);
  if (dayWord) return withWord('d mon y', dayWord[2], dayWord[3]);
  const wordDay = WORD_DAY.exec(date);
  return wordDay ? withWord('mon d y', wordDay[1], wordDay[3]) : undefined;
}

function yearFirst([, year, separator, month, day]: RegExpExecArray): SeenDate | undefined {
  if (Number(month) > 12 || Number(day) > 31) return undefined;
  return { order: separator === '-' ? 'y-m-d' : 'y/m/d', year: Number(year), month: Number(month) };
}

function yearLast([, a, separator, b, tail]: RegExpExecArray): SeenDate | undefined {
  const [first, second] = [Number(a), Number(b)];
  if (first === 0 || second === 0 || Math.min(first, second) > 12 || Math.max(first, second) > 31)
    return undefined;
  const year = Number(tail) + (tail?.length === 2 ? 2000 : 0);
  if (separator === '.') return second > 12 ? undefined : { order: 'd.m.y', year, month: second };
  if (separator === '-') return { order: 'd-m-y', year, month: Math.min(first, second) };
  if (first > 12) return { order: 'd/m/y', year, month: second };
  if (second > 12) return { order: 'm/d/y', year, month: first };
  return { order: 'a/b/y', year, month: first };
}

function withWord(order: DateOrder, word = '', year = ''): SeenDate | undefined {
  const month = MONTHS.indexOf(word.slice(0, 3).toLowerCase()) + 1;
  return month === 0 ? undefined : { order, year: Number(year), month };
}
