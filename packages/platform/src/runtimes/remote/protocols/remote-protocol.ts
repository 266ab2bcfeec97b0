import type { Row, Signature } from '@kaizenml/contracts';
import type { RemoteForm } from '../remote-form.ts';

/** What is known before another server has told anything. */
export interface Stating {
  /** What an operator states; undefined: what the server says. */
  readonly stated: Signature | undefined;
  /** Name of what is answered, where the operator gives one. */
  readonly target: string | undefined;
  /** Reads JSON from the server. */
  read(url: URL): Promise<unknown>;
}

/** What another server no longer reads or answers. */
export interface RemoteChange {
  readonly expected: string;
  readonly received: string;
}

/** The words in which another server is asked. */
export interface RemoteProtocol {
  /** Where rows are sent, from the address of the model. */
  rowsUrl(url: URL): URL;
  /** Finds out how rows are put to it. @throws ARGUMENT_INVALID where nobody says it; the failures of asking */
  form(url: URL, stating: Stating): Promise<RemoteForm>;
  /** What has changed since a form was found out; absent where servers of the protocol do not tell. @throws The failures of asking */
  findChange?(form: RemoteForm, url: URL, read: Stating['read']): Promise<RemoteChange | undefined>;
  /** The body that asks for answers to rows. */
  toBody(form: RemoteForm, rows: readonly Row[]): unknown;
  /** What a body answers, one element per row, as `toPredictions` reads them; anything else where it answers none. */
  toAnswers(form: RemoteForm, body: unknown): unknown;
}

/** A copy of the address whose path ends otherwise. */
export function withPath(url: URL, change: (path: string) => string): URL {
  const copy = new URL(url);
  copy.pathname = change(url.pathname.replace(/\/+$/, ''));
  return copy;
}

/** The field of a body; undefined where it is no object. */
export function fieldOf(body: unknown, name: string): unknown {
  return typeof body === 'object' && body !== null
    ? (body as Record<string, unknown>)[name]
    : undefined;
}
