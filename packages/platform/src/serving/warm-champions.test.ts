import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asId, type ModelName } from '@kaizenml/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSampleApp, type SampleApp } from '../testing/sample-app.ts';
import { registerSampleModel } from '../testing/sample-model.ts';
import { warmChampions } from './warm-champions.ts';

let app: SampleApp;
beforeEach(async () => {
  app = await openSampleApp();
});
afterEach(() => app.dispose());

const artifactOf = async (name: string) => {
  const [version] = await app.store.models.versions(asId<ModelName>(name));
  if (version === undefined) throw new Error(`no version of ${name}`);
  return version.artifact;
};
const states = async (...names: string[]) => {
  const artifacts = await Promise.all(names.map(artifactOf));
  return artifacts.map((artifact) => app.pool.stateOf(artifact));
};

describe('warmChampions', () => {
  it('opens and tries what answers every endpoint; the protocol frees it and loads it again', async () => {
    await registerSampleModel(app, { name: 'other', seed: 9 });
    expect(await states('churn', 'other')).toEqual(['closed', 'closed']);
    await warmChampions(app, { limitMs: 60_000 });
    expect(await states('churn', 'other')).toEqual(['open', 'open']);
    expect(app.warmUp.isWarm(await artifactOf('churn'))).toBe(true);
    await app.inference.unloadModel('churn', { unloadDependents: false });
    expect(await states('churn', 'other')).toEqual(['closed', 'open']);
    const index = await app.inference.repositoryIndex({ ready: false });
    expect(Object.fromEntries(index.map(({ name, state }) => [name, state]))).toEqual({
      churn: 'UNAVAILABLE',
      other: 'READY',
    });
    await app.inference.loadModel('churn');
    expect(app.warmUp.isWarm(await artifactOf('churn'))).toBe(true);
  });

  it('goes on past a champion that cannot answer, and tells the log', async () => {
    await registerSampleModel(app, { name: 'bad', seed: 9 });
    const folder = await app.artifacts.pathOf(await artifactOf('bad'));
    await writeFile(join(folder, 'weights.bin'), 'x');
    const told: unknown[] = [];
    const log = {
      ...app.log,
      error: (message: string, more?: object) => void told.push({ message, ...more }),
    };
    await warmChampions({ ...app, log }, { limitMs: 60_000 });
    expect(await states('bad', 'churn')).toEqual(['closed', 'open']);
    expect(told).toMatchObject([
      { message: 'a champion cannot answer', endpoint: 'bad', code: 'ARTIFACT_DAMAGED' },
    ]);
  });

  it('leaves models closed that memory has no room for', async () => {
    app.pool.limitTo(1);
    await registerSampleModel(app, { name: 'other', seed: 9 });
    await warmChampions(app, { limitMs: 60_000 });
    expect((await states('churn', 'other')).sort()).toEqual(['closed', 'open']);
  });

  it('returns when its time is over, and ends what goes on when it is closed', async () => {
    const never = Promise.withResolvers<void>();
    const warming = await warmChampions(
      { ...app, targets: { warmUp: () => never.promise } },
      { limitMs: 1 },
    );
    expect(await states('churn')).toEqual(['closed']);
    never.resolve();
    await warming.close();
  });
});
