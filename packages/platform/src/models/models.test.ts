import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AppError, asId, type Row } from '@kaizenml/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApp } from '../app.ts';
import { openSampleApp, type SampleApp } from '../testing/sample-app.ts';
import { registerSampleModel } from '../testing/sample-model.ts';
import {
  createModelResolver,
  openModelFolder,
  openStoredModel,
  parseModelReference,
  resolveModel,
} from './index.ts';

const row: Row = { months: 3, plan: 'basic', calls: 4 };
let app: SampleApp;
let now = Date.parse('2026-03-01T09:00:00Z');

beforeAll(async () => {
  app = await openSampleApp({ clock: { now: () => now } });
  await registerSampleModel(app, { seed: 8 });
  await app.store.models.setAlias(asId('churn'), 'champion', 1);
});
afterAll(() => app.dispose());

function failureOf(promise: Promise<unknown>): Promise<AppError | undefined> {
  return promise.then(
    () => undefined,
    (thrown: AppError) => thrown,
  );
}

describe('parseModelReference', () => {
  it('reads names, aliases and versions', () => {
    expect(parseModelReference('churn')).toEqual({ kind: 'default', name: 'churn' });
    expect(parseModelReference('churn@canary')).toEqual({
      kind: 'alias',
      name: 'churn',
      alias: 'canary',
    });
    expect(parseModelReference('churn/3')).toEqual({
      kind: 'version',
      name: 'churn',
      version: '3',
    });
  });
});

describe('resolveModel', () => {
  it('gives the champion before the newest version', async () => {
    expect((await resolveModel(app.store.models, 'churn')).version).toBe(1);
    expect((await resolveModel(app.store.models, 'churn@champion')).version).toBe(1);
    expect((await resolveModel(app.store.models, 'churn/2')).version).toBe(2);
  });

  it('names the closest model', async () => {
    const error = await failureOf(resolveModel(app.store.models, 'chrun'));
    expect(error?.code).toBe('MODEL_NOT_FOUND');
    expect(error?.message).toBe('No model is called "chrun".');
    expect(error?.hint).toBe('Did you mean "churn"?');
    expect(error?.details).toEqual({ name: 'chrun', known: ['churn'] });
  });

  it.each(['churn/9', 'churn/x', 'churn/', 'churn/1e3', 'churn/99999999999999999999'])(
    'refuses the version of "%s", and names the newest',
    async (reference) => {
      const error = await failureOf(resolveModel(app.store.models, reference));
      expect(error?.code).toBe('MODEL_VERSION_NOT_FOUND');
      expect(error?.message).toBe(`Model "churn" has no version "${reference.slice(6)}".`);
      expect(error?.hint).toContain('Its newest version is 2');
      expect(error?.details).toMatchObject({ model: 'churn', latestVersion: 2 });
    },
  );

  it('names the closest alias, and how a version is written', async () => {
    const alias = await failureOf(resolveModel(app.store.models, 'churn@champoin'));
    expect(alias?.code).toBe('MODEL_ALIAS_NOT_FOUND');
    expect(alias?.message).toBe('Model "churn" has no alias "champoin".');
    expect(alias?.hint).toBe('Did you mean "champion"?');
    expect(alias?.details).toMatchObject({ alias: 'champoin', known: ['champion'] });
    const version = await failureOf(resolveModel(app.store.models, 'churn@2'));
    expect(version?.code).toBe('MODEL_ALIAS_NOT_FOUND');
    expect(version?.message).toBe('Model "churn" has no alias "2".');
    expect(version?.hint).toBe('A version is written "churn/2".');
    expect(version?.details).toMatchObject({ alias: '2' });
  });

  it('does not take a name of the prototype for an alias', async () => {
    const error = await failureOf(resolveModel(app.store.models, 'churn@constructor'));
    expect(error?.code).toBe('MODEL_ALIAS_NOT_FOUND');
  });
});

describe('createModelResolver', () => {
  it('sees an alias that another process moves after one second', async () => {
    const resolver = createModelResolver(app.store.models, { now: () => now });
    const other = await openApp({ home: app.home });
    expect((await resolver.resolve('churn')).version).toBe(1);
    await other.store.models.setAlias(asId('churn'), 'champion', 2);
    now += 999;
    expect((await resolver.resolve('churn')).version).toBe(1);
    now += 1;
    expect((await resolver.resolve('churn')).version).toBe(2);
    await other.store.models.setAlias(asId('churn'), 'champion', 1);
    resolver.forget();
    expect((await resolver.resolve('churn')).version).toBe(1);
    await other.close();
  });

  it('does not remember a failure', async () => {
    const resolver = createModelResolver(app.store.models, { now: () => now });
    expect((await failureOf(resolver.resolve('later')))?.code).toBe('MODEL_NOT_FOUND');
    await registerSampleModel(app, { name: 'later' });
    expect((await resolver.resolve('later')).version).toBe(1);
  });
});

describe('opening an artifact', () => {
  async function copyOfArtifact(): Promise<string> {
    const { artifact } = await resolveModel(app.store.models, 'churn/1');
    const folder = await mkdtemp(join(tmpdir(), 'kaizen-artifact-'));
    await cp(await app.artifacts.pathOf(artifact), folder, { recursive: true });
    return folder;
  }

  it('gives the same answers from the store and from a folder', async () => {
    const { artifact } = await resolveModel(app.store.models, 'churn/1');
    const folder = await copyOfArtifact();
    const [stored, copied] = await Promise.all([
      openStoredModel(app.artifacts, artifact),
      openModelFolder(folder),
    ]);
    expect(copied.model.predict([row])).toEqual(stored.model.predict([row]));
    expect(copied.explain).toEqual(stored.explain);
    await rm(folder, { recursive: true });
  });

  it('refuses weights that are not those of the manifest', async () => {
    const folder = await copyOfArtifact();
    const weights = await readFile(join(folder, 'weights.bin'));
    weights[weights.length - 9] = (weights[weights.length - 9] ?? 0) ^ 1;
    await writeFile(join(folder, 'weights.bin'), weights);
    const error = await failureOf(openModelFolder(folder));
    expect(error?.code).toBe('ARTIFACT_DAMAGED');
    expect(error?.message).toContain(`The weights of the model in ${folder} must have the hash`);
    expect(error?.details).toMatchObject({ place: folder });
    await rm(folder, { recursive: true });
  });

  it('refuses a folder that is no artifact', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kaizen-artifact-'));
    const error = await failureOf(openModelFolder(folder));
    expect(error?.code).toBe('MODEL_ARTIFACT_INVALID');
    expect(error?.message).toContain('manifest.json');
    expect(error?.details).toMatchObject({ file: 'manifest.json' });
    await rm(folder, { recursive: true });
  });
});

describe('handlers of models', () => {
  it('log an answer before they give it, and nothing of rows that were refused', async () => {
    const before = (await app.predictionLog.count('churn')).nRows;
    const { requestId, predictions } = await app.handlers.models.predict({
      name: 'churn',
      rows: [row],
    });
    const [logged] = await app.predictionLog.newest('churn', 1);
    expect(logged).toMatchObject({ requestId, rows: [row], predictions, version: 1 });
    expect(logged?.latencyMs).toBeGreaterThan(0);
    const error = await failureOf(
      app.handlers.models.predict({ name: 'churn', rows: [row, { plan: 3, mnths: 1 }] }),
    );
    expect(error?.code).toBe('INPUT_SCHEMA_MISMATCH');
    expect((await app.predictionLog.count('churn')).nRows).toBe(before + 1);
  });

  it('write types that name every column', async () => {
    const { fileName, source } = await app.handlers.models.types({ name: 'churn' });
    expect(fileName).toBe('churn.ts');
    for (const column of ['months', 'plan', 'calls']) expect(source).toContain(column);
  });

  it('refuse an alias to a version that is not there, and say what is', async () => {
    const error = await failureOf(
      app.handlers.models.alias({ name: 'churn', alias: 'canary', version: 7 }),
    );
    expect(error?.code).toBe('MODEL_VERSION_NOT_FOUND');
    const moved = await app.handlers.models.alias({ name: 'churn', alias: 'canary', version: 2 });
    expect(moved.aliases).toEqual({ canary: 2, champion: 1 });
  });
});
