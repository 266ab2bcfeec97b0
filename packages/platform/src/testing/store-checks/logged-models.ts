import assert from 'node:assert/strict';
import { parseLoggedModelFilter, parseOrderBy } from '../../filters/index.ts';
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
        () => tracking.models.setStatus(id, 'ready'),
        () => tracking.models.setTags(id, {}),
        () => tracking.models.addParams(id, {}),
        () => tracking.models.delete(id),
      ])
        await refuses(attempt(), {
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
    'are found by what they are, and by what was measured on which table': async ({
      store: { tracking },
    }) => {
      const make = async (changes: object) =>
        (await tracking.models.create({ ...MODEL, params: {}, tags: {}, type: '', ...changes })).id;
      const a = await make({ name: 'a', params: { p: '1' }, tags: { t: 'x' } });
      const b = await make({ name: 'b', type: 'agent', sourceRunId: null });
      const c = await make({ name: 'c' });
      const gone = await make({ name: 'gone' });
      await tracking.models.delete(gone);
      await tracking.models.setStatus(b, 'upload-failed');
      const { id: run } = await tracking.runs.create(aTrackedRun());
      const measured = (modelId: string, value: number, on?: string, atMs = 1) => ({
        ...{ key: 'acc', value, atMs, step: 0, modelId },
        ...(on === undefined ? {} : { dataset: { name: on, digest: `of-${on}` } }),
      });
      await tracking.runs.log(run, {
        metrics: [
          ...[measured(a, 0.5, 'train'), measured(a, 0.2, 'test', 2), measured(b, 0.4, 'test')],
          ...[measured(c, Number.NaN), measured(gone, 9)],
        ],
      });
      const names = async (
        filter: string,
        {
          by,
          on,
          of,
        }: {
          readonly by?: string;
          readonly on?: { readonly name: string; readonly digest?: string };
          readonly of?: string;
        } = {},
      ) => {
        const condition = parseLoggedModelFilter(filter);
        const orders = parseOrderBy(by === undefined ? ['name'] : [by], 'logged-models');
        const { items } = await tracking.models.search(
          {
            experimentIds: ['0', '7', 'none'],
            ...(condition === undefined ? {} : { condition }),
            datasets: on === undefined ? [] : [on],
            orders: orders.map((order) =>
              of === undefined ? order : { ...order, dataset: { name: of } },
            ),
          },
          { limit: 10 },
        );
        return items.map(({ name }) => name).join('');
      };
      for (const [filter, expected] of [
        ['', 'abc'],
        ["name = 'a'", 'a'],
        ["name != 'a'", 'bc'],
        ["model_type = 'agent'", 'b'],
        ["status = 'UPLOAD_FAILED'", 'b'],
        ["status IN ('PENDING', 'READY')", 'ac'],
        ["source_run_id = 'r1'", 'ac'],
        ['source_run_id IS NULL', 'b'],
        [`model_id = '${c}'`, 'c'],
        ["params.p = '1'", 'a'],
        ["params.p != '1'", ''],
        ['params.p IS NULL', 'bc'],
        ["tags.t LIKE 'x%'", 'a'],
        ["tags.t ILIKE 'X'", 'a'],
        ["NOT tags.t = 'x'", 'bc'],
        ['metrics.acc > 0.3', 'ab'],
        ['metrics.acc <= 0.2', 'a'],
        ['metrics.acc != 0.4', 'ac'],
        ['metrics.acc IS NOT NULL', 'abc'],
        ['metrics.f1 IS NOT NULL', ''],
        ['creation_timestamp > 0', 'abc'],
        ["name = 'a' OR name = 'c'", 'ac'],
      ] as const)
        assert.deepEqual([filter, await names(filter)], [filter, expected]);
      assert.equal(await names('metrics.acc > 0.3', { on: { name: 'test' } }), 'b');
      const digest = { name: 'test', digest: 'of-test' };
      assert.equal(await names('metrics.acc > 0.1', { on: digest }), 'ab');
      assert.equal(await names('metrics.acc > 0.1', { on: { ...digest, digest: '2' } }), '');
      // Of several values the latest is sorted by; NaN comes behind numbers, and nothing behind NaN.
      assert.equal(await names('', { by: 'metrics.acc DESC' }), 'bac');
      assert.equal(await names('', { by: 'metrics.acc' }), 'abc');
      assert.equal(
        await names('', { by: 'metrics.acc DESC', of: 'train' }).then((all) => all[0]),
        'a',
      );
      assert.equal(await names('', { by: 'name DESC' }), 'cba');
      assert.equal(await names('', { by: 'source_run_id' }).then((all) => all.at(-1)), 'b');
    },
  });
}
