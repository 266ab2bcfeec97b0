import { asId, type ModelName } from '@kaizenml/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSqliteStore, type Store } from '../../storage/index.ts';
import { type TempHome, tempHome } from '../../testing/index.ts';
import type { ArtifactRoots } from './run-files.ts';
import { trackedRoots } from './tracked-roots.ts';

const reason = { by: 'person', who: null } as const;

describe('trackedRoots', () => {
  let temp: TempHome;
  let store: Store;
  let roots: ArtifactRoots;
  let experimentId = '';
  beforeAll(async () => {
    temp = await tempHome();
    store = await openSqliteStore(temp.home.databasePath);
    roots = trackedRoots(store);
    experimentId = (await store.tracking.experiments.create({ name: 'roots' })).id;
    await store.tracking.runs.create({
      ...{ experimentId, id: 'r1', name: 'r1', user: '', startedAtMs: 0, tags: {} },
    });
    await store.registry.createModel({ name: asId<ModelName>('churn') }, reason);
  });
  afterAll(async () => {
    await store.close();
    await temp[Symbol.asyncDispose]();
  });

  const version = async (source: string, location?: string) => {
    const made = await store.registry.createVersion(
      { name: asId<ModelName>('churn'), source, location },
      reason,
    );
    return roots.ofVersion('churn', String(made.version));
  };

  it('find the files of runs and logged models', async () => {
    expect(await roots.ofRun('r1')).toBe(`mlflow-artifacts:/${experimentId}/r1/artifacts`);
    const model = await store.tracking.models.create({
      ...{ experimentId, name: 'net', type: '', sourceRunId: 'r1', params: {}, tags: {} },
    });
    expect(await roots.ofModel(model.id)).toBe(model.artifactUri);
    await expect(roots.ofRun('r2')).rejects.toMatchObject({ code: 'RUN_NOT_FOUND' });
    await expect(roots.ofModel('m-2')).rejects.toMatchObject({ code: 'LOGGED_MODEL_NOT_FOUND' });
  });

  it('find the files of a version, through the run or version that its source names', async () => {
    const files = `mlflow-artifacts:/${experimentId}/r1/artifacts/model`;
    expect(await version(files)).toBe(files);
    expect(await version('runs:/r1/model')).toBe(files);
    expect(await version('models:/churn/1', files)).toBe(files);
    await expect(version('runs:/r2/model')).rejects.toMatchObject({ code: 'RUN_NOT_FOUND' });
    await expect(roots.ofVersion('churn', '99')).rejects.toMatchObject({
      code: 'MODEL_VERSION_NOT_FOUND',
    });
    await expect(roots.ofVersion('nobody', '1')).rejects.toMatchObject({
      code: 'MODEL_NOT_FOUND',
    });
    await expect(roots.ofVersion('churn', 'x')).rejects.toMatchObject({
      code: 'REQUEST_INVALID',
      message: "Model version must be an integer, got 'x'",
    });
  });
});
