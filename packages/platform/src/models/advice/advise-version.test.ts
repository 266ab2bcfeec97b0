import { type ArtifactHash, asId, type ModelName } from '@kaizenml/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSampleApp, type SampleApp } from '../../testing/sample-app.ts';
import { registerSampleModel } from '../../testing/sample-model.ts';
import { adviseVersion } from './advise-version.ts';

let app: SampleApp;
beforeAll(async () => {
  app = await openSampleApp();
});
afterAll(() => app.dispose());

it('compares with the champion, numbers what is registered, and keeps it with the version', async () => {
  const { artifacts, store } = app;
  const { models } = store;
  const name = asId<ModelName>('advised');
  const [first] = await models.versions(asId('churn'));
  const other = await registerSampleModel(app, { seed: 11, nTrees: 5 });
  const { runId } = other;
  const register = async (artifact: ArtifactHash, aliases: readonly string[]) => {
    const advice = await adviseVersion({ models, artifacts }, { name, artifact });
    return models.register({
      ...{ name, task: 'binary', target: 'left', estimator: 'forest', runId, artifact },
      ...{ metrics: {}, advice, aliases },
    });
  };
  const one = await register(first?.artifact ?? other.artifact, ['champion']);
  expect(one.advice).toEqual({
    ...{ number: '1.0.0', level: 'first', comparedWith: null },
    reason: 'It is the first version of its model.',
  });
  const two = await register(other.artifact, ['challenger']);
  expect(two.advice).toMatchObject({ number: '1.1.0', level: 'minor', comparedWith: 1 });
  const three = await register(other.artifact, []);
  expect(three.advice).toMatchObject({ number: '1.2.0', level: 'minor', comparedWith: 1 });
  expect((await models.findVersion(name, 2))?.advice).toEqual(two.advice);
  const { items } = await app.handlers.models.versions({ name, limit: 5 });
  expect(items.map(({ advice }) => advice?.number)).toEqual(['1.2.0', '1.1.0', '1.0.0']);
  const shown = await app.handlers.models.show({ name: 'advised/2' });
  expect(shown.advice).toEqual(two.advice);
});

it('is major where what was there before cannot be read', async () => {
  const { artifacts, store } = app;
  const name = asId<ModelName>('lost');
  const { artifact, runId } = await registerSampleModel(app, { seed: 12 });
  await store.models.register({
    ...{ name, task: 'binary', target: 'left', estimator: 'forest', runId, metrics: {} },
    artifact: asId('0'.repeat(64)),
  });
  const advice = await adviseVersion({ models: store.models, artifacts }, { name, artifact });
  expect(advice).toMatchObject({ level: 'major', comparedWith: 1 });
  expect(advice.reason).toMatch(/^Nobody can tell what callers of version 1 rely on: /);
});
