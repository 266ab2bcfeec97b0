import { requestProblem } from './problems.ts';
import { replaceNonFinite } from './replace-non-finite.ts';

/** A JSON value whose whole numbers beyond 2^53 may be read again, exactly. */
export interface JsonBody {
  readonly value: unknown;
  /** The same value with whole numbers beyond 2^53 as BigInt. Reads the text a second time, once. */
  exact(): unknown;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads a body as JSON.
 *
 * Numbers are doubles, as everywhere in JavaScript; `exact` is for the rare body with 64-bit integers that a double cannot hold. `NaN`
 * and the infinities, which clients in Python send, are read as null and as infinities.
 *
 * @throws REQUEST_INVALID when the bytes are not UTF-8 or not JSON.
 */
export function parseJsonBody(body: Uint8Array, subject: string): JsonBody {
  const text = decodeBody(body, subject);
  const read = tryParse(text);
  if (read.ok) return { value: read.value, exact: once(() => parseExact(text, subject)) };
  const finite = replaceNonFinite(text);
  const again = finite === undefined ? read : tryParse(finite);
  if (again.ok && finite !== undefined)
    return { value: again.value, exact: once(() => parseExact(finite, subject)) };
  throw requestProblem(
    { path: '(body)', problem: `must be JSON, got ${read.reason}` },
    { subject, hint: 'Check quotes and commas; write null for a missing value.' },
  );
}

type Tried =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: string };

function tryParse(text: string): Tried {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (thrown) {
    return { ok: false, reason: (thrown as SyntaxError).message };
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

function once(read: () => unknown): () => unknown {
  let done: { readonly value: unknown } | undefined;
  return () => {
    done ??= { value: read() };
    return done.value;
  };
}

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
