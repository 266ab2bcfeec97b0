import { AppError } from '@kaizenml/contracts';

/** How another server may be asked; said by who registers it, never by a request. Secrets are named and not held. */
export interface AskSettings {
  readonly url: string;
  /** For an answer, with every try and the wait for a place, milliseconds. */
  readonly timeoutMs: number;
  /** Further tries where no connection came about. */
  readonly retries: number;
  /** Requests under way at the same time. */
  readonly concurrency: number;
  readonly maxAnswerBytes: number;
  /** Environment variable with the token of `Authorization: Bearer`. */
  readonly tokenFrom?: string;
  /** Environment variable of the value, by header. */
  readonly headersFrom?: Readonly<Record<string, string>>;
}

/** Headers that say how a request is sent; they are not the operator's to set. */
const OWN_HEADERS: ReadonlySet<string> = new Set([
  ...['host', 'content-length', 'content-type', 'transfer-encoding', 'connection', 'expect'],
]);

/**
 * The address, checked.
 *
 * @throws ARGUMENT_INVALID for other schemes than http and https, and for addresses that hold a password
 */
export function parseRemoteUrl(text: string): URL {
  const url = URL.parse(text);
  if (url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '')
    return url;
  const expected =
    url === null || !/^https?:$/.test(url.protocol)
      ? 'http:// or https://'
      : 'an address without a user and a password';
  const given = url === null || url.host === '' ? text : `${url.protocol}//${url.host}`;
  throw new AppError('ARGUMENT_INVALID', {
    message: `The address must be ${expected}, got "${given}".`,
    hint: 'Name an environment variable with the token: `--token-from SCORER_TOKEN`.',
    details: { url: given },
  });
}

/** `x-api-key=SCORER_KEY,…` as a record. @throws ARGUMENT_INVALID for headers that are not to be set */
export function parseHeadersFrom(text: string): Readonly<Record<string, string>> {
  const pairs = text.split(',').map((pair) => pair.split('=') as [string, string]);
  const own = pairs.find(([name]) => OWN_HEADERS.has(name.toLowerCase()));
  if (own === undefined) return Object.fromEntries(pairs);
  throw new AppError('ARGUMENT_INVALID', {
    message: `The header "${own[0]}" must be left to the request itself, got one from ${own[1]}.`,
    hint: 'Name other headers, such as `--headers-from x-api-key=SCORER_KEY`.',
    details: { header: own[0], variable: own[1] },
  });
}

/** Printable characters of one line. */
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]+$/;

/**
 * The headers that the environment holds values for.
 *
 * @throws REMOTE_UNAVAILABLE for a variable that is not set
 */
export function secretHeaders(
  { tokenFrom, headersFrom = {} }: AskSettings,
  { subject, env }: { readonly subject: string; readonly env: NodeJS.ProcessEnv },
): Record<string, string> {
  const secretOf = (variable: string): string => {
    const value = env[variable]?.trim();
    if (value !== undefined && HEADER_VALUE.test(value)) return value;
    const received = value === undefined || value === '' ? 'none' : 'what no header can hold';
    throw new AppError('REMOTE_UNAVAILABLE', {
      message: `${subject} is asked with what the environment variable ${variable} holds, got ${received}.`,
      hint: `Set ${variable} where \`kaizen serve\` is started.`,
      details: { variable },
    });
  };
  return {
    ...(tokenFrom === undefined ? {} : { authorization: `Bearer ${secretOf(tokenFrom)}` }),
    ...Object.fromEntries(
      Object.entries(headersFrom).map(([name, variable]) => [name, secretOf(variable)]),
    ),
  };
}
