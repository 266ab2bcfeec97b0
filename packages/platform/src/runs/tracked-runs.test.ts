import { OPERATIONS } from '@kaizenml/contracts/operations';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIds } from '../kit/index.ts';
import { openSqliteStore } from '../storage/index.ts';
import { tempHome } from '../testing/index.ts';
import {
  compareRuns,
  createRun,
  endRun,
  historyOfMetric,
  logToRun,
  sampleMetric,
  searchRuns,
  setRunLifecycle,
  showRun,
} from './index.ts';

const START_MS = Date.parse('2026-11-23T08:00:00.000Z');
const AT = '2026-11-23T08:00:01.000Z';

async function open() {
  const temp = await tempHome();
  const clock = { now: () => START_MS };
  const store = await openSqliteStore(temp.home.databasePath, { clock, tracking: 'in-process' });
  const { tracking } = store;
  const { runs } = OPERATIONS;
  const parsed =
    <Input, Output>(schema: { parse(given: unknown): Input }, handle: (given: Input) => Output) =>
    (given: unknown) =>
      handle(schema.parse(given));
  return {
    store,
    create: parsed(runs.create.input, createRun({ tracking, clock, nextId: createIds({ clock }) })),
    log: parsed(runs.log.input, logToRun({ tracking, clock })),
    end: parsed(runs.end.input, endRun({ tracking, clock })),
    search: parsed(runs.search.input, searchRuns(tracking)),
    history: parsed(runs.history.input, historyOfMetric(tracking)),
    sample: parsed(runs.sample.input, sampleMetric(tracking)),
    compare: parsed(runs.compare.input, compareRuns(tracking)),
    show: parsed(runs.show.input, showRun(store)),
    setLifecycle: (id: string, lifecycle: 'active' | 'deleted') =>
      setRunLifecycle(tracking, lifecycle)({ id }),
    close: async () => {
      await store.close();
      await temp[Symbol.asyncDispose]();
    },
  };
}

let opened: Awaited<ReturnType<typeof open>>;
beforeAll(async () => {
  opened = await open();
});
afterAll(() => opened.close());

describe('runs.create', () => {
  it('makes one run of one experiment when it is asked ten times at once', async () => {
    const asked = { experiment: 'asked-often', id: 'run-1', name: 'first', tags: { team: 'a' } };
    const answers = await Promise.all(Array.from({ length: 10 }, () => opened.create(asked)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set(['{"id":"run-1","experiment":"asked-often","status":"running"}']),
    );
    const { items } = await opened.search({ experiment: 'asked-often' });
    expect(items).toMatchObject([{ id: 'run-1', name: 'first', tags: { team: 'a' } }]);
  });

  it('says RUN_EXISTS where the id is that of a run of another experiment', async () => {
    await opened.create({ experiment: 'churn', id: 'run-2' });
    await expect(opened.create({ experiment: 'spend', id: 'run-2' })).rejects.toMatchObject({
      code: 'RUN_EXISTS',
      details: { id: 'run-2' },
    });
  });
});

describe('runs.log', () => {
  it('keeps what is sent again once, and shows everything as its schema says', async () => {
    const { id } = await opened.create({ experiment: 'logged' });
    const child = await opened.create({ experiment: 'logged', parent: id });
    const sent = {
      id,
      metrics: [
        { key: 'loss', value: 0.5, step: 0, at: AT },
        { key: 'loss', value: 'NaN', step: 1, at: AT },
        { key: 'system/cpu_percent', value: '-Infinity', at: AT },
      ],
      params: { depth: '8' },
      tags: { team: 'a', gone: null },
      note: 'Deeper trees.',
      inputs: [{ name: 'customers', digest: 'd1', source: 'customers.csv', role: 'training' }],
      outputs: [{ model: 'm-1', step: 2 }],
    };
    await opened.log(sent);
    await opened.log(sent);
    const { items } = OPERATIONS.runs.search.output.parse(
      await opened.search({ experiment: 'logged', filter: "params.depth = '8'" }),
    );
    expect(items).toMatchObject([
      {
        metrics: { loss: 'NaN', 'system/cpu_percent': '-Infinity' },
        params: { depth: '8' },
        note: 'Deeper trees.',
        parent: null,
        inputs: [{ name: 'customers', digest: 'd1', source: 'customers.csv', role: 'training' }],
        outputs: [{ model: 'm-1', step: 2 }],
      },
    ]);
    expect(await opened.history({ id, key: 'loss' })).toEqual({
      items: [
        { value: 0.5, step: 0, at: AT },
        { value: 'NaN', step: 1, at: AT },
      ],
    });
    expect(await opened.sample({ id, key: 'system/cpu_percent' })).toEqual({
      key: 'system/cpu_percent',
      points: [{ value: '-Infinity', step: 0, at: AT }],
    });
    expect(OPERATIONS.runs.show.output.parse(await opened.show({ id: child.id }))).toMatchObject({
      parent: id,
      note: null,
      inputs: [],
    });
  });

  it('keeps nothing of a request in which a param has another value already', async () => {
    const { id } = await opened.create({ experiment: 'churn' });
    await opened.log({ id, params: { depth: '8' } });
    const attempt = opened.log({ id, params: { depth: '9' }, metrics: [{ key: 'a', value: 1 }] });
    await expect(attempt).rejects.toMatchObject({ code: 'PARAM_CHANGED' });
    expect(await opened.history({ id, key: 'a' })).toEqual({ items: [] });
  });

  it('says RUN_NOT_FOUND of a run that nobody made', async () => {
    await expect(opened.log({ id: 'nobody', tags: { a: 'b' } })).rejects.toMatchObject({
      code: 'RUN_NOT_FOUND',
      details: { id: 'nobody' },
    });
  });
});

describe('runs.end', () => {
  it('tells how and why a run ended', async () => {
    const { id } = await opened.create({ experiment: 'churn' });
    expect(await opened.end({ id, status: 'failed', error: 'Out of rows.' })).toEqual({
      ...{ id, status: 'failed', endedAt: '2026-11-23T08:00:00.000Z' },
    });
    expect(await opened.show({ id })).toMatchObject({ status: 'failed', error: 'Out of rows.' });
  });

  it.each(['finished', 'failed', 'stopped'] as const)('%s reads back as it was', async (status) => {
    const { id } = await opened.create({ experiment: status });
    await opened.end({ id, status });
    const { items } = await opened.search({ experiment: status });
    expect(items[0]).toMatchObject({ id, status });
    expect(await opened.show({ id })).toMatchObject({ status });
  });
});

describe('runs.delete', () => {
  it('puts a run out of sight of searches until it is restored', async () => {
    const { id } = await opened.create({ experiment: 'hidden' });
    const idsFound = async () =>
      (await opened.search({ experiment: 'hidden' })).items.map((run) => run.id);
    await opened.setLifecycle(id, 'deleted');
    expect(await idsFound()).toEqual([]);
    await expect(opened.log({ id, tags: { a: 'b' } })).rejects.toMatchObject({ code: 'RUN_STATE' });
    await opened.setLifecycle(id, 'active');
    expect(await idsFound()).toEqual([id]);
  });
});

describe('runs.compare', () => {
  it('says which params differ, and by how much metrics do', async () => {
    const ids = ['run-a', 'run-b', 'run-c'];
    for (const [i, id] of ids.entries()) {
      await opened.create({ experiment: 'churn', id, name: id });
      await opened.log({
        id,
        params: { depth: String(8 + i), seed: '1' },
        metrics: i === 2 ? [] : [{ key: 'auc', value: 0.5 + i / 4, at: AT }],
      });
    }
    const compared = await opened.compare({ id: 'run-a', against: 'run-b,run-c' });
    expect(OPERATIONS.runs.compare.output.parse(compared)).toEqual({
      runs: ids.map((id) => ({ id, experiment: 'churn', name: id, status: 'running' })),
      params: [
        { key: 'depth', values: ['8', '9', '10'], isSame: false },
        { key: 'seed', values: ['1', '1', '1'], isSame: true },
      ],
      metrics: [{ key: 'auc', values: [0.5, 0.75, null], deltas: [0, 0.25, null] }],
    });
  });
});

describe('runs.search', () => {
  it('orders by a metric, page by page', async () => {
    for (const [i, auc] of [0.2, 0.9, 0.5].entries()) {
      await opened.create({ experiment: 'ordered', id: `run-o${i}` });
      await opened.log({ id: `run-o${i}`, metrics: [{ key: 'auc', value: auc, at: AT }] });
    }
    const asked = { order: 'metrics.auc DESC', experiment: 'ordered', limit: 2 };
    const first = await opened.search(asked);
    const second = await opened.search({ ...asked, after: first.next });
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual([
      'run-o1',
      'run-o2',
      'run-o0',
    ]);
    expect(second.next).toBeUndefined();
  });

  it('says EXPERIMENT_NOT_FOUND and SEARCH_INVALID', async () => {
    await expect(opened.search({ experiment: 'nothing' })).rejects.toMatchObject({
      code: 'EXPERIMENT_NOT_FOUND',
      message: 'Experiment "nothing" does not exist.',
      details: { name: 'nothing' },
    });
    await expect(opened.search({ filter: 'metrics.auc >' })).rejects.toMatchObject({
      code: 'SEARCH_INVALID',
    });
  });
});
