import { AppError, ERRORS, type ErrorCode } from '@kaizenml/contracts';
import type { Client } from '@kaizenml/contracts/client';
import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { ROUTES } from './routes.ts';

/** What the pages need of the browser. */
export interface ApiOptions {
  readonly fetch: typeof globalThis.fetch;
  /** The token that the person gave, where the server asks for one. */
  readonly token: () => string | undefined;
}

/** The methods of the contracts' client that the pages use. */
export type Api = {
  readonly [Noun in keyof typeof ROUTES]: Pick<
    Client[Noun],
    keyof (typeof ROUTES)[Noun] & keyof Client[Noun]
  >;
};

/**
 * The operations as methods, in the types of the contracts' client.
 *
 * @throws the server's own code, rebuilt as AppError.
 */
export function createApi(options: ApiOptions): Api {
  const nouns = Object.entries(ROUTES).map(([noun, verbs]) => [
    noun,
    Object.fromEntries(
      Object.entries(verbs as Record<string, string>).map(([verb, route]) => [
        verb,
        (input: Record<string, unknown>) => ask(options, route, input),
      ]),
    ),
  ]);
  return Object.fromEntries(nouns) as Api;
}

/** What the server says of a file that it has kept. */
export type KeptFile = OutputOf<Operations['datasets']['add']>;

/**
 * Sends a file, which becomes a dataset version.
 *
 * @throws the server's own code, rebuilt as AppError.
 */
export async function sendFile(options: ApiOptions, file: File): Promise<KeptFile> {
  const path = `/api/v1/uploads?file=${encodeURIComponent(file.name)}`;
  return (await send(options, path, { method: 'POST', body: file })) as KeptFile;
}

async function ask(
  options: ApiOptions,
  route: string,
  input: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const [method = 'GET', template = ''] = route.split(' ');
  const rest = new Map(Object.entries(input).filter(([, value]) => value !== undefined));
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    rest.delete(name);
    return encodeURIComponent(String(input[name]));
  });
  const hasBody = method !== 'GET';
  const query = new URLSearchParams([...rest].map(([name, value]) => [name, String(value)]));
  return await send(options, hasBody || rest.size === 0 ? path : `${path}?${query}`, {
    method,
    ...(hasBody
      ? {
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(Object.fromEntries(rest)),
        }
      : {}),
  });
}

async function send(
  { fetch, token }: ApiOptions,
  path: string,
  init: RequestInit & { readonly headers?: Readonly<Record<string, string>> },
): Promise<unknown> {
  const secret = token();
  const response = await fetch(path, {
    ...init,
    headers: {
      accept: 'application/json',
      ...init.headers,
      ...(secret === undefined ? {} : { authorization: `Bearer ${secret}` }),
    },
  }).catch((cause: unknown) => {
    throw new AppError('INTERNAL', {
      message: 'The server does not answer.',
      hint: 'Start it with `kaizen serve` and load this page again.',
      cause,
    });
  });
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok && answer !== undefined) return answer;
  throw fromProblem(answer, response.status);
}

function fromProblem(answer: unknown, status: number): AppError {
  const problem = (answer ?? {}) as Readonly<Record<string, unknown>>;
  const code = String(problem.code);
  return new AppError(code in ERRORS ? (code as ErrorCode) : 'INTERNAL', {
    message:
      typeof problem.detail === 'string'
        ? problem.detail
        : `The server answered with status ${status} and no sentence.`,
    ...(typeof problem.hint === 'string' ? { hint: problem.hint } : {}),
    details: (problem.details ?? {}) as Record<string, unknown>,
  });
}
