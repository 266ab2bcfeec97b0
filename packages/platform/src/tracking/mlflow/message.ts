import { refusal } from './refusals.ts';

/** What a request says: fields by their names in the protocol, of which those that nobody knows are ignored. */
export type Message = Readonly<Record<string, unknown>>;

const NOTHING: Message = {};

/** What JavaScript's and Python's writers put where JSON has no word. */
const NUMBER_WORDS = /-?\bInfinity\b|\bNaN\b/g;

/**
 * The message of a body: JSON, JSON in a text of JSON as old clients send it, or nothing. `NaN` and `Infinity` without quotes are
 * read as with them.
 *
 * @throws REQUEST_INVALID
 */
export function readBody(bytes: Buffer): Message {
  if (bytes.length === 0) return NOTHING;
  const read = parseJson(bytes.toString('utf8'));
  const message = typeof read === 'string' ? parseJson(read) : read;
  if (message === null) return NOTHING;
  if (isMessage(message)) return message;
  throw refusal('The request body must be a JSON object.');
}

/**
 * The message of a query.
 *
 * @param lists Fields that may be there several times; of others the first counts.
 */
export function readQuery(query: Message, lists: readonly string[]): Message {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => {
      const values: readonly unknown[] = Array.isArray(value) ? value : [value];
      return [name, lists.includes(name) ? values : values[0]];
    }),
  );
}

/** Whether a value is an object of JSON, which all messages are. */
export function isMessage(value: unknown): value is Message {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    if (!/NaN|Infinity/.test(text)) throw notJson(thrown);
  }
  const quoted = quoteNumberWords(text);
  try {
    return JSON.parse(quoted);
  } catch (thrown) {
    throw notJson(thrown);
  }
}

/** A text of JSON in which words for numbers are between quotes. */
function quoteNumberWords(text: string): string {
  const parts: string[] = [];
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('"', at);
    const end = open === -1 ? text.length : open;
    parts.push(text.slice(at, end).replace(NUMBER_WORDS, '"$&"'));
    at = endOfText(text, end);
    parts.push(text.slice(end, at));
  }
  return parts.join('');
}

/** Where a text of JSON that begins here ends; the end of all where nothing ends it. */
function endOfText(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}

function notJson(thrown: unknown) {
  return refusal(`The request body must be JSON: ${(thrown as SyntaxError).message}.`);
}
