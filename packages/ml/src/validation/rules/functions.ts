import { civilFromDays, DAY_MS } from '../../table/civil-date.ts';
import { matchesGlob } from './glob.ts';

/** What a value of a rule is. */
export type RuleType = 'number' | 'text' | 'truth' | 'date';

/** A function that is missing where an argument is, and gives a number. */
export interface NumberFunction {
  readonly args: readonly RuleType[];
  /** More arguments of the last type may follow. */
  readonly isVariadic?: boolean;
  readonly gives: 'number';
  readonly of: (...numbers: number[]) => number;
}

/** A function of one text; computed once per distinct text. */
export interface TextFunction {
  readonly args: readonly ['text'];
  readonly gives: 'text' | 'number';
  readonly of: (text: string) => string | number;
}

/** A test of a text with another. */
export interface TextTest {
  readonly args: readonly ['text', 'text'];
  readonly gives: 'truth';
  readonly of: (text: string, other: string) => boolean;
}

/** Functions of numbers and of dates, which come as milliseconds since 1970 UTC. */
export const NUMBER_FUNCTIONS: Readonly<Record<string, NumberFunction>> = {
  abs: { args: ['number'], gives: 'number', of: Math.abs },
  floor: { args: ['number'], gives: 'number', of: Math.floor },
  ceil: { args: ['number'], gives: 'number', of: Math.ceil },
  min: { args: ['number', 'number'], isVariadic: true, gives: 'number', of: Math.min },
  max: { args: ['number', 'number'], isVariadic: true, gives: 'number', of: Math.max },
  round: { args: ['number'], gives: 'number', of: (x) => roundTo(x, 0) },
  round_to: { args: ['number', 'number'], gives: 'number', of: roundTo },
  days_between: { args: ['date', 'date'], gives: 'number', of: (from, to) => (to - from) / DAY_MS },
  year: { args: ['date'], gives: 'number', of: (ms) => civil(ms).year },
  month: { args: ['date'], gives: 'number', of: (ms) => civil(ms).month },
  day: { args: ['date'], gives: 'number', of: (ms) => civil(ms).day },
  weekday: { args: ['date'], gives: 'number', of: weekday },
  hour: { args: ['date'], gives: 'number', of: (ms) => Math.floor(ms / 3_600_000) - 24 * days(ms) },
};

export const TEXT_FUNCTIONS: Readonly<Record<string, TextFunction>> = {
  lower: { args: ['text'], gives: 'text', of: (text) => text.toLowerCase() },
  upper: { args: ['text'], gives: 'text', of: (text) => text.toUpperCase() },
  trim: { args: ['text'], gives: 'text', of: (text) => text.trim() },
  length: { args: ['text'], gives: 'number', of: codePoints },
};

export const TEXT_TESTS: Readonly<Record<string, TextTest>> = {
  starts_with: {
    args: ['text', 'text'],
    gives: 'truth',
    of: (text, start) => text.startsWith(start),
  },
  ends_with: { args: ['text', 'text'], gives: 'truth', of: (text, end) => text.endsWith(end) },
  contains: { args: ['text', 'text'], gives: 'truth', of: (text, part) => text.includes(part) },
  matches: { args: ['text', 'text'], gives: 'truth', of: matchesGlob },
};

/** `is_missing(x)` and `coalesce(x, y)` take any type and see missing values. */
export const ANY_FUNCTIONS = ['is_missing', 'coalesce'] as const;

/** Every name that may stand before parentheses. */
export const FUNCTION_NAMES: readonly string[] = [
  ...Object.keys(NUMBER_FUNCTIONS),
  ...Object.keys(TEXT_FUNCTIONS),
  ...Object.keys(TEXT_TESTS),
  ...ANY_FUNCTIONS,
];

/** Half away from zero, as SQL rounds. */
function roundTo(x: number, digits: number): number {
  const scale = Number(`1e${Math.trunc(digits)}`);
  const scaled = Math.abs(x) * scale;
  if (!Number.isFinite(scaled) || Number.isNaN(scale)) return x;
  const rounded = Math.floor(scaled + 0.5) / scale;
  return x < 0 ? -rounded : rounded;
}

function days(ms: number): number {
  return Math.floor(ms / DAY_MS);
}

function civil(ms: number) {
  return civilFromDays(days(ms));
}

/** 1 is Monday, 7 is Sunday: 1970-01-01 was a Thursday. */
function weekday(ms: number): number {
  return ((((days(ms) + 3) % 7) + 7) % 7) + 1;
}

/** Unicode code points of a text. */
export function codePoints(text: string): number {
  let n = text.length;
  for (let i = 0; i + 1 < text.length; i++) {
    const high = text.charCodeAt(i);
    if (high < 0xd800 || high > 0xdbff) continue;
    const low = text.charCodeAt(i + 1);
    if (low >= 0xdc00 && low <= 0xdfff) n--;
  }
  return n;
}
