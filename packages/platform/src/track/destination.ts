import type { Client } from '@kaizenml/contracts/client';

/** Where runs of a program go. Whatever is sent twice is kept once. */
export interface Destination {
  readonly runs: Pick<Client['runs'], 'create' | 'log' | 'end'>;
  close(): Promise<void>;
}

/** A server, or the home folder of one. */
export type Place =
  | { readonly url: string; readonly token?: string | undefined }
  | { readonly home: string };

/** A run with an id that its program chose, so that creating it again makes no other. */
export type CreateInput = Parameters<Destination['runs']['create']>[0] & { readonly id: string };
export type LogInput = Parameters<Destination['runs']['log']>[0];
export type EndInput = Parameters<Destination['runs']['end']>[0];
