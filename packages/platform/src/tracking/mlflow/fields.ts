import { isMessage, type Message } from './message.ts';
import { invalidValue, missingValue } from './refusals.ts';

/** Where a field stands, for the sentence: what comes before its name, such as `metrics[0].`. */
export interface Place {
  readonly within?: string;
}

const WHOLE = /^-?\d+$/;
const DECIMAL = /^-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** A text; undefined where it is unset. @throws REQUEST_INVALID */
export function findText(
  message: Message,
  name: string,
  { within = '' }: Place = {},
): string | undefined {
  const value = message[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  throw invalidValue(within + name, value);
}

/** A text that must be there; an empty one is none. @throws REQUEST_INVALID */
export function getText(message: Message, name: string, place: Place = {}): string {
  const text = findText(message, name, place);
  if (text === undefined || text === '') throw missingValue((place.within ?? '') + name);
  return text;
}

/** The id of a run, also under the name that it had before. @throws REQUEST_INVALID */
export function getRunId(message: Message): string {
  const id = findText(message, 'run_id');
  if (id !== undefined && id !== '') return id;
  const old = findText(message, 'run_uuid');
  if (old === undefined || old === '') throw missingValue('run_id');
  return old;
}

/**
 * A whole number, also as a text of digits.
 *
 * @throws REQUEST_INVALID, also for one beyond 2^53, which could not be kept as it is
 */
export function toWhole(value: unknown, parameter: string): number {
  const number = typeof value === 'string' && WHOLE.test(value) ? Number(value) : (value as number);
  if (Number.isSafeInteger(number)) return number;
  throw invalidValue(parameter, value);
}

/** A whole number; undefined where it is unset. @throws REQUEST_INVALID */
export function findWhole(message: Message, name: string): number | undefined {
  const value = message[name];
  return value === undefined || value === null || value === '' ? undefined : toWhole(value, name);
}

/** A number, also as a text, and also `NaN` and the two infinities. @throws REQUEST_INVALID */
export function toNumber(value: unknown, parameter: string): number {
  if (typeof value === 'number') return value;
  if (value === 'NaN') return Number.NaN;
  if (value === 'Infinity') return Number.POSITIVE_INFINITY;
  if (value === '-Infinity') return Number.NEGATIVE_INFINITY;
  if (typeof value === 'string' && DECIMAL.test(value)) return Number(value);
  throw invalidValue(parameter, value);
}

const NONE: readonly never[] = [];

/** A list; an empty one where it is unset. @throws REQUEST_INVALID */
export function findList(message: Message, name: string): readonly unknown[] {
  const value = message[name];
  if (value === undefined || value === null) return NONE;
  if (Array.isArray(value)) return value;
  throw invalidValue(name, value);
}

/** A list of texts. @throws REQUEST_INVALID */
export function findTexts(message: Message, name: string): readonly string[] {
  const list = findList(message, name);
  if (list.every((each) => typeof each === 'string')) return list as readonly string[];
  throw invalidValue(name, list);
}

/** A list of messages. @throws REQUEST_INVALID */
export function findMessages(message: Message, name: string): readonly Message[] {
  const list = findList(message, name);
  if (list.every(isMessage)) return list as readonly Message[];
  throw invalidValue(name, list);
}

/**
 * One of the words of an enumeration, by its name or its number.
 *
 * @param words What each word of the protocol means here; a number is the place of a word, from 1.
 * @returns Undefined where it is unset.
 * @throws REQUEST_INVALID
 */
export function findWord<T>(
  message: Message,
  name: string,
  { words }: { readonly words: Readonly<Record<string, T>> },
): T | undefined {
  const value = message[name];
  if (value === undefined || value === null || value === '') return undefined;
  const known = Object.keys(words);
  const word = /^\d+$/.test(String(value)) ? known[Number(value) - 1] : value;
  if (typeof word === 'string' && Object.hasOwn(words, word)) return words[word];
  throw invalidValue(name, value);
}

/** How many results are wanted at most. @throws REQUEST_INVALID */
export function readLimit(
  message: Message,
  { fallback, most }: { readonly fallback: number; readonly most: number },
): number {
  const limit = findWhole(message, 'max_results') ?? fallback;
  assertPositive(limit);
  if (limit > most)
    throw invalidValue('max_results', limit, { reason: `It must be at most ${most}.` });
  return limit;
}

/** Refuses a number of results that is none. @throws REQUEST_INVALID */
export function assertPositive(maxResults: number): void {
  if (maxResults < 1)
    throw invalidValue('max_results', maxResults, { reason: 'It must be a positive integer.' });
}

/** The page that is wanted, as the port asks for it. @throws REQUEST_INVALID */
export function readPage(
  message: Message,
  limits: { readonly fallback: number; readonly most: number },
): { readonly limit: number; readonly after?: string } {
  const after = findText(message, 'page_token');
  const limit = readLimit(message, limits);
  return after === undefined || after === '' ? { limit } : { limit, after };
}
