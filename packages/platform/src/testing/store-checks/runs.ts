import assert from 'node:assert/strict';
import { type ArtifactHash, asId, type ExperimentName, type Finding } from '@kaizenml/contracts';
import type { RunStore, StepRow } from '../../runs/store.ts';
import { refuses } from './asserts.ts';
import { AWKWARD_TEXT, aRun, estimate, HUGE_NUMBER, hash, NO_RUN, upTo } from './examples.ts';
import { checksOf, type OpenStore, type StoreCheck } from './store-check.ts';

const AT = '2026-01-02T03:04:05.678Z';

const FINDING: Finding = {
  code: 'TARGET_LEAK',
  severity: 'error',
  message: `Column "${AWKWARD_TEXT}" nearly equals the target.`,
  hint: 'Leave it out.',
  column: AWKWARD_TEXT,
  details: { share: 0.999, columns: ['a', null], nested: { deep: true } },
};

/** What every store does with one run. */
export function runChecks(open: OpenStore): readonly StoreCheck[] {
  return checksOf(open, 'runs', {
    'give back everything that was logged, in the order in which it was': async ({
      store: { runs },
    }) => {
      const id = await runs.start(aRun({ params: { z: 1, a: 'x' }, tags: { by: 'hand' } }));
      await runs.logParams(id, { a: AWKWARD_TEXT, huge: HUGE_NUMBER, no: false });
      await runs.logTags(id, { [AWKWARD_TEXT]: AWKWARD_TEXT });
      await runs.logMetrics(id, { rmse: { value: 1 / 3, low: -HUGE_NUMBER, high: 5e-324 } });
      await runs.logMetrics(id, { auc: estimate(0), rmse: estimate(0.5) });
      await runs.addFindings(id, [FINDING, { ...FINDING, severity: 'info' }]);
      await runs.addArtifact(id, { name: 'report.html', hash: hash(1), sizeBytes: 2 ** 45 });
      const run = await runs.find(id);
      assert.deepEqual(run, {
        id,
        experiment: 'penguins-species',
        name: 'penguins · species',
        status: 'running',
        startedAt: run?.startedAt,
        endedAt: null,
        params: { z: 1, a: AWKWARD_TEXT, huge: HUGE_NUMBER, no: false },
        tags: { by: 'hand', [AWKWARD_TEXT]: AWKWARD_TEXT },
        metrics: { rmse: estimate(0.5), auc: estimate(0) },
        artifacts: [{ name: 'report.html', hash: hash(1), sizeBytes: 2 ** 45 }],
        steps: [],
        findings: [FINDING, { ...FINDING, severity: 'info' }],
        error: null,
      });
      assert.deepEqual(Object.keys(run?.params ?? {}), ['z', 'a', 'huge', 'no']);
      assert.deepEqual(Object.keys(run?.metrics ?? {}), ['rmse', 'auc']);
    },
    'keep a step in its place when it is logged again': async ({ store: { runs } }) => {
      const id = await runs.start(aRun());
      const read: StepRow = { name: 'read', status: 'running', startedAt: AT, durationMs: null };
      const fit: StepRow = { name: 'fit', status: 'reused', startedAt: AT, durationMs: 0 };
      await runs.logStep(id, read);
      await runs.logStep(id, fit);
      await runs.logStep(id, { ...read, status: 'finished', durationMs: 12.5 });
      const run = await runs.find(id);
      assert.deepEqual(run?.steps, [{ ...read, status: 'finished', durationMs: 12.5 }, fit]);
    },
    'take large amounts at once': async ({ store: { runs } }) => {
      const id = await runs.start(aRun());
      const long = 'ß'.repeat(1_000_000);
      const metrics = Object.fromEntries(upTo(2500).map((i) => [`m${i}`, estimate(i)]));
      await runs.logMetrics(id, metrics);
      await runs.logParams(id, { long });
      const run = await runs.find(id);
      assert.equal(run?.params.long, long);
      assert.deepEqual(run?.metrics, metrics);
    },
    'end once, as finished or failed': async ({ store: { runs } }) => {
      const good = await runs.start(aRun());
      await runs.finish(good, { status: 'finished' });
      const finished = await runs.find(good);
      assert.equal(finished?.status, 'finished');
      assert.equal(finished?.error, null);
      assert.ok((finished?.endedAt ?? '') >= (finished?.startedAt ?? 'z'));
      const bad = await runs.start(aRun());
      await runs.finish(bad, { status: 'failed', error: AWKWARD_TEXT });
      const failed = await runs.find(bad);
      assert.equal(failed?.status, 'failed');
      assert.equal(failed?.error, AWKWARD_TEXT);
    },
    'refuse to end twice, whoever tries, and stay as they ended': async ({ store, again }) => {
      const other = await again();
      const id = await store.runs.start(aRun());
      const ends = await Promise.allSettled([
        store.runs.finish(id, { status: 'finished' }),
        other.runs.finish(id, { status: 'finished' }),
      ]);
      assert.equal(ends.filter(({ status }) => status === 'fulfilled').length, 1);
      const ended = await store.runs.find(id);
      await refuses(store.runs.finish(id, { status: 'failed', error: 'no' }), {
        code: 'RUN_FINISHED',
        message: /^Run ".*" must be running to be ended, got status "finished" since /,
        details: { id, status: 'finished', endedAt: ended?.endedAt },
      });
      assert.deepEqual(await store.runs.find(id), ended);
    },
    'refuse what is logged for a run that does not exist': async ({ store: { runs } }) => {
      const artifact = { name: 'a', hash: hash<ArtifactHash>(1), sizeBytes: 1 };
      const step: StepRow = { name: 's', status: 'running', startedAt: AT, durationMs: null };
      const attempts: ((runs: RunStore) => Promise<void>)[] = [
        (r) => r.logParams(NO_RUN, { a: 1 }),
        (r) => r.logMetrics(NO_RUN, { a: estimate(1) }),
        (r) => r.logTags(NO_RUN, { a: 'b' }),
        (r) => r.logStep(NO_RUN, step),
        (r) => r.addFindings(NO_RUN, [FINDING]),
        (r) => r.addArtifact(NO_RUN, artifact),
        (r) => r.finish(NO_RUN, { status: 'finished' }),
      ];
      for (const attempt of attempts)
        await refuses(attempt(runs), {
          code: 'RUN_NOT_FOUND',
          message: /^Run "01JD0+" does not exist\.$/,
          details: { id: NO_RUN },
        });
    },
    'refuse numbers that JSON does not have, and keep nothing of the call': async ({
      store: { runs },
    }) => {
      const id = await runs.start(aRun());
      for (const value of [Number.NaN, Number.POSITIVE_INFINITY])
        await refuses(runs.logMetrics(id, { good: estimate(1), auc: estimate(value) }), {
          code: 'ARGUMENT_INVALID',
          message: /^Metric "auc" must be a finite number, got (NaN|Infinity)\.$/,
          details: { subject: 'Metric "auc"', value: String(value) },
        });
      await refuses(runs.logParams(id, { c: Number.NaN }), {
        code: 'ARGUMENT_INVALID',
        message: /^Param "c" must be a finite number, got NaN\.$/,
        details: { subject: 'Param "c"', value: 'NaN' },
      });
      assert.deepEqual((await runs.find(id))?.metrics, {});
    },
    'are shown as killed when their process is gone': async ({ store: { runs } }) => {
      const alive = await runs.start(aRun());
      const dead = await runs.start(aRun({ pid: 2 ** 30 }));
      assert.equal((await runs.find(alive))?.status, 'running');
      assert.equal((await runs.find(dead))?.status, 'killed');
      const killed = await runs.list({ status: 'killed' }, { limit: 10 });
      assert.deepEqual(
        killed.items.map(({ id, status }) => [id, status]),
        [[dead, 'killed']],
      );
      const running = await runs.list({ status: 'running' }, { limit: 10 });
      assert.deepEqual(
        running.items.map(({ id }) => id),
        [alive],
      );
    },
    'are found by id and by a prefix that only one has': async ({ store: { runs } }) => {
      const id = await runs.start(aRun({ experiment: asId<ExperimentName>('a') }));
      assert.equal((await runs.find(id.slice(0, 6)))?.id, id);
      assert.equal((await runs.find(id.slice(0, 10).toLowerCase()))?.id, id);
      assert.equal(await runs.find(id.slice(0, 5)), undefined);
      assert.equal(await runs.find(`${id}0`), undefined);
      assert.equal(await runs.find('%%%%%%'), undefined);
      const other = await runs.start(aRun());
      assert.equal(await runs.find(id.slice(0, 6)), undefined);
      assert.equal((await runs.find(other))?.id, other);
    },
  });
}
