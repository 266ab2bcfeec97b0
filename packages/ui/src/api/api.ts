import { AppError, ERRORS, type ErrorCode } from '@kaizenml/contracts';
import type { Client } from '@kaizenml/contracts/client';
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

async function ask(
  { fetch, token }: ApiOptions,
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
  const secret = token();
  const response = await fetch(hasBody || rest.size === 0 ? path : `${path}?${query}`, {
    method,
    headers: {
      accept: 'application/json',
      ...(hasBody ? { 'content-type': 'application/json' } : {}),
      ...(secret === undefined ? {} : { authorization: `Bearer ${secret}` }),
    },
    ...(hasBody ? { body: JSON.stringify(Object.fromEntries(rest)) } : {}),
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
