/** In which order a date names its parts; `a/b/y` and `a-b-y` may be day or month first. */
export type DateOrder =
  | 'y-m-d'
  | 'y/m/d'
  | 'y.m.d'
  | 'd/m/y'
  | 'm/d/y'
  | 'a/b/y'
  | 'd.m.y'
  | 'd-m-y'
  | 'm-d-y'
  | 'a-b-y'
  | 'd mon y'
  | 'mon d y';

/** How the time of day is written behind a date. */
export type TimeStyle = (typeof TIME_STYLES)[number];

const TIME_STYLES = [
  'no time',
  'T',
  'T, Z',
  'T, offset',
  'blank',
  'blank, Z',
  'blank, offset',
  'AM or PM',
] as const;

/** A date as far as a linter needs it. */
export interface SeenDate {
  readonly order: DateOrder;
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly style: TimeStyle;
  /** A number that grows with the time, in seconds within a day. */
  readonly at: number;
  /** False for a day that no calendar has, such as February 30. */
  readonly exists: boolean;
  /** True when the year has two digits. */
  readonly isShort: boolean;
  /** True when day and month could be exchanged and would be another day. */
  readonly isAmbiguous: boolean;
}

const TIME =
  /([T ])(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?( ?[AP]M)?(?: ?(Z|UTC|[+-]\d{2}:?\d{2}))?$/i;
const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/;
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})$/;
const DAY_WORD = /^(\d{1,2})[-. ]+(\p{L}{3,9})[-., ]+(\d{4}|\d{2})$/u;
const WORD_DAY = /^(\p{L}{3,9})[-. ]+(\d{1,2})[-, ]+(\d{4})$/u;
/** The twelve months in English, German, French, Spanish, Italian and Portuguese, by their first three letters. */
const MONTHS = [
  'jan,ene,gen,janv',
  'feb,fév,fev',
  'mar,mär,mrz',
  'apr,avr,abr',
  'may,mai,mag',
  'jun,giu,jui',
  'jul,lug',
  'aug,aoû,ago,aou',
  'sep,set',
  'oct,okt,ott,out',
  'nov',
  'dec,dez,déc,dic',
].map((words) => words.split(','));

/** Reads a date with or without a time of day; undefined for anything else. */
export function readDateOrder(text: string): SeenDate | undefined {
  const time = text.length > 10 ? TIME.exec(text) : null;
  const date = readDay(time === null ? text : text.slice(0, time.index));
  if (date === undefined) return undefined;
  const { year, month, day } = date;
  const seconds = time === null ? 0 : secondsOf(time);
  return {
    ...date,
    style: styleOf(time),
    at: ((year * 12 + month) * 32 + day) * 86400 + seconds,
  };
}

type Day = Omit<SeenDate, 'at' | 'style'>;

function readDay(date: string): Day | undefined {
  const first = YEAR_FIRST.exec(date);
  if (first) return yearFirst(first);
  const last = YEAR_LAST.exec(date);
  if (last) return yearLast(last);
  const dayWord = DAY_WORD.exec(date);
  if (dayWord) return withWord('d mon y', dayWord[1], dayWord[2], dayWord[3]);
  const wordDay = WORD_DAY.exec(date);
  return wordDay ? withWord('mon d y', wordDay[2], wordDay[1], wordDay[3]) : undefined;
}

function secondsOf([, , hours, minutes, seconds = '0', half]: RegExpExecArray): number {
  const isLate = half !== undefined && /p/i.test(half);
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (isLate ? 12 : 0);
  return hour * 3600 + Number(minutes) * 60 + Number(seconds);
}

function styleOf(time: RegExpExecArray | null): TimeStyle {
  if (time === null) return 'no time';
  const [, separator, , , , half, zone] = time;
  if (half !== undefined) return 'AM or PM';
  const start = separator === ' ' ? 'blank' : 'T';
  if (zone === undefined) return start;
  return /^[zu]/i.test(zone) ? `${start}, Z` : `${start}, offset`;
}

function yearFirst([, y, separator, m, d]: RegExpExecArray): Day | undefined {
  const [year, month, day] = [Number(y), Number(m), Number(d)];
  if (year < 1000 || month > 31 || day > 39) return undefined;
  const order = separator === '-' ? 'y-m-d' : separator === '/' ? 'y/m/d' : 'y.m.d';
  return seen(order, { year, month, day });
}

function yearLast([, a, separator, b, tail = '']: RegExpExecArray): Day | undefined {
  const [first, second] = [Number(a), Number(b)];
  if (Math.max(first, second) > 39 || first === 0) return undefined;
  const isShort = tail.length === 2;
  const year = isShort ? Number(tail) + (Number(tail) < 70 ? 2000 : 1900) : Number(tail);
  const dayFirst = { year, month: second, day: first };
  const monthFirst = { year, month: first, day: second };
  if (separator === '.')
    return isShort && second > 12 ? undefined : seen('d.m.y', dayFirst, isShort);
  const isSlash = separator === '/';
  if (first > 12) return seen(isSlash ? 'd/m/y' : 'd-m-y', dayFirst, isShort);
  if (second > 12) return seen(isSlash ? 'm/d/y' : 'm-d-y', monthFirst, isShort);
  const isAmbiguous = first !== second;
  return { ...seen(isSlash ? 'a/b/y' : 'a-b-y', monthFirst, isShort), isAmbiguous };
}

function withWord(order: DateOrder, day = '', word = '', year = ''): Day | undefined {
  const start = word.toLowerCase();
  const month = MONTHS.findIndex((words) => words.some((one) => start.startsWith(one))) + 1;
  if (month === 0) return undefined;
  const isShort = year.length === 2;
  return seen(
    order,
    { year: Number(year) + (isShort ? 2000 : 0), month, day: Number(day) },
    isShort,
  );
}

function seen(
  order: DateOrder,
  { year, month, day }: { readonly year: number; readonly month: number; readonly day: number },
  isShort = false,
): Day {
  const exists = month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month);
  return { order, year, month, day, exists, isShort, isAmbiguous: false };
}

function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
