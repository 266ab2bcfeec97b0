import { asId, type ModelName } from '@kaizenml/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createModelResolver } from '../models/index.ts';
import { openSampleApp, type SampleApp } from '../testing/sample-app.ts';
import { registerSampleModel } from '../testing/sample-model.ts';
import { createTargets } from './targets.ts';

describe('targets', () => {
  let app: SampleApp;
  let nowMs = Date.parse('2026-01-01T00:00:00Z');
  const clock = { now: () => nowMs };
  beforeAll(async () => {
    app = await openSampleApp({ clock });
    await registerSampleModel(app, { seed: 8 });
    for (const { artifact } of await app.store.models.versions(asId<ModelName>('churn')))
      await app.warmUp.warm(artifact);
  });
  afterAll(() => app.dispose());

  const open = () => {
    const { store, answerers, warmUp, pool, log } = app;
    return createTargets({
      ...{ resolver: createModelResolver(store.models, clock), models: store.models, answerers },
      ...{ endpoints: store.endpoints, rollouts: store.rollouts, clock },
      ...{ warmUp, pool, log },
    });
  };

  it('knows at once what was asked for less than a second ago', async () => {
    const targets = open();
    expect(targets.find('churn')).toBeUndefined();
    const target = await targets.resolve('churn');
    expect(targets.find('churn')).toBe(target);
    expect(targets.find('churn/1')).toBeUndefined();
    nowMs += 999;
    expect(targets.find('churn')).toBe(target);
    nowMs += 1;
    expect(targets.find('churn')).toBeUndefined();
  });

  it('goes over to a warm version at once where this process moves an alias, after a second where another does', async () => {
    const targets = open();
    const name = asId<ModelName>('churn');
    await app.store.models.setAlias(name, 'champion', 1);
    expect((await targets.resolve('churn')).version.version).toBe(1);
    await app.store.models.setAlias(name, 'champion', 2);
    expect(targets.find('churn')?.version.version).toBe(1);
    targets.forget();
    expect(targets.find('churn')).toBeUndefined();
    expect((await targets.resolve('churn')).version.version).toBe(2);
    await app.store.models.setAlias(name, 'champion', 1);
    nowMs += 1000;
    expect((await targets.resolve('churn')).version.version).toBe(1);
    expect(targets.find('churn')?.version.version).toBe(1);
  });
});
