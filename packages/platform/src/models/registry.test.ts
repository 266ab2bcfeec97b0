import { type AppError, asId, type ModelName } from '@kaizenml/contracts';
import { OPERATIONS } from '@kaizenml/contracts/operations';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSampleApp, type SampleApp } from '../testing/sample-app.ts';
import { registerSampleModel } from '../testing/sample-model.ts';

const WHY = { by: 'person', who: null } as const;
const ROW = { months: 3, plan: 'basic', calls: 4 };
const THEIRS = asId<ModelName>('theirs');
const SOURCE = 'mlflow-artifacts:/0/4f1/artifacts/model';

let app: SampleApp;
beforeAll(async () => {
  app = await openSampleApp();
  await app.store.registry.createModel({ name: THEIRS }, WHY);
  await app.store.registry.createVersion({ name: THEIRS, source: SOURCE }, WHY);
});
afterAll(() => app.dispose());

const failureOf = (promise: Promise<unknown>): Promise<AppError> =>
  promise.then(
    () => expect.unreachable('must be refused'),
    (thrown: AppError) => thrown,
  );

describe('the registry of one home', () => {
  it('lists models of everybody, by a filter as well', async () => {
    const { models } = app.handlers;
    const all = await models.list({ limit: 9 });
    expect(OPERATIONS.models.list.output.parse(all)).toEqual(all);
    expect(all.items).toMatchObject([
      { name: 'theirs', task: null, latestVersion: null, nVersions: 1, stages: {} },
      { name: 'churn', task: 'binary', latestVersion: 1, aliases: { champion: 1 } },
    ]);
    const found = await models.list({ limit: 9, filter: "name LIKE 'ch%'" });
    expect(found.items.map(({ name }) => name)).toEqual(['churn']);
    const worded = await models.list({ limit: 1, words: ' H  E ' });
    expect([worded.items.length, worded.total, all.total]).toEqual([1, 1, 2]);
    expect((await failureOf(models.list({ limit: 9, filter: 'name >' }))).code).toBe(
      'SEARCH_INVALID',
    );
  });

  it('says of a version without an artifact why it does not answer, in lists and to requests', async () => {
    const listed = await app.handlers.models.versions({ name: 'theirs', limit: 9 });
    expect(OPERATIONS.models.versions.output.parse(listed)).toEqual(listed);
    const [version] = listed.items;
    expect(version).toMatchObject({ version: 1, source: SOURCE, artifact: null });
    expect(version?.whyNot?.hint).toContain('kaizen models import FILE --name theirs');
    for (const name of ['theirs', 'theirs/1']) {
      const refused = await failureOf(app.handlers.models.predict({ name, rows: [ROW] }));
      expect(refused.code).toBe('MODEL_NOT_SERVABLE');
      expect(refused.message).toBe(
        `Version 1 of "theirs" must have an artifact to answer here, but another program registered it from ${SOURCE}.`,
      );
      expect(refused.details).toEqual({ name: 'theirs', version: 1, source: SOURCE });
    }
    const ours = await app.handlers.models.versions({ name: 'churn', limit: 9 });
    expect(ours.items).toMatchObject([{ version: 1, whyNot: null, stage: 'None' }]);
  });

  it('describes, tags, stages and renames, and the endpoint answers by the new name at once', async () => {
    const { models, audit } = app.handlers;
    await registerSampleModel(app, { name: 'first', seed: 8 });
    await models.describe({ name: 'first', description: 'who leaves', note: 'asked' });
    await models.describe({ name: 'first/1', description: 'the first' });
    expect(await models.tag({ name: 'first/1', key: 'team', value: 'risk' })).toEqual({
      ...{ name: 'first', version: 1, tags: { team: 'risk' } },
    });
    expect((await models.untag({ name: 'first/1', key: 'team' })).tags).toEqual({});
    const staged = await models.stage({
      ...{ name: 'first', version: 1, stage: 'Production', archive: false },
    });
    expect(staged).toMatchObject({ stage: 'Production', description: 'the first' });
    await models.predict({ name: 'first', rows: [ROW] });
    expect(await models.rename({ name: 'first', to: 'second' })).toEqual({
      ...{ name: 'second', was: 'first' },
    });
    expect((await models.predict({ name: 'second', rows: [ROW] })).version).toBe(1);
    expect((await failureOf(models.predict({ name: 'first', rows: [ROW] }))).code).toBe(
      'MODEL_NOT_FOUND',
    );
    const { items } = await audit.list({ name: 'first', limit: 9 });
    expect(items.map(({ action, why }) => [action, why])).toContainEqual([
      ...['model.describe', 'asked'],
    ]);
    expect((await audit.verify({})).isWhole).toBe(true);
  });

  it('keeps a champion that answers, and says what went with what it deletes', async () => {
    const { models } = app.handlers;
    await registerSampleModel(app, { name: 'gone' });
    await registerSampleModel(app, { name: 'gone', seed: 8 });
    const refused = await failureOf(models.remove({ name: 'gone/2' }));
    expect(refused).toMatchObject({
      code: 'MODEL_IN_USE',
      message:
        'Version 2 of "gone" must not answer requests when it is deleted, but it is the champion.',
      details: { name: 'gone', version: 2, alias: 'champion' },
    });
    expect((await failureOf(models.remove({ name: 'gone' }))).code).toBe('MODEL_IN_USE');
    await models.alias({ name: 'gone', alias: 'champion', version: 1 });
    await models.alias({ name: 'gone', alias: 'held', version: 2 });
    expect(await models.remove({ name: 'gone/2' })).toEqual({
      ...{ name: 'gone', versions: [2], aliases: ['held'], isWhole: false },
    });
    expect((await models.predict({ name: 'gone', rows: [ROW] })).version).toBe(1);
    await models.unalias({ name: 'gone', alias: 'champion' });
    expect((await failureOf(models.unalias({ name: 'gone', alias: 'champion' }))).code).toBe(
      'MODEL_ALIAS_NOT_FOUND',
    );
    expect(await models.remove({ name: 'gone' })).toMatchObject({ versions: [1], isWhole: true });
    expect((await failureOf(models.remove({ name: 'gone/x' }))).code).toBe('ARGUMENT_INVALID');
  });
});
