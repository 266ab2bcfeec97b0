declare const brand: unique symbol;
type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** A run: 26 characters, sortable by time of creation (ULID). */
export type RunId = Brand<string, 'RunId'>;
/** Content hash of a dataset version: 64 lower-case hexadecimal digits (SHA-256). */
export type DatasetHash = Brand<string, 'DatasetHash'>;
/** Content hash of an artifact: 64 lower-case hexadecimal digits (SHA-256). */
export type ArtifactHash = Brand<string, 'ArtifactHash'>;
/** Name of an experiment, unique within a home. */
export type ExperimentName = Brand<string, 'ExperimentName'>;
/** Name of a model, unique within a home. */
export type ModelName = Brand<string, 'ModelName'>;

/** Gives a checked string its brand. The caller has checked it: parsing at the door, or reading our own store. */
export function asId<Id extends string>(text: string): Id {
  return text as Id;
}

/** Names of experiments, datasets and models: a letter or digit, then up to 127 letters, digits, `.`, `_`, `-`. */
export const NAME_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;

/** A name made of any text: what is not allowed becomes `-`; `unnamed` when nothing is left. */
export function toName(text: string): string {
  const name = text.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+|-+$/g, '');
  return name.slice(0, 128) || 'unnamed';
}

/**
 * Names of accounts: those that people have (`maria`, `maria@example.org`) and subjects of tokens (`auth0|5f7c`,
 * `repo:acme/churn:ref:refs/heads/main`). Without spaces, so that they are one word of a command.
 */
const ACCOUNT_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._@+:|/=-]{0,127}$/;

/** What histories call others than accounts: the token of the server, tokens of no account, keys. */
const TAKEN = /^(admin|jwt:.*|[0-9A-HJKMNP-TV-Z]{26})$/i;

/** Whether an account may be called so: nobody else is called so in a history. */
export function isAccountName(name: string): boolean {
  return ACCOUNT_PATTERN.test(name) && !TAKEN.test(name);
}
