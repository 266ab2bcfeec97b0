import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningKaizen, startKaizen } from '../../../bench/load/start-kaizen.ts';
import { askServer, type Told, whyNoMlflow } from './ask-server.ts';
import { DEPARTURES } from './departures.ts';

type Said = Readonly<Record<string, unknown>>;

const { said: theirs } = JSON.parse(
  await readFile(new URL('expected.json', import.meta.url), 'utf8'),
) as { readonly said: Said };

/** What we should say to each promise: what MLflow's server says, but for the departures. */
const expected: Said = DEPARTURES.reduce<Said>(
  (said, { promise, at, ours }) => withValue(said, [promise, ...at], ours),
  theirs,
);

function withValue(of: Said, [key = '', ...rest]: readonly string[], value: unknown): Said {
  return { ...of, [key]: rest.length === 0 ? value : withValue(of[key] as Said, rest, value) };
}

const at = (said: unknown, keys: readonly string[]) =>
  keys.reduce<unknown>((of, key) => (of as Said)[key], said);

describe('what we say otherwise than MLflow', () => {
  it.each(DEPARTURES)('is something else: $promise, $at', ({ promise, at: keys, ours }) => {
    const place = [promise, ...keys];
    expect(at(theirs, place.slice(0, -1))).toHaveProperty([place.at(-1) as string]);
    expect(at(theirs, place)).not.toEqual(ours);
  });
});

const reason = whyNoMlflow();

describe(`MLflow's client${reason === undefined ? '' : ` (skipped: ${reason})`}`, () => {
  let folder: string;
  let server: RunningKaizen;
  let told: readonly Told[];
  beforeAll(async () => {
    if (reason !== undefined) return;
    folder = await mkdtemp(join(tmpdir(), 'kaizen-mlflow-'));
    server = await startKaizen(join(folder, 'home'));
    told = await askServer(server.url, join(folder, 'asked'));
  }, 600_000);
  afterAll(async () => {
    if (reason !== undefined) return;
    await server.end('SIGTERM');
    await rm(folder, { recursive: true });
  });

  it.skipIf(reason !== undefined)('finds every promise kept', () => {
    expect(told.filter(({ passed }) => !passed)).toEqual([]);
    expect(told.map(({ name }) => name)).toEqual(Object.keys(theirs));
  });

  it.skipIf(reason !== undefined)("hears what MLflow's own server says", () => {
    expect(Object.fromEntries(told.map(({ name, detail }) => [name, detail]))).toEqual(expected);
  });
});
