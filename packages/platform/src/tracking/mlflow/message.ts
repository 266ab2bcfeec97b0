import { refusal } from './refusals.ts';

/** What a request says: fields by their names in the protocol, of which those that nobody knows are ignored. */
export type Message = Readonly<Record<string, unknown>>;

const NOTHING: Message = {};

/** A text, or what only JavaScript's and Python's writers put where JSON has no word. */
const TEXT_OR_NUMBER_WORD = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\bInfinity\b|\bNaN\b/gs;

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
  const quoted = text.replace(TEXT_OR_NUMBER_WORD, (part) =>
    part.startsWith('"') ? part : `"${part}"`,
  );
  try {
    return JSON.parse(quoted);
  } catch (thrown) {
    throw notJson(thrown);
  }
}

function notJson(thrown: unknown) {
  return refusal(`The request body must be JSON: ${(thrown as SyntaxError).message}.`);
}
