import { asId, type ModelName } from '@kaizenml/contracts';
import type { InputOf, Operations } from '@kaizenml/contracts/operations';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSampleApp, type SampleApp } from '../../testing/sample-app.ts';
import { registerSampleModel } from '../../testing/sample-model.ts';

let app: SampleApp;
beforeAll(async () => {
  app = await openSampleApp();
  for (const seed of [7, 8, 9]) await registerSampleModel(app, { seed, nTrees: 3 });
  await app.store.models.setAlias(asId<ModelName>('churn'), 'champion', 1);
});
afterAll(() => app.dispose());

type Asked = InputOf<Operations['rollouts']['start']>;

const start = (asked: Partial<Asked>) =>
  app.handlers.rollouts.start({
    ...{ endpoint: 'churn', strategy: 'bandit', stepSeconds: 60, stepRequests: 100, labels: 0 },
    ...{ level: 0.05, errorMargin: 0.01, latencyFactor: 1.5, answersMove: 0.2, ...asked },
  });

describe('a bandit begins', () => {
  it('with equal shares of the versions that are named, and goes where a person says', async () => {
    const { id, arms, bandit, steps } = await start({ arms: '2,3', metric: 'revenue' });
    expect(arms.map(({ version, share }) => [version, share])).toEqual([
      [1, 1 / 3],
      [2, 1 / 3],
      [3, 1 / 3],
    ]);
    expect(steps).toEqual([]);
    expect(bandit).toMatchObject({ floor: 0.02, maxShare: 0.9, promotes: false, context: [] });
    const { handlers } = app;
    expect((await handlers.rollouts.pause({ id })).status).toBe('paused');
    await expect(handlers.rollouts.promote({ id, to: 7 })).rejects.toMatchObject({
      code: 'ARGUMENT_INVALID',
      message: '`to` must be a version that the rollout may lead to, got 7.',
      details: { to: 7, versions: [2, 3] },
    });
    const promoted = await handlers.rollouts.promote({ id, to: 3 });
    expect(promoted).toMatchObject({ status: 'promoted', from: 1, to: 3 });
    expect((await app.store.models.find(asId('churn')))?.aliases.champion).toBe(3);
    await app.store.models.setAlias(asId<ModelName>('churn'), 'champion', 1);
  });

  it('by the columns that a model reads, where what a request says is to decide', async () => {
    const { id, bandit } = await start({ to: 2, strategy: 'contextual-bandit' });
    expect(bandit?.context).toEqual(['months', 'plan', 'calls']);
    expect((await app.handlers.rollouts.rollback({ id })).status).toBe('rolled-back');
  });

  it.each([
    [{ arms: '2,2' }, '`arms` must be 7 different versions at most, got "2,2".'],
    [{ arms: '2,3', to: 2 }, '`to` must be left out where `arms` has the versions, got both.'],
    [
      { strategy: 'canary', floor: 0.1 },
      '`floor` must be left out for "canary": it is told to bandits.',
    ],
    [
      { context: 'plan' },
      '`context` must be left out for "bandit": a "contextual-bandit" reads it.',
    ],
    [
      { strategy: 'contextual-bandit', promote: true },
      '`promote` must be left out for "contextual-bandit": which version is best depends on the request.',
    ],
    [
      { to: 2, maxShare: 0.4 },
      '`floor` must be at most 1/2 and `maxShare` at least that, with 2 versions, got 0.02 and 0.4.',
    ],
    [
      { steps: '5%' },
      'The steps of a rollout must be left out where a bandit moves the shares, in "5%".',
    ],
  ] as const)('not with %j', async (asked, message) => {
    await expect(start(asked)).rejects.toMatchObject({ code: 'ARGUMENT_INVALID', message });
  });

  it('not by a column that the model does not read, or that the log does not keep', async () => {
    const contextual = { to: 2, strategy: 'contextual-bandit' } as const;
    await expect(start({ ...contextual, context: 'age' })).rejects.toMatchObject({
      code: 'COLUMN_UNKNOWN',
      message: '`context` must be columns that the model reads, got "age".',
    });
    const settings = await app.handlers.endpoints.show({ name: 'churn' });
    await app.store.endpoints.put(asId('churn'), {
      ...settings.settings,
      log: { ...settings.settings.log, redact: { plan: 'drop' } },
    });
    await expect(start({ ...contextual, context: 'plan' })).rejects.toMatchObject({
      code: 'ARGUMENT_INVALID',
      message:
        'The context of a bandit must be columns that the log keeps, got "plan", which the endpoint redacts.',
    });
  });
});
