/** A request that a door answers, before it is spoiled. */
export interface Seed {
  /** What is asked, for counts and faults. */
  readonly door: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** A JSON value, text, or bytes. */
  readonly body?: unknown;
  /** Statuses of 500 and above that this door may answer beside 503 and 504: those of what stands behind it. */
  readonly allows?: readonly number[];
}

/** Bytes that are sent to a door. */
export interface Spoiled extends Omit<Seed, 'body'> {
  readonly body: Buffer | undefined;
}

/** What came back. */
export interface Got {
  /** Of HTTP; 0 where the connection broke, 599 where nothing came in time. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

const JSON_TYPE = { 'content-type': 'application/json' };

/** A seed with a JSON body. */
export function post(door: string, path: string, body: unknown): Seed {
  return { door, method: 'POST', path, headers: JSON_TYPE, body };
}

export function get(door: string, path: string): Seed {
  return { door, method: 'GET', path, headers: {} };
}

/** One line that says what was sent. */
export function sayRequest({ method, path, headers, body }: Spoiled): string {
  const shown =
    body === undefined ? '' : ` ${JSON.stringify(body.toString('latin1').slice(0, 800))}`;
  const cut = (body?.length ?? 0) > 800 ? ` … ${body?.length} bytes` : '';
  return `${method} ${path.slice(0, 400)} ${JSON.stringify(headers)}${shown}${cut}`;
}
