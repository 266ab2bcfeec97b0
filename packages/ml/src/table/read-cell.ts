import type { InputField } from '@kaizenml/contracts';
import { truthOf } from './boolean-words.ts';
import { parseDate } from './parse-date.ts';
import { parseNumber } from './parse-number.ts';

/** One value inside a column: a number (NaN is missing) for numbers and dates, text or null for the others. */
export type Cell = number | string | null;

/** What `readCell` returns for a value that the field cannot hold. */
export const UNREADABLE: unique symbol = Symbol('unreadable');

/**
 * Reads one JSON value as a field wants it.
 *
 * Numbers may come as decimal text, dates come as ISO 8601 text (a month alone is its first day), booleans as JSON or as words for yes and
 * no in any case, categories as text, number or boolean. Null, undefined and an empty text are missing.
 *
 * @returns UNREADABLE when the field cannot hold the value; a level that no training row had is readable.
 */
export function readCell(
  field: Pick<InputField, 'kind' | 'levels'>,
  value: unknown,
): Cell | typeof UNREADABLE {
  const { kind } = field;
  if (kind === 'number') return readNumber(value);
  if (kind === 'date') return readDate(value);
  if (value === null || value === undefined || value === '') return null;
  if (kind === 'boolean') return readBoolean(value, field.levels ?? []);
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : UNREADABLE;
}

function readNumber(value: unknown): number | typeof UNREADABLE {
  if (typeof value === 'number') return Number.isFinite(value) ? value : UNREADABLE;
  if (value === null || value === undefined || value === '') return Number.NaN;
  if (typeof value !== 'string') return UNREADABLE;
  const number = parseNumber(value);
  return Number.isNaN(number) ? UNREADABLE : number;
}

function readDate(value: unknown): number | typeof UNREADABLE {
  if (value === null || value === undefined || value === '') return Number.NaN;
  if (typeof value !== 'string') return UNREADABLE;
  const day = parseDate(value);
  const ms = Number.isNaN(day) ? parseDate(value, 'ym') : day;
  return Number.isNaN(ms) ? UNREADABLE : ms;
}

function readBoolean(value: unknown, levels: readonly string[]): string | typeof UNREADABLE {
  if (typeof value === 'string' && levels.includes(value)) return value;
  const truth = typeof value === 'string' ? truthOf(value) : value;
  if (typeof truth !== 'boolean') return UNREADABLE;
  return levels.find((level) => truthOf(level) === truth) ?? String(truth);
}
