import { showValue } from '@kaizenml/contracts';
import { asObject, collectProblems, parseJsonBody } from '../request/index.ts';
import { readParameters } from './read-parameters.ts';

/** What can be said of a version of a model in the repository. */
export type ModelState = 'UNKNOWN' | 'READY' | 'UNAVAILABLE' | 'LOADING' | 'UNLOADING';

/** One line of the index of the repository. */
export interface ModelIndex {
  readonly name: string;
  readonly version?: string;
  readonly state: ModelState;
  /** Why it is not ready; empty otherwise. */
  readonly reason: string;
}

const HINT = 'Send JSON such as {} or {"ready": true}.';

/** Reads the body of `POST /v2/repository/index`; an empty one asks for all. @throws REQUEST_INVALID */
export function parseIndexRequest(body: Uint8Array): { readonly ready: boolean } {
  const { value, problems } = readObject(body, 'request for the index');
  const ready = value.ready ?? false;
  if (typeof ready !== 'boolean')
    problems.add('ready', `must be true or false, got ${showValue(ready)}`);
  problems.assertNone();
  return { ready: ready === true };
}

/** Body of the answer to `POST /v2/repository/index`. */
export function indexBody(
  models: readonly ModelIndex[],
  { ready }: { readonly ready: boolean },
): readonly ModelIndex[] {
  return ready ? models.filter(({ state }) => state === 'READY') : models;
}

/**
 * Reads the body of `POST /v2/repository/models/<name>/load`.
 *
 * A model is what the registry holds: a configuration or files in the request are refused, never ignored.
 *
 * @throws REQUEST_INVALID
 */
export function parseLoadRequest(body: Uint8Array): void {
  const { value, problems } = readObject(body, 'request to load');
  refuseParameters(Object.keys(readParameters(value.parameters, place(problems))), problems);
  problems.assertNone();
}

/** Tells of parameters that would change what is loaded. */
export function refuseParameters(
  names: readonly string[],
  problems: { add(path: string, problem: string): void },
): void {
  for (const name of names)
    problems.add(
      `parameters.${name}`,
      'must be absent, since a model is loaded as it is registered',
    );
}

/** Reads the body of `POST /v2/repository/models/<name>/unload`. No model here depends on another. @throws REQUEST_INVALID */
export function parseUnloadRequest(body: Uint8Array): { readonly unloadDependents: boolean } {
  const { value, problems } = readObject(body, 'request to unload');
  const { unload_dependents: dependents = false } = readParameters(
    value.parameters,
    place(problems),
  );
  if (typeof dependents !== 'boolean')
    problems.add(
      'parameters.unload_dependents',
      `must be true or false, got ${showValue(dependents)}`,
    );
  problems.assertNone();
  return { unloadDependents: dependents === true };
}

type Read = {
  readonly value: Readonly<Record<string, unknown>>;
  readonly problems: ReturnType<typeof collectProblems>;
};

function readObject(body: Uint8Array, subject: string): Read {
  const problems = collectProblems(subject, HINT);
  const given = body.byteLength === 0 ? {} : parseJsonBody(body, subject).value;
  const value = asObject(given);
  if (value === undefined) problems.add('(body)', `must be an object, got ${showValue(given)}`);
  return { value: value ?? {}, problems };
}

function place(problems: Read['problems']) {
  return { path: 'parameters', problems };
}
