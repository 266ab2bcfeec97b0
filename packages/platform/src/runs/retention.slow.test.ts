import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { type ArtifactHash, asId, type ExperimentName, type ModelName } from '@kaizenml/contracts';
import { OPERATIONS } from '@kaizenml/contracts/operations';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSampleApp, type SampleApp } from '../testing/sample-app.ts';

const NET = asId<ModelName>('net');
const WHY = { by: 'person', who: 'ada' } as const;
const DAY_MS = 86_400_000;

let app: SampleApp;
let nowMs = 1_700_000_000_000;
beforeAll(async () => {
  app = await openSampleApp({ clock: { now: () => nowMs } });
});
afterAll(() => app.dispose());

const onDisk = async () => new Set(await readdir(join(app.home, 'artifacts')));
const put = async (text: string) =>
  (await app.artifacts.putFolder({ 'manifest.json': text, 'deep/weights': 'w' })).hash;

/** A run of ours that names artifacts and registers the first of them as a version. */
async function train(...hashes: readonly [ArtifactHash, ...ArtifactHash[]]) {
  const { runs, models } = app.store;
  const experiment = asId<ExperimentName>('nets');
  const runId = await runs.start({ experiment, name: 'net', params: {}, pid: process.pid });
  for (const [i, hash] of hashes.entries())
    await runs.addArtifact(runId, { name: `a${i}`, hash, sizeBytes: 1 });
  await runs.finish(runId, { status: 'finished' });
  const about = { name: NET, task: 'binary', target: 'y', estimator: 'ridge' } as const;
  await models.register({ ...about, runId, artifact: hashes[0], metrics: {} });
  return runId;
}

/** Says what would happen, then does it, and both say the same. */
async function retainRuns(more: object = {}) {
  const asked = OPERATIONS.runs.retain.input.parse({ olderThan: '1d', ...more });
  const told = await app.handlers.runs.retain({ ...asked, dryRun: true });
  expect(OPERATIONS.runs.retain.output.parse(told)).toEqual(told);
  expect(await app.handlers.runs.retain(asked)).toEqual({ ...told, dryRun: false });
  return told;
}

describe('deletion', () => {
  it('of versions with their runs leaves nothing of them on the disk but what others need', async () => {
    const [shared, ...own] = [await put('shared'), await put('1'), await put('2'), await put('3')];
    const runs = [];
    for (const hash of own) runs.push(await train(hash, shared));
    const before = await onDisk();
    const asked = OPERATIONS.models.retain.input.parse({ name: NET, keepLast: 1 });
    const alone = await app.handlers.models.retain({ ...asked, dryRun: true });
    expect(alone.artifacts).toEqual({
      ...{ nArtifacts: 0, nFiles: 0, freedBytes: 0 },
      left: [
        { artifact: own[0], sizeBytes: 2, why: [`run ${runs[0]}`] },
        { artifact: own[1], sizeBytes: 2, why: [`run ${runs[1]}`] },
      ].sort((a, b) => (String(a.artifact) < String(b.artifact) ? -1 : 1)),
    });
    const told = await app.handlers.models.retain({ ...asked, withRuns: true, dryRun: true });
    expect(OPERATIONS.models.retain.output.parse(told)).toEqual(told);
    expect(told).toMatchObject({
      ...{ removed: [{ version: 2 }, { version: 1 }], kept: [{ version: 3, why: ['newest'] }] },
      runs: [{ id: runs[1] }, { id: runs[0] }],
      artifacts: { nArtifacts: 2, nFiles: 4, freedBytes: 4 },
    });
    expect(told.artifacts.left).toEqual([
      { artifact: shared, sizeBytes: 7, why: [`run ${runs[2]}`] },
    ]);
    expect(await onDisk()).toEqual(before);
    const done = await app.handlers.models.retain({ ...asked, withRuns: true });
    expect(done).toEqual({ ...told, dryRun: false });
    const after = await onDisk();
    const gone = [...before].filter((each) => !after.has(each)).sort();
    expect(gone).toEqual(own.slice(0, 2).sort());
    await expect(app.handlers.runs.show({ id: String(runs[0]) })).rejects.toMatchObject({
      code: 'RUN_NOT_FOUND',
    });
    const entries = await app.store.audit.list({ limit: 9 });
    expect(entries.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['artifacts.remove', 'run.purge', 'version.delete']),
    );
  });

  it('waits while a run is under way, and the next sweep takes what waited', async () => {
    const hash = await put('waits');
    const id = await train(hash);
    await app.store.registry.deleteVersion({ name: NET, version: 4 }, WHY);
    const experiment = asId<ExperimentName>('nets');
    const other = await app.store.runs.start({
      ...{ experiment, name: 'busy', params: {}, pid: process.pid },
    });
    await app.handlers.runs.delete({ id });
    const purge = OPERATIONS.runs.purge.input.parse({ id });
    const why = [`run ${other} is under way`];
    const left = [{ artifact: hash, sizeBytes: 6, why }];
    expect((await app.handlers.runs.purge({ ...purge, dryRun: true })).artifacts.left).toEqual(
      left,
    );
    expect((await app.handlers.runs.purge(purge)).artifacts.left).toEqual(left);
    expect(await app.artifacts.verify(hash)).toBe(true);
    await app.store.runs.finish(other, { status: 'finished' });
    expect(await retainRuns()).toMatchObject({ runs: [] });
    expect(await app.artifacts.verify(hash)).toBe(false);
  });
});

describe('retention of what was deleted', () => {
  it('takes runs, models, experiments, steps and their bytes, and says what stays and why', async () => {
    const { tracking, registry, stepCache } = app.store;
    const { id: experimentId } = await tracking.experiments.create({ name: 'theirs' });
    const make = async (id: string) => {
      await tracking.runs.create({
        ...{ experimentId, id, name: id, user: '', startedAtMs: 0, tags: {} },
      });
      const path = `${experimentId}/${id}/artifacts`;
      await app.trees.write(`${path}/own`, Readable.from([Buffer.from(id)]));
      await app.trees.write(`${path}/same`, Readable.from([Buffer.from('same')]));
    };
    for (const id of ['old', 'named', 'young']) await make(id);
    const source = `mlflow-artifacts:/${experimentId}/named/artifacts/model`;
    await registry.createVersion({ name: NET, source }, WHY);
    const model = await tracking.models.create({
      ...{ experimentId, name: 'm', type: '', sourceRunId: null, params: {}, tags: {} },
    });
    await app.trees.write(
      `${experimentId}/models/${model.id}/artifacts/w`,
      Readable.from([Buffer.from('weights')]),
    );
    const step = await put('step');
    const finishedAt = new Date(nowMs).toISOString();
    await stepCache.put({ key: 'k', step: 'fit', output: step, finishedAt, durationMs: 1 });
    for (const id of ['old', 'named']) await tracking.runs.setLifecycle(id, 'deleted');
    await tracking.models.delete(model.id);
    nowMs += 2 * DAY_MS;
    await tracking.runs.setLifecycle('young', 'deleted');
    const first = await retainRuns();
    expect(first).toMatchObject({
      runs: [{ id: 'old', nFiles: 2, sizeBytes: 7, leftAt: null }],
      models: [{ id: model.id, nFiles: 1, sizeBytes: 7 }],
      freedBytes: 10,
      ...{ experiments: [], nSteps: 1, artifacts: { nArtifacts: 1, freedBytes: 5, left: [] } },
      kept: [{ id: 'named', name: 'named', why: [expect.stringMatching(/^model net\/\d$/)] }],
    });
    expect(await app.artifacts.verify(step)).toBe(false);
    await tracking.experiments.setLifecycle(experimentId, 'deleted');
    nowMs += 2 * DAY_MS;
    await registry.deleteModel(NET, WHY);
    const second = await retainRuns({ experiment: 'theirs' });
    expect(second.experiments).toEqual([{ id: experimentId, name: 'theirs' }]);
    expect(second.runs.map(({ id }) => id)).toEqual(['named', 'young']);
    expect(second).toMatchObject({ kept: [], nSteps: 0, freedBytes: 14 });
    expect((await app.trees.list('', { limit: 9 })).items).toEqual([]);
    await expect(retainRuns({ experiment: 'theirs' })).rejects.toMatchObject({
      code: 'EXPERIMENT_NOT_FOUND',
      message: 'Experiment "theirs" does not exist.',
    });
  });

  it('touches no artifact that no deletion of this store let go', async () => {
    const hash = await put('of another store');
    nowMs += 400 * DAY_MS;
    await retainRuns();
    expect(await app.artifacts.verify(hash)).toBe(true);
  });
});
