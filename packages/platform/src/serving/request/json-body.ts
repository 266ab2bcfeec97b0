import { requestProblem } from './problems.ts';

/** A JSON value whose whole numbers beyond 2^53 may be read again, exactly. */
export interface JsonBody {
  readonly value: unknown;
  /** The same value with whole numbers beyond 2^53 as BigInt. Reads the text a second time. */
  exact(): unknown;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads a body as JSON.
 *
 * Numbers are doubles, as everywhere in JavaScript; `exact` is for the rare body with 64-bit integers that a double cannot hold.
 *
 * @throws REQUEST_INVALID when the bytes are not UTF-8 or not JSON.
 */
export function parseJsonBody(body: Uint8Array, subject: string): JsonBody {
  const text = decodeBody(body, subject);
  try {
    const value: unknown = JSON.parse(text);
    return { value, exact: () => parseExact(text, subject) };
  } catch (thrown) {
    throw requestProblem(
      { path: '(body)', problem: `must be JSON, got ${(thrown as SyntaxError).message}` },
      {
        subject,
        hint: 'Check quotes and commas; JSON has no NaN, write null for a missing value.',
      },
    );
  }
}

/** Reads a body as UTF-8 text. @throws REQUEST_INVALID */
export function decodeBody(body: Uint8Array, subject: string): string {
  try {
    return utf8.decode(body);
  } catch {
    throw requestProblem(
      { path: '(body)', problem: 'must be UTF-8 text, got bytes that are not' },
      { subject, hint: 'Send the text in UTF-8.' },
    );
  }
}

/** An object of a JSON value, or undefined for anything else. */
export function asObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

type Reviver = (key: string, value: unknown, context: { readonly source?: string }) => unknown;

function parseExact(text: string, subject: string): unknown {
  const revive: Reviver = (_, value, { source }) =>
    typeof value === 'number' &&
    !Number.isSafeInteger(value) &&
    source !== undefined &&
    /^-?\d+$/.test(source)
      ? BigInt(source)
      : value;
  try {
    return JSON.parse(text, revive as (key: string, value: unknown) => unknown);
  } catch {
    // A reviver goes down on the stack, which `JSON.parse` alone does not.
    throw requestProblem(
      { path: '(body)', problem: 'must be nested a few levels deep, got thousands' },
      { subject, hint: 'Send whole numbers beyond 2^53 as text or in the binary form.' },
    );
  }
}
