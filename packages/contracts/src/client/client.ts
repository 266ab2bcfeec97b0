import type { z } from 'zod';
import { AppError } from '../app-error.ts';
import { ERRORS, type ErrorCode } from '../errors.ts';
import {
  type InputOf,
  OPERATIONS,
  type Operation,
  type Operations,
  type OutputOf,
  type RoutedOperation,
} from '../operations/index.ts';

/** A typed method for every operation that is not local: `client.runs.list({ limit: 5 })`. */
export type Client = {
  readonly [Noun in keyof Operations]: {
    readonly [Verb in keyof Operations[Noun] as Operations[Noun][Verb] extends RoutedOperation
      ? Verb
      : never]: (
      input: Operations[Noun][Verb] extends RoutedOperation<infer I, z.ZodType>
        ? z.input<I>
        : never,
    ) => Promise<OutputOf<Operations[Noun][Verb]>>;
  };
};

/** How to reach a server. */
export interface ClientOptions {
  /** Root of the server, such as `http://127.0.0.1:7400`. Empty for the page's own server. */
  readonly url: string;
  /** Bearer token, where the server asks for one. */
  readonly token?: string;
  /** The fetch of the platform; passed in, because this package touches nothing itself. */
  readonly fetch: (url: string, init: RequestLike) => Promise<ResponseLike>;
}

interface RequestLike {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
}

interface ResponseLike {
  readonly ok: boolean;
  readonly status: number;
  json(): Promise<unknown>;
}

/**
 * A client for a KaizenML server.
 *
 * @throws the server's own code, rebuilt as AppError.
 * @example
 * const kaizen = createClient({ url: 'http://127.0.0.1:7400', fetch });
 * const { predictions } = await kaizen.models.predict({ name: 'churn', rows: [{ plan: 'basic' }] });
 */
export function createClient(options: ClientOptions): Client {
  const nouns = Object.entries(OPERATIONS).map(([noun, verbs]) => {
    const methods = Object.entries(verbs as Record<string, Operation>).flatMap(
      ([verb, described]) =>
        described.http === undefined
          ? []
          : [[verb, (input: Record<string, unknown>) => call(options, described, input)]],
    );
    return [noun, Object.fromEntries(methods)];
  });
  return Object.fromEntries(nouns) as Client;
}

/** The request of an operation: method, path with its inputs filled in, query or body. */
export function toRequest(
  described: Pick<RoutedOperation, 'http'>,
  input: Readonly<Record<string, unknown>>,
): { readonly method: string; readonly path: string; readonly body?: Record<string, unknown> } {
  const [method, template] = described.http.split(' ') as [string, string];
  const rest: Record<string, unknown> = { ...input };
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    delete rest[name];
    return encodeURIComponent(String(input[name]));
  });
  if (method !== 'GET') return { method, path, body: rest };
  const query = Object.entries(rest)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`);
  return { method, path: query.length === 0 ? path : `${path}?${query.join('&')}` };
}

async function call<O extends RoutedOperation>(
  { url, token, fetch }: ClientOptions,
  described: O,
  input: Record<string, unknown>,
): Promise<OutputOf<O>> {
  const { method, path, body } = toRequest(described, input as InputOf<O>);
  const response = await fetch(url + path, {
    method,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (response.ok) return (await response.json()) as OutputOf<O>;
  throw fromProblem(await response.json().catch(() => undefined), response.status);
}

function fromProblem(answer: unknown, status: number): AppError {
  const problem = (answer ?? {}) as Record<string, unknown>;
  const code = String(problem.code);
  return new AppError(Object.hasOwn(ERRORS, code) ? (code as ErrorCode) : 'INTERNAL', {
    message:
      typeof problem.detail === 'string'
        ? problem.detail
        : `The server answered with status ${status}.`,
    ...(typeof problem.hint === 'string' ? { hint: problem.hint } : {}),
    details: (problem.details ?? {}) as Record<string, unknown>,
  });
}
