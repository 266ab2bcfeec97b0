import assert from 'node:assert/strict';
import { type ArtifactHash, asId, type ModelName } from '@kaizenml/contracts';
import type { ReleasedArtifact } from '../../artifacts/released/store.ts';
import { verifyTrail } from '../../audit/index.ts';
import type { Store } from '../../storage/store.ts';
import { aDataset, aModel, aRun, hash, upTo } from './examples.ts';
import { checksOf, type OpenStore, type StoreCheck } from './store-check.ts';

const NAME = asId<ModelName>('penguins-species');
const WHY = { by: 'person', who: 'ada', why: 'old' } as const;
const a = (number: number) => hash<ArtifactHash>(number);

/** Settles what was let go, as if every artifact were one file of 10 bytes. */
async function settle(store: Store, only?: readonly ArtifactHash[]) {
  const taken: ReleasedArtifact[] = [];
  const settled = await store.releasedArtifacts.settle({
    only,
    take: async (released) => {
      taken.push(...released);
      return released.map((each) => ({ hash: each.hash, nFiles: 1, sizeBytes: 10 }));
    },
  });
  return { ...settled, taken };
}

async function aFinishedRun(store: Store, ...hashes: readonly ArtifactHash[]) {
  const id = await store.runs.start(aRun());
  for (const [i, each] of hashes.entries())
    await store.runs.addArtifact(id, { name: `a${i}`, hash: each, sizeBytes: 10 });
  await store.runs.finish(id, { status: 'finished' });
  return id;
}

async function purge({ tracking }: Store, id: string): Promise<void> {
  await tracking.runs.setLifecycle(id, 'deleted');
  await tracking.runs.purge(id, WHY);
}

/** What every store does with artifacts that deletions let go. */
export function releasedArtifactChecks(open: OpenStore): readonly StoreCheck[] {
  return checksOf(open, 'artifacts that were let go', {
    'go once nothing holds them, each with its place in the trail': async ({ store, again }) => {
      const run = await aFinishedRun(store, a(1), a(2));
      for (const _ of upTo(2)) await store.models.register(aModel({ artifact: a(1), runId: run }));
      await store.registry.deleteVersion({ name: NAME, version: 1 }, WHY);
      const first = await settle(store);
      assert.deepEqual([...first.left], [[a(1), [`model ${NAME}/2`, `run ${run}`]]]);
      assert.deepEqual([first.taken, first.freed], [[], []]);
      assert.deepEqual((await settle(store)).left, new Map());
      await store.registry.deleteModel(NAME, WHY);
      assert.deepEqual([...(await settle(store)).left], [[a(1), [`run ${run}`]]]);
      await purge(store, run);
      const other = await again();
      const last = await settle(other);
      assert.deepEqual(
        last.taken.map((each) => each.hash),
        [a(1), a(2)],
      );
      assert.deepEqual((await settle(store)).taken, []);
      const [removed, purged] = await store.audit.list({ name: run, limit: 9 });
      assert.deepEqual(
        [removed?.action, removed?.who, removed?.why, JSON.parse(removed?.from ?? '')],
        [
          ...['artifacts.remove', 'ada', 'old'],
          [a(1), a(2)].map((each) => ({ hash: each, nFiles: 1, sizeBytes: 10 })),
        ],
      );
      assert.deepEqual(
        [purged?.action, JSON.parse(purged?.from ?? '')],
        ['run.purge', { name: aRun().name, artifacts: [a(1), a(2)] }],
      );
      assert.deepEqual((await verifyTrail(store.audit)).problems, []);
    },
    'stay while a graph asks them, a dataset has them, or a step gave them': async ({ store }) => {
      const run = await aFinishedRun(store, a(3), a(4), a(5));
      await store.models.register(aModel({ artifact: a(3), runId: run }));
      const graph = await aFinishedRun(store);
      const whole = asId<ModelName>('pricing');
      await store.models.register(aModel({ name: whole, artifact: a(9), runId: graph }));
      await store.lineage.add([
        { from: `artifact:${a(3)}`, to: `model:${NAME}/1`, role: 'registered-as' },
        { from: `model:${NAME}/1`, to: `run:${graph}`, role: 'asked-by' },
      ]);
      await store.datasets.add(aDataset(1, { artifact: a(4) }));
      const finishedAt = '2026-01-01T00:00:00.000Z';
      const step = { key: 'k', step: 'fit', output: a(5), finishedAt, durationMs: 1 };
      await store.stepCache.put(step);
      const doomed = { versions: [{ name: NAME, version: 1 }], runs: [run] };
      const hashes = [a(3), a(4), a(5), a(6)];
      const foreseen = await store.releasedArtifacts.holdersOf(hashes, doomed);
      await store.registry.deleteVersion({ name: NAME, version: 1 }, WHY);
      await purge(store, run);
      const { left, taken } = await settle(store);
      assert.deepEqual(taken, []);
      assert.deepEqual(
        [...left].sort(),
        [
          [a(3), ['graph pricing/1']],
          [a(4), ['dataset penguins@1']],
          [a(5), ['step fit']],
        ].sort(),
      );
      assert.deepEqual(foreseen, left);
      const later = '2026-01-01T00:00:00.001Z';
      assert.deepEqual(await store.stepCache.before(finishedAt), []);
      assert.deepEqual(await store.stepCache.before(later), [a(5)]);
      assert.deepEqual(
        await store.releasedArtifacts.holdersOf([a(5)], { stepsBefore: later }),
        new Map(),
      );
      await store.stepCache.forgetBefore(later, WHY);
      assert.equal(await store.stepCache.find('k'), undefined);
      assert.deepEqual((await settle(store)).taken, [{ hash: a(5), name: 'steps', part: '' }]);
    },
    'wait while a run is under way, which may be about to name them': async ({ store }) => {
      await store.models.register(aModel({ artifact: a(7) }));
      await store.registry.deleteVersion({ name: NAME, version: 1 }, WHY);
      const running = await store.runs.start(aRun());
      const theirs = { experimentId: '0', name: 'n', user: 'u', startedAtMs: 0, tags: {} };
      await store.tracking.runs.create(theirs);
      const underWay = [`run ${running} is under way`];
      assert.deepEqual(await store.releasedArtifacts.underWay(), underWay);
      assert.deepEqual([...(await settle(store)).left], [[a(7), underWay]]);
      await store.runs.finish(running, { status: 'finished' });
      assert.deepEqual((await settle(store, [a(8)])).taken, []);
      assert.deepEqual((await settle(store)).taken, [{ hash: a(7), name: NAME, part: '/1' }]);
    },
    'stay marked where their bytes could not be taken, and are taken once by two processes':
      async ({ store, again }) => {
        for (const i of upTo(20)) await store.models.register(aModel({ artifact: a(100 + i) }));
        await store.registry.deleteModel(NAME, WHY);
        const take = () => Promise.reject(new Error('the disk is away'));
        await assert.rejects(store.releasedArtifacts.settle({ take }), /the disk is away/);
        const other = await again();
        const both = await Promise.all([settle(store), settle(other), settle(store)]);
        assert.equal(both.flatMap(({ taken }) => taken).length, 20);
      },
    'are never those that somebody names at the same moment': async ({ store, again }) => {
      const other = await again();
      for (const i of upTo(10)) {
        await store.models.register(aModel({ artifact: a(i) }));
        const { version = 0 } = (await store.models.versions(NAME))[0] ?? {};
        await store.registry.deleteVersion({ name: NAME, version }, WHY);
        const [settled] = await Promise.all([
          settle(store),
          other.models.register(aModel({ artifact: a(i) })),
        ]);
        const [entry] = await store.audit.list({ name: NAME, limit: 1 });
        if (entry?.action === 'artifacts.remove') assert.equal(settled.left.size, 0);
        else assert.equal(entry?.action, 'version.create');
        assert.equal(settled.taken.length + settled.left.size, 1);
      }
    },
  });
}

/** What every store does with runs, models and experiments that were deleted. */
export function trashChecks(open: OpenStore): readonly StoreCheck[] {
  return checksOf(open, 'the trash', {
    'lists what was deleted before an instant, until it is purged': async ({ store }) => {
      const { tracking } = store;
      const { id: experimentId } = await tracking.experiments.create({ name: 'e' });
      const { id: other } = await tracking.experiments.create({ name: 'other' });
      const about = { experimentId, name: 'n', user: 'u', startedAtMs: 0, tags: {} };
      for (const id of ['gone', 'stays', 'elsewhere'])
        await tracking.runs.create({
          ...{ ...about, id },
          ...(id === 'elsewhere' ? { experimentId: other } : {}),
        });
      const model = await tracking.models.create({
        ...{ ...about, type: '', sourceRunId: 'gone', params: {} },
      });
      const later = Number.MAX_SAFE_INTEGER;
      const namesIn = async (choice: { beforeMs: number; experimentId?: string }) => {
        const listed = await tracking.trash.list({ limit: 9, ...choice });
        return Object.values(listed).map((each) => each.map(({ id }) => id));
      };
      assert.deepEqual(await namesIn({ beforeMs: later }), [[], [], []]);
      for (const id of ['gone', 'elsewhere']) await tracking.runs.setLifecycle(id, 'deleted');
      await tracking.models.delete(model.id);
      assert.deepEqual(await namesIn({ beforeMs: 0 }), [[], [], []]);
      assert.deepEqual(await namesIn({ beforeMs: later }), [['gone', 'elsewhere'], [model.id], []]);
      assert.deepEqual(await namesIn({ beforeMs: later, experimentId: other }), [
        ['elsewhere'],
        [],
        [],
      ]);
      await tracking.experiments.setLifecycle(experimentId, 'deleted');
      assert.deepEqual(await namesIn({ beforeMs: later, experimentId }), [
        ['gone', 'stays'],
        [model.id],
        [experimentId],
      ]);
      assert.deepEqual(await tracking.trash.modelsOf('gone'), [
        { id: model.id, name: 'n', artifactUri: model.artifactUri },
      ]);
      for (const id of ['gone', 'stays']) {
        assert.equal(await tracking.trash.purgeExperiment(experimentId, WHY), false);
        await tracking.runs.purge(id, WHY);
      }
      assert.equal(await tracking.trash.purgeExperiment(experimentId, WHY), false);
      await tracking.trash.purgeModel(model.id, { ...WHY, gone: { nFiles: 2 } });
      assert.equal(await tracking.trash.purgeExperiment(experimentId, WHY), true);
      assert.equal(await tracking.experiments.find(experimentId), undefined);
      assert.equal((await tracking.experiments.create({ name: 'e' })).name, 'e');
      const actions = (await store.audit.list({ limit: 9 })).map(
        ({ action, name, from }) => `${action} ${name} ${from}`,
      );
      assert.deepEqual(actions.slice(0, 2), [
        `experiment.purge e {"id":"${experimentId}"}`,
        `logged-model.purge ${model.id} {"name":"n","nFiles":2}`,
      ]);
      await assert.rejects(tracking.trash.purgeExperiment(other), { code: 'EXPERIMENT_STATE' });
      await assert.rejects(tracking.trash.purgeModel(model.id), { code: 'LOGGED_MODEL_NOT_FOUND' });
    },
  });
}
