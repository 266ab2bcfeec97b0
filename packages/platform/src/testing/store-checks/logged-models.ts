import assert from 'node:assert/strict';
import { readPages, refuses } from './asserts.ts';
import { AWKWARD_TEXT, upTo } from './examples.ts';
import { checksOf, type OpenStore, type StoreCheck } from './store-check.ts';
import { aPoint, aTrackedRun } from './tracked-examples.ts';

const MODEL = {
  ...{ experimentId: '0', name: 'forest', type: 'sklearn', sourceRunId: 'r1' },
  ...{ params: { depth: '3' }, tags: { team: AWKWARD_TEXT } },
};

/** What every store does with models that clients log. */
export function loggedModelChecks(open: OpenStore): readonly StoreCheck[] {
  return checksOf(open, 'logged models', {
    'give back what was said of them': async ({ store: { tracking } }) => {
      const made = await tracking.models.create(MODEL);
      assert.match(made.id, /^m-[0-9a-f]{32}$/);
      assert.equal(made.status, 'pending');
      assert.equal(made.artifactUri, `mlflow-artifacts:/0/models/${made.id}/artifacts`);
      assert.deepEqual(await tracking.models.find(made.id), made);
      const ready = await tracking.models.setStatus(made.id, 'ready');
      assert.deepEqual(ready, { ...made, status: 'ready', changedAtMs: ready.changedAtMs });
      await tracking.models.setTags(made.id, { team: null, a: 'b', never: null });
      await tracking.models.addParams(made.id, { depth: '3', more: '4' });
      const found = await tracking.models.find(made.id);
      assert.deepEqual(found?.tags, { a: 'b' });
      assert.deepEqual(found?.params, { depth: '3', more: '4' });
      await refuses(tracking.models.addParams(made.id, { more: '5' }), {
        code: 'PARAM_CHANGED',
        message: /^Param "more" of logged model "m-.*" must stay "4", got "5"\.$/,
        details: { id: made.id, key: 'more', value: '4', given: '5' },
      });
    },
    'have the metrics that runs logged of them': async ({ store: { tracking } }) => {
      const { id: modelId } = await tracking.models.create(MODEL);
      const { id: runId } = await tracking.runs.create(aTrackedRun());
      const dataset = { name: 'test', digest: '1' };
      const points = [
        aPoint(1, { modelId }),
        aPoint(0, { modelId }),
        aPoint(0, { modelId, dataset }),
      ];
      await tracking.runs.log(runId, { metrics: [...points, aPoint(5)] });
      assert.deepEqual((await tracking.models.find(modelId))?.metrics, [
        { ...points[0], runId },
        { ...points[2], runId },
      ]);
    },
    'are refused where there is none': async ({ store: { tracking } }) => {
      const { id } = await tracking.models.create(MODEL);
      await tracking.models.delete(id);
      assert.equal(await tracking.models.find(id), undefined);
      for (const attempt of [
        tracking.models.setStatus(id, 'ready'),
        tracking.models.setTags(id, {}),
        tracking.models.addParams(id, {}),
        tracking.models.delete(id),
      ])
        await refuses(attempt, {
          code: 'LOGGED_MODEL_NOT_FOUND',
          message: /^Logged model "m-.*" does not exist\.$/,
          details: { id },
        });
    },
    'are searched by what they hold, in pages': async ({ store: { tracking } }) => {
      const { id: run } = await tracking.runs.create(aTrackedRun());
      const ids: string[] = [];
      for (const i of upTo(7)) {
        const { id } = await tracking.models.create({ ...MODEL, name: `model-${i}` });
        ids.push(id);
        const metrics = [aPoint(i, { key: 'auc', value: (i * 3) % 7, modelId: id })];
        if (i !== 4) await tracking.runs.log(run, { metrics });
      }
      const auc = { of: 'metric', key: 'auc' } as const;
      const search = {
        experimentIds: ['0'],
        datasets: [],
        orders: [{ field: auc, isDescending: true }],
      };
      const sorted = upTo(7)
        .filter((i) => i !== 4)
        .sort((a, b) => ((b * 3) % 7) - ((a * 3) % 7));
      for (const limit of [1, 3, 50]) {
        const found = await readPages((page) => tracking.models.search(search, page), limit);
        assert.deepEqual(
          found.map(({ id }) => id),
          [...sorted, 4].map((i) => ids[i]),
        );
      }
      const condition = {
        kind: 'all',
        of: [
          { kind: 'compare', field: auc, by: '>', value: 2 },
          {
            kind: 'like',
            field: { of: 'attribute', key: 'name' },
            pattern: 'MODEL-_',
            isCaseless: true,
            isNegated: false,
          },
        ],
      } as const;
      const { items } = await tracking.models.search({ ...search, condition }, { limit: 50 });
      assert.deepEqual(
        items.map(({ metrics }) => metrics[0]?.value),
        [6, 4, 3],
      );
      const datasets = [{ name: 'nowhere' }];
      const none = await tracking.models.search({ ...search, condition, datasets }, { limit: 50 });
      assert.deepEqual(none.items, []);
    },
  });
}
