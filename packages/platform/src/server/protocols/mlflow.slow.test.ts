import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asId, type ExperimentName } from '@kaizenml/contracts';
import fc from 'fast-check';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIds, createLog } from '../../kit/index.ts';
import { openSqliteStore, type Store } from '../../storage/index.ts';
import { createTrackingCalls } from '../../tracking/mlflow/index.ts';
import { answerFailure } from '../failures.ts';
import { resolveLimits } from '../limits/limits.ts';
import { createPredictionFigures } from '../metrics/prediction-figures.ts';
import { addNotFound } from '../not-found.ts';
import { addVisits } from '../visit.ts';
import { sendByAddress } from './failure-by-address.ts';
import { addMlflow, MLFLOW_PREFIXES } from './mlflow.ts';

// biome-ignore lint/suspicious/noExplicitAny: bodies of a foreign protocol, which the tests look into
type Body = any;

const NOW = 1_767_225_600_000;
let folder: string;
let store: Store;
let server: FastifyInstance;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaizen-mlflow-'));
  store = await openSqliteStore(join(folder, 'kaizen.db'));
  const log = createLog({ level: 'error', write: () => undefined });
  const clock = { now: () => NOW };
  server = Fastify({ routerOptions: { maxParamLength: 500 } });
  server.setErrorHandler(answerFailure(log, sendByAddress));
  addVisits(server);
  addMlflow(server, {
    ...{ log, limits: resolveLimits(), figures: createPredictionFigures() },
    calls: createTrackingCalls({
      ...{ tracking: store.tracking, clock, nextId: createIds({ clock }) },
      trees: { list: async () => ({ items: [] }) },
    }),
  });
  addNotFound(server);
  await server.ready();
});
afterAll(async () => {
  await server.close();
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

async function ask(
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  said: object | string = {},
) {
  const [prefix] = MLFLOW_PREFIXES;
  const url = path.startsWith('/') ? path : `${prefix}/${path}`;
  const isGet = method === 'GET';
  const answer = await server.inject({
    ...{ method, url },
    ...(isGet
      ? { query: said as Record<string, string | string[]> }
      : {
          payload: typeof said === 'string' ? said : JSON.stringify(said),
          headers: { 'content-type': 'application/json' },
        }),
  });
  return { status: answer.statusCode, body: answer.json() as Body };
}
const post = (path: string, said: object | string = {}) => ask('POST', path, said);
const get = (path: string, said: object = {}) => ask('GET', path, said);
const refusal = (code: string, message: string, status = 400) => ({
  status,
  body: { error_code: code, message },
});
const invalid = (message: string) => refusal('INVALID_PARAMETER_VALUE', message);
const gone = (message: string) => refusal('RESOURCE_DOES_NOT_EXIST', message, 404);
const DONE = { status: 200, body: {} };

const byKey = (pairs: readonly Body[] = []) => pairs.toSorted((a, b) => (a.key < b.key ? -1 : 1));

let nNames = 0;
const newExperiment = async (said: object = {}): Promise<string> =>
  (await post('experiments/create', { name: `e${nNames++}`, ...said })).body.experiment_id;
const newRun = async (said: object = {}): Promise<string> =>
  (await post('runs/create', said)).body.run.info.run_id;
const dataOf = async (run_id: string) => (await get('runs/get', { run_id })).body.run.data;

describe('experiments of the protocol', () => {
  it('are made, read, found by name, renamed, deleted and restored', async () => {
    const tags = [{ key: 'team', value: 'risk' }];
    const id = await newExperiment({ name: 'My Experiment', artifact_location: 's3://b/x', tags });
    const { body } = await get('experiments/get', { experiment_id: id });
    expect(body).toEqual({
      experiment: {
        ...{ experiment_id: id, name: 'My Experiment', artifact_location: 's3://b/x', tags },
        ...{ lifecycle_stage: 'active', creation_time: expect.any(Number) },
        last_update_time: expect.any(Number),
      },
    });
    const byName = { experiment_name: 'My Experiment' };
    expect((await get('experiments/get-by-name', byName)).body).toEqual(body);
    expect(await post('experiments/update', { experiment_id: id, new_name: 'Ours' })).toEqual(DONE);
    expect(await get('experiments/get-by-name', byName)).toEqual(
      gone("Could not find experiment with name 'My Experiment'"),
    );
    expect(await post('experiments/delete', { experiment_id: id })).toEqual(DONE);
    const deleted = await get('experiments/get-by-name', { experiment_name: 'Ours' });
    expect(deleted.body.experiment.lifecycle_stage).toBe('deleted');
    const missing = gone(`No Experiment with id=${id} exists`);
    expect(await post('experiments/delete', { experiment_id: id })).toEqual(missing);
    expect(await post('experiments/update', { experiment_id: id, new_name: 'x' })).toEqual(
      invalid('Cannot rename a non-active experiment.'),
    );
    expect(await post('runs/create', { experiment_id: id })).toEqual(
      invalid(`The experiment ${id} must be in the 'active' state. Current state is deleted.`),
    );
    expect(await post('experiments/restore', { experiment_id: id })).toEqual(DONE);
    expect(await post('experiments/restore', { experiment_id: id })).toEqual(missing);
  });

  it('have a name of their own, at most 500 characters long', async () => {
    expect((await post('experiments/create', { name: 'e'.repeat(500) })).status).toBe(200);
    expect(await post('experiments/create', { name: 'e'.repeat(500) })).toEqual(
      refusal('RESOURCE_ALREADY_EXISTS', `Experiment(name=${'e'.repeat(500)}) already exists.`),
    );
    const { status, body } = await post('experiments/create', { name: 'e'.repeat(501) });
    expect([status, body.message]).toEqual([
      400,
      expect.stringContaining('Experiment name exceeds the maximum length of 500 characters'),
    ]);
  });

  it('keep artifacts at a place of at most 2048 characters', async () => {
    const place = (length: number) =>
      post('experiments/create', { name: `e${nNames++}`, artifact_location: 'b'.repeat(length) });
    expect((await place(2048)).status).toBe(200);
    expect(await place(2049)).toEqual(
      invalid(
        'Invalid artifact path length. The length of the artifact path cannot be greater than 2048',
      ),
    );
  });

  it.each([
    [{ name: 123 }, "Invalid value 123 for parameter 'name' supplied"],
    [{}, "Missing value for required parameter 'name'"],
    [{ name: 'x', artifact_location: 9.5 }, "Invalid value 9.5 for parameter 'artifact_location'"],
    [{ name: 'x', tags: '5' }, `Invalid value "5" for parameter 'tags'`],
    [{ name: 'x', artifact_location: 'runs:/a' }, 'Artifact location cannot be a runs:/ URI.'],
    [{ name: 'x', artifact_location: 's3://b#c' }, "can't include fragments or params"],
    [{ name: 'x', artifact_location: 's3://b;c' }, "can't include fragments or params"],
    [{ name: 'x', artifact_location: 's3://b?a=%252e%252e' }, 'Invalid query string'],
    [{ name: 'x', tags: [{ value: 'y' }] }, "Missing value for required parameter 'tags[0].key'"],
  ])('are refused where they say %j', async (said, begin) => {
    const { status, body } = await post('experiments/create', said);
    expect([status, body.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
    expect(body.message).toContain(begin);
  });

  it('are tagged, and take a tag away that is there', async () => {
    const experiment_id = await newExperiment();
    const set = (value: string) =>
      post('experiments/set-experiment-tag', { experiment_id, key: 'note', value });
    expect(await set('a\nb')).toEqual(DONE);
    expect(await set('')).toEqual(DONE);
    const { body } = await get('experiments/get', { experiment_id });
    expect(body.experiment.tags).toEqual([{ key: 'note', value: '' }]);
    expect(await set('v'.repeat(20_000))).toEqual(DONE);
    expect((await set('v'.repeat(20_001))).body.message).toContain(
      'had length 20001, which exceeded length limit of 20000',
    );
    const take = () => post('experiments/delete-experiment-tag', { experiment_id, key: 'note' });
    expect(await take()).toEqual(DONE);
    expect(await take()).toEqual(
      gone(`No tag with name: note in experiment with id ${experiment_id}`),
    );
  });

  it('are searched, in pages and by what they are', async () => {
    const tags = [{ key: 'search', value: 'yes' }];
    const ids = [];
    for (const name of ['sa', 'sab', 'Sabc']) ids.push(await newExperiment({ name, tags }));
    await post('experiments/delete', { experiment_id: ids[1] });
    const filter = "tags.search = 'yes'";
    const names = async (said: object) =>
      (await post('experiments/search', { filter, ...said })).body.experiments?.map(
        ({ name }: Body) => name,
      );
    expect(await names({ order_by: ['name DESC'] })).toEqual(['sa', 'Sabc']);
    expect(await names({ view_type: 'DELETED_ONLY' })).toEqual(['sab']);
    expect(await names({ view_type: 3, order_by: ['name'] })).toEqual(['Sabc', 'sa', 'sab']);
    expect(await names({ filter: "name LIKE 'nothing%'" })).toBeUndefined();
    const order = { filter, view_type: 'ALL', order_by: 'name ASC', max_results: '2' };
    const first = await get('experiments/search', order);
    expect(first.body.experiments).toHaveLength(2);
    const rest = await get('experiments/search', {
      ...{ ...order, page_token: first.body.next_page_token },
    });
    expect(rest.body.experiments.map(({ name }: Body) => name)).toEqual(['sab']);
    expect(rest.body.next_page_token).toBeUndefined();
    expect((await post('experiments/search', { max_results: 50_000 })).status).toBe(200);
    expect((await post('experiments/search', { max_results: 50_001 })).body.message).toContain(
      "Invalid value 50001 for parameter 'max_results' supplied",
    );
    expect((await post('experiments/search', { filter: 'name ~ 1' })).body.error_code).toBe(
      'INVALID_PARAMETER_VALUE',
    );
  });
});

describe('runs of the protocol', () => {
  it('are made with all that they say', async () => {
    const experiment_id = await newExperiment();
    const tags = [
      { key: 'mlflow.user', value: 'anna' },
      { key: 'mlflow.parentRunId', value: '7' },
    ];
    const said = { experiment_id, user_id: 'anna', run_name: 'my name', start_time: 456, tags };
    const { body } = await post('runs/create', said);
    const { info } = body.run;
    expect(body.run).toEqual({
      info: {
        ...{ run_id: info.run_id, run_uuid: info.run_id, run_name: 'my name', experiment_id },
        ...{ user_id: 'anna', status: 'RUNNING', start_time: 456, lifecycle_stage: 'active' },
        artifact_uri: `mlflow-artifacts:/${experiment_id}/${info.run_id}/artifacts`,
      },
      data: { tags: expect.any(Array) },
      inputs: {},
    });
    const named = { key: 'mlflow.runName', value: 'my name' };
    expect(byKey(body.run.data.tags)).toEqual(byKey([...tags, named]));
    for (const by of ['run_id', 'run_uuid']) {
      const { run } = (await get('runs/get', { [by]: info.run_id })).body;
      expect({ ...run, data: { tags: byKey(run.data.tags) } }).toEqual({
        ...body.run,
        data: { tags: byKey(body.run.data.tags) },
      });
    }
  });

  it('have defaults: experiment 0, now, and a name', async () => {
    const { info, data } = (await post('runs/create')).body.run;
    expect(info).toMatchObject({ experiment_id: '0', start_time: NOW, user_id: '' });
    expect(info.run_name).toMatch(/^[a-z]+-[a-z]+-\d+$/);
    expect(data.tags).toEqual([{ key: 'mlflow.runName', value: info.run_name }]);
  });

  it('have one name, in their head and in a tag', async () => {
    const run_id = await newRun({ tags: [{ key: 'mlflow.runName', value: 'first' }] });
    const names = async () => {
      const { info, data } = (await get('runs/get', { run_id })).body.run;
      return [info.run_name, ...data.tags.map(({ value }: Body) => value)];
    };
    expect(await names()).toEqual(['first', 'first']);
    await post('runs/update', { run_id, run_name: 'second' });
    expect(await names()).toEqual(['second', 'second']);
    await post('runs/set-tag', { run_id, key: 'mlflow.runName', value: 'third' });
    expect(await names()).toEqual(['third', 'third']);
    await post('runs/log-batch', { run_id, tags: [{ key: 'mlflow.runName', value: 'fourth' }] });
    expect(await names()).toEqual(['fourth', 'fourth']);
    expect(
      await post('runs/create', {
        run_name: 'a',
        tags: [{ key: 'mlflow.runName', value: 'b' }],
      }),
    ).toEqual(
      invalid(
        "Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different values (run_name='a', mlflow.runName='b').",
      ),
    );
  });

  it.each([
    ['RUNNING', 'RUNNING'],
    [2, 'SCHEDULED'],
    ['3', 'FINISHED'],
    ['FAILED', 'FAILED'],
    [5, 'KILLED'],
  ])('take the state %j', async (status, expected) => {
    const run_id = await newRun();
    const { body } = await post('runs/update', { run_uuid: run_id, status, end_time: '99' });
    expect(body.run_info).toMatchObject({ run_id, status: expected, end_time: 99 });
  });

  it('are deleted and restored, and take nothing while they are deleted', async () => {
    const run_id = await newRun();
    expect(await post('runs/delete', { run_id })).toEqual(DONE);
    expect((await get('runs/get', { run_id })).body.run.info.lifecycle_stage).toBe('deleted');
    const deleted = invalid(
      `The run ${run_id} must be in the 'active' state. Current state is deleted.`,
    );
    const key = { run_id, key: 'a' };
    for (const [path, said] of [
      ['runs/log-metric', { ...key, value: 1, timestamp: 1 }],
      ['runs/log-parameter', { ...key, value: '1' }],
      ['runs/set-tag', { ...key, value: '1' }],
      ['runs/delete-tag', key],
      ['runs/log-batch', { run_id }],
      ['runs/update', { run_id, status: 'FINISHED' }],
      ['runs/log-inputs', { run_id, models: [{ model_id: 'm' }] }],
      ['runs/outputs', { run_id, models: [{ model_id: 'm', step: 1 }] }],
      ['runs/delete', { run_id }],
    ] as const)
      expect([path, await post(path, said)]).toEqual([path, deleted]);
    expect(await post('runs/restore', { run_id })).toEqual(DONE);
    expect(await post('runs/restore', { run_id })).toEqual(
      invalid(`The run ${run_id} must be in the 'deleted' state. Current state is active.`),
    );
  });

  it('that nobody knows are not found, whatever is asked of them', async () => {
    const run_id = 'fake_run_id';
    const missing = gone('Run with id=fake_run_id not found');
    expect(await get('runs/get', { run_id })).toEqual(missing);
    expect(await get('metrics/get-history', { run_id, metric_key: 'a' })).toEqual(missing);
    for (const path of ['runs/update', 'runs/delete', 'runs/restore', 'runs/log-batch'])
      expect(await post(path, { run_id })).toEqual(missing);
    expect(await post('runs/delete-tag', { run_id, key: 'a' })).toEqual(missing);
  });

  it('are searched, in pages, and in the order of who asks', async () => {
    const experiment_id = await newExperiment();
    const runs = [];
    for (let i = 0; i < 10; i++) runs.push(await newRun({ experiment_id, start_time: 1 }));
    const pages = [];
    let page_token: string | undefined;
    do {
      const said = { experiment_ids: [experiment_id], max_results: 4, page_token };
      const { body } = await post('runs/search', said);
      pages.push(body.runs.map(({ info }: Body) => info.run_id));
      page_token = body.next_page_token;
    } while (page_token !== undefined);
    expect(pages).toEqual([runs.slice(0, 4), runs.slice(4, 8), runs.slice(8)]);
    const [first = '', second = ''] = runs;
    await post('runs/log-metric', { run_id: first, key: 'acc', value: 0.5, timestamp: 1 });
    await post('runs/log-metric', { run_id: second, key: 'acc', value: 0.9, timestamp: 1 });
    const found = async (said: object) =>
      (await post('runs/search', { experiment_ids: [experiment_id], ...said })).body.runs?.map(
        ({ info }: Body) => info.run_id,
      );
    expect(await found({ filter: 'metrics.acc > 0.6' })).toEqual([second]);
    const sorted = await found({ order_by: ['metrics.acc DESC'], max_results: 2 });
    expect(sorted).toEqual([second, first]);
    await post('runs/delete', { run_id: first });
    expect(await found({ run_view_type: 'DELETED_ONLY' })).toEqual([first]);
    expect(await found({ run_view_type: 2, filter: 'metrics.acc > 0.6' })).toBeUndefined();
    expect(await post('runs/search', {})).toEqual(DONE);
  });

  it('are searched 50 000 at a time at most', async () => {
    expect((await post('runs/search', { max_results: 50_000 })).status).toBe(200);
    for (const [max_results, why] of [
      [50_001, 'It must be at most 50000.'],
      [123_456_789, 'It must be at most 50000.'],
      [0, 'It must be a positive integer.'],
    ] as const)
      expect(await post('runs/search', { max_results })).toEqual(
        invalid(`Invalid value ${max_results} for parameter 'max_results' supplied: ${why}`),
      );
    const { body } = await post('runs/search', { experiment_ids: ['0'], page_token: 'x' });
    expect(body.error_code).toBe('INVALID_PARAMETER_VALUE');
  });
});

describe('what runs log', () => {
  it('is read back as it was written', async () => {
    const key = fc.string({
      unit: fc.constantFrom(...'abcXYZ019_-:. é'),
      minLength: 1,
      maxLength: 12,
    });
    const name = key.filter((each) => !/^\.{1,2}$|^\.\./.test(each));
    const number = fc.double().map((each) => (Object.is(each, -0) ? 0 : each));
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(name, number, { maxKeys: 8 }),
        fc.dictionary(name, fc.string({ unit: 'grapheme' }), { maxKeys: 8 }),
        fc.dictionary(name, fc.string({ unit: 'grapheme' }), { maxKeys: 8 }),
        async (metrics, params, tags) => {
          const run_id = await newRun({ run_name: 'n' });
          const pairs = (of: object) =>
            Object.entries(of).map(([each, value]) => ({ key: each, value }));
          const sent = {
            metrics: pairs(metrics).map((each) => ({
              ...{ key: each.key, timestamp: '5', step: 1, unknown: {} },
              value: Number.isFinite(each.value) ? each.value : String(each.value),
            })),
            ...{ params: pairs(params), tags: pairs(tags) },
          };
          expect(await post('runs/log-batch', { run_id, ...sent })).toEqual(DONE);
          const told = await dataOf(run_id);
          expect(byKey(told.metrics)).toEqual(
            byKey(
              sent.metrics.map(({ key: each, value }) => ({
                ...{ key: each, value, timestamp: 5, step: 1 },
              })),
            ),
          );
          expect(byKey(told.params)).toEqual(byKey(sent.params));
          const named = { key: 'mlflow.runName', value: 'n' };
          expect(byKey(told.tags)).toEqual(byKey([...sent.tags, named]));
        },
      ),
      { seed: 7, numRuns: 25 },
    );
  });

  it('may be no number, also where JSON has no word for it', async () => {
    const run_id = await newRun();
    const log = (key: string, value: string) =>
      post(
        'runs/log-metric',
        `{"run_id":"${run_id}","key":"${key}","value":${value},"timestamp":1}`,
      );
    for (const [key, value] of [
      ['a', 'NaN'],
      ['b', '-Infinity'],
      ['c', '"Infinity"'],
      ['d', '1.5'],
    ] as const)
      expect(await log(key, value)).toEqual(DONE);
    const { metrics } = await dataOf(run_id);
    expect(metrics.map(({ value }: Body) => value)).toEqual(['NaN', '-Infinity', 'Infinity', 1.5]);
  });

  it('counts by step, then by time, then by value', async () => {
    const run_id = await newRun();
    const points = [
      { value: 1, timestamp: 9, step: 0 },
      { value: 2, timestamp: 1, step: 3 },
      { value: 3, timestamp: 1, step: 3 },
      { value: 2.5, timestamp: 1, step: 3 },
    ].map((point) => ({ key: 'acc', ...point }));
    for (const point of points) await post('runs/log-metric', { run_id, ...point });
    expect((await dataOf(run_id)).metrics).toEqual([points[2]]);
  });

  it('has params that are set once', async () => {
    const run_id = await newRun();
    const log = (value: string) => post('runs/log-parameter', { run_id, key: 'lr', value });
    expect(await log('')).toEqual(DONE);
    expect(await log('')).toEqual(DONE);
    expect(await log('0.2')).toEqual(
      invalid(
        `Changing param values is not allowed. Param with key='lr' was already logged with value='' for run ID='${run_id}'. Attempted logging new value '0.2'.`,
      ),
    );
    expect((await dataOf(run_id)).params).toEqual([{ key: 'lr', value: '' }]);
  });

  it('has tags that are set again and taken away', async () => {
    const run_id = await newRun({ run_name: 'n' });
    const tag = { run_id, key: 'taggity' };
    expect(await post('runs/set-tag', { ...tag, value: 'a' })).toEqual(DONE);
    expect(await post('runs/set-tag', { run_uuid: run_id, key: 'taggity' })).toEqual(DONE);
    expect((await dataOf(run_id)).tags[1]).toEqual({ key: 'taggity', value: '' });
    expect(await post('runs/delete-tag', tag)).toEqual(DONE);
    expect((await dataOf(run_id)).tags).toHaveLength(1);
    expect(await post('runs/delete-tag', tag)).toEqual(
      gone(`No tag with name: taggity in run with id ${run_id}`),
    );
  });

  it.each([
    [
      'log-metric',
      { run_id: 31, key: 'a', value: 1, timestamp: 1 },
      "value 31 for parameter 'run_id'",
    ],
    ['log-metric', { key: 31, value: 1, timestamp: 1 }, "value 31 for parameter 'key'"],
    ['log-metric', { key: 'a', value: 1, timestamp: 1, step: 'foo' }, `"foo" for parameter 'step'`],
    ['log-metric', { key: 'a', value: 1, timestamp: 'foo' }, `"foo" for parameter 'timestamp'`],
    ['log-metric', { run_id: null, key: 'a' }, "Missing value for required parameter 'run_id'"],
    ['log-metric', { value: 1, timestamp: 1 }, "Missing value for required parameter 'key'"],
    ['log-metric', { key: null, value: 1 }, "Missing value for required parameter 'key'"],
    ['log-parameter', { key: 31, value: 1 }, "value 31 for parameter 'key'"],
    ['set-tag', { key: 'a', value: 41 }, "value 41 for parameter 'value'"],
    ['set-tag', { value: 'a' }, "Missing value for required parameter 'key'"],
    ['log-model', { model_json: '{' }, 'Malformed model info.'],
    ['log-model', { model_json: '{}' }, 'Model json is missing mandatory fields'],
    ['log-inputs', { datasets: [{}] }, "required parameter 'datasets[0].dataset'"],
    ['log-inputs', { models: [{}] }, "required parameter 'models[0].model_id'"],
    ['outputs', {}, "Missing value for required parameter 'models'"],
    ['update', { status: 'DONE' }, `Invalid value "DONE" for parameter 'status'`],
  ])('is refused by %s where it says %j', async (path, said, part) => {
    const run_id = await newRun();
    const { status, body } = await post(`runs/${path}`, { run_id, ...said });
    expect([status, body.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
    expect(body.message).toContain(part);
  });

  it('is refused as a batch of more than a million bytes', async () => {
    const run_id = await newRun();
    const text = JSON.stringify({ run_id });
    expect(await post('runs/log-batch', text.padEnd(1_000_000))).toEqual(DONE);
    expect(await post('runs/log-batch', text.padEnd(1_000_001))).toEqual(
      invalid(
        'Batched logging API requests must be at most 1000000 bytes, got a request of size 1000001.',
      ),
    );
  });

  it('is all of a batch, or nothing of it', async () => {
    const run_id = await newRun({ run_name: 'n' });
    await post('runs/log-parameter', { run_id, key: 'lr', value: '1' });
    const { status } = await post('runs/log-batch', {
      run_id,
      metrics: [{ key: 'acc', value: 1, timestamp: 1 }],
      params: [{ key: 'lr', value: '2' }],
      tags: [{ key: 'a', value: 'b' }],
    });
    const { metrics, tags } = await dataOf(run_id);
    expect([status, metrics, tags.length]).toEqual([400, undefined, 1]);
  });

  it('tells models, also two at the same time', async () => {
    const run_id = await newRun({ run_name: 'n' });
    const names = ['a', 'b', 'c'];
    await Promise.all(
      names.map((artifact_path) =>
        post('runs/log-model', {
          run_id,
          model_json: JSON.stringify({ artifact_path, flavors: {}, run_id, utc_time_created: '' }),
        }),
      ),
    );
    const [, history] = (await dataOf(run_id)).tags;
    expect(history.key).toBe('mlflow.log-model.history');
    expect(
      JSON.parse(history.value)
        .map((model: Body) => model.artifact_path)
        .toSorted(),
    ).toEqual(names);
  });

  it('tells datasets and models that a run read, and models that it made', async () => {
    const experiment_id = await newExperiment();
    const run_id = await newRun({ experiment_id });
    const dataset = {
      name: 'iris',
      digest: 'abc',
      source_type: 'http',
      source: '{}',
      schema: '{}',
    };
    const datasets = [{ dataset, tags: [{ key: 'mlflow.data.context', value: 'training' }] }];
    const models = [{ model_id: 'm-1' }];
    expect(await post('runs/log-inputs', { run_id, datasets, models })).toEqual(DONE);
    const outputs = [{ model_id: 'm-2', step: 3 }];
    expect(await post('runs/outputs', { run_id, models: outputs })).toEqual(DONE);
    expect((await get('runs/get', { run_id })).body.run).toMatchObject({
      inputs: { dataset_inputs: datasets, model_inputs: models },
      outputs: { model_outputs: outputs },
    });
    const search = (experiment_ids?: string[]) =>
      post('experiments/search-datasets', { experiment_ids });
    expect((await search([experiment_id])).body).toEqual({
      dataset_summaries: [{ experiment_id, name: 'iris', digest: 'abc', context: 'training' }],
    });
    const none = invalid('SearchDatasets request must specify at least one experiment_id.');
    expect([await search(), await search([])]).toEqual([none, none]);
    expect((await search(Array(20).fill('0'))).status).toBe(200);
    expect(await search(Array(21).fill('0'))).toEqual(
      invalid(
        'SearchDatasets request cannot specify more than 20 experiment_ids. Received 21 experiment_ids.',
      ),
    );
  });
});

describe('metrics over time', () => {
  const log = async (run_id: string, key: string, points: readonly object[]) => {
    const metrics = points.map((point) => ({ key, ...point }));
    await post('runs/log-batch', { run_id, metrics });
    return metrics;
  };
  const steps = (n: number, timestamp = 1) =>
    Array.from({ length: n }, (_, step) => ({ value: 10, timestamp, step }));

  it('are read whole, or in pages', async () => {
    const run_id = await newRun();
    const logged = await log(run_id, 'a', steps(7));
    const read = (said: object = {}) =>
      get('metrics/get-history', { run_id, metric_key: 'a', ...said });
    expect((await read()).body).toEqual({ metrics: logged });
    expect(await read({ max_results: '0' })).toEqual(
      invalid(
        "Invalid value 0 for parameter 'max_results' supplied: It must be a positive integer.",
      ),
    );
    const first = (await read({ max_results: '4' })).body;
    const rest = (await read({ max_results: '4', page_token: first.next_page_token })).body;
    expect([first.metrics, rest]).toEqual([logged.slice(0, 4), { metrics: logged.slice(4) }]);
    expect(await get('metrics/get-history', { run_id, metric_key: 'b' })).toEqual(DONE);
  });

  it('are read of many runs, by run, time, step and value', async () => {
    const [a = '', b = ''] = [await newRun(), await newRun()];
    const points = [
      { value: 12, timestamp: 2, step: 3 },
      { value: 11, timestamp: 1, step: 3 },
      { value: 10, timestamp: 1, step: 2 },
      { value: 10, timestamp: 1, step: 3 },
    ];
    await log(a, 'm', points);
    await log(b, 'm', points);
    const read = (said: object) =>
      get('/ajax-api/2.0/mlflow/metrics/get-history-bulk', { metric_key: 'm', ...said });
    const sorted = [points[2], points[3], points[1], points[0]];
    const expected = [a, b].flatMap((run_id) =>
      sorted.map((point) => ({ key: 'm', ...point, run_id })),
    );
    expect((await read({ run_id: [b, a, 'unknown'] })).body).toEqual({ metrics: expected });
    expect((await read({ run_id: b })).body.metrics).toEqual(expected.slice(4));
    const five = await read({ run_id: [a, b], max_results: '5' });
    expect(five.body.metrics).toHaveLength(5);
    expect(await read({})).toEqual(
      invalid('GetMetricHistoryBulk request must specify at least one run_id.'),
    );
    expect((await read({ run_id: Array(100).fill('x') })).status).toBe(200);
    expect(await read({ run_id: Array(101).fill('x') })).toEqual(
      invalid(
        'GetMetricHistoryBulk request cannot specify more than 100 run_ids. Received 101 run_ids.',
      ),
    );
    expect(await get('metrics/get-history-bulk', { run_id: 'x' })).toEqual(
      invalid('GetMetricHistoryBulk request must specify a metric_key.'),
    );
  });

  it('are sampled at the steps of the protocol', async () => {
    const [a = '', b = ''] = [await newRun(), await newRun()];
    await log(a, 'm', steps(10));
    await log(b, 'm', steps(20));
    const sampled = async (run_ids: string[], said: object = {}) =>
      (
        await get('metrics/get-history-bulk-interval', {
          ...{ run_ids, metric_key: 'm', max_results: '5', ...said },
        })
      ).body.metrics.map(({ run_id, step }: Body) => [run_id === a ? 'a' : 'b', step]);
    const of = (name: string, at: number[]) => at.map((step) => [name, step]);
    expect(await sampled([a])).toEqual(of('a', [0, 2, 4, 6, 8, 9]));
    expect(await sampled([a], { start_step: '0', end_step: '4' })).toEqual(
      of('a', [0, 1, 2, 3, 4]),
    );
    expect(await sampled([a, b])).toEqual([
      ...of('a', [0, 4, 8, 9]),
      ...of('b', [0, 4, 8, 9, 12, 16, 19]),
    ]);
    await log(a, 'm', steps(10, 2));
    expect(await sampled([a])).toEqual(of('a', [0, 0, 2, 2, 4, 4, 6, 6, 8, 8, 9, 9]));
  });

  it('are sampled of at most 100 runs', async () => {
    const ask = (n: number) =>
      get('metrics/get-history-bulk-interval', { run_ids: Array(n).fill('a'), metric_key: 'm' });
    expect(await ask(100)).toEqual(DONE);
    expect(await ask(101)).toEqual(
      invalid(
        'GetMetricHistoryBulkInterval request must specify at most 100 run_ids. Received 101 run_ids.',
      ),
    );
  });

  it.each([
    [{ metric_key: 'm' }, "Missing value for required parameter 'run_ids'."],
    [{ run_ids: 'a' }, "Missing value for required parameter 'metric_key'."],
    [{ run_ids: 'a', metric_key: '' }, "Missing value for required parameter 'metric_key'."],
    [
      { run_ids: 'a', metric_key: 'm', max_results: '0' },
      'max_results must be between 1 and 2500.',
    ],
    [
      { run_ids: 'a', metric_key: 'm', max_results: '2501' },
      'max_results must be between 1 and 2500.',
    ],
    [
      { run_ids: 'a', metric_key: 'm', start_step: '1', end_step: '0' },
      'end_step must be greater than start_step. Found start_step=1 and end_step=0.',
    ],
    [
      { run_ids: 'a', metric_key: 'm', start_step: '1' },
      'If either start step or end step are specified, both must be specified.',
    ],
  ])('are not sampled where it says %j', async (said, message) => {
    const { status, body } = await get('metrics/get-history-bulk-interval', said);
    expect([status, body.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
    expect(body.message).toContain(message);
  });
});

describe('logged models of the protocol', () => {
  it('are made, read, finished, tagged, searched and deleted', async () => {
    const experiment_id = await newExperiment();
    const params = [{ key: 'p', value: '1' }];
    const tags = [{ key: 't', value: '2' }];
    const said = { experiment_id, name: 'forest', model_type: 'tree', source_run_id: 'r1' };
    const { body } = await post('logged-models', { ...said, params, tags });
    const { model_id } = body.model.info;
    expect(body.model).toEqual({
      info: {
        ...{ model_id, experiment_id, name: 'forest', model_type: 'tree', source_run_id: 'r1' },
        ...{ status: 'LOGGED_MODEL_PENDING', tags, artifact_uri: expect.any(String) },
        ...{
          creation_timestamp_ms: expect.any(Number),
          last_updated_timestamp_ms: expect.any(Number),
        },
      },
      data: { params },
    });
    const path = `logged-models/${model_id}`;
    expect((await get(path)).body).toEqual(body);
    const ready = await ask('PATCH', path, { model_id, status: 'LOGGED_MODEL_READY' });
    expect(ready.body.model.info.status).toBe('LOGGED_MODEL_READY');
    const failed = await ask('PATCH', path, { status: 3 });
    expect(failed.body.model.info.status).toBe('LOGGED_MODEL_UPLOAD_FAILED');
    const run_id = await newRun({ experiment_id });
    await post('runs/log-metric', { run_id, key: 'acc', value: 1, timestamp: 1, model_id });
    expect((await get(path)).body.model.data.metrics).toEqual([
      { key: 'acc', value: 1, timestamp: 1, step: 0, run_id, model_id },
    ]);
    const u = { key: 'u', value: '3' };
    expect(await ask('PATCH', `${path}/tags`, { tags: [u] })).toEqual(DONE);
    expect((await get(path)).body.model.info.tags).toEqual([...tags, u]);
    expect(await ask('DELETE', `${path}/tags/u`)).toEqual(DONE);
    expect(await ask('DELETE', `${path}/tags/u`)).toEqual(
      gone(`No tag with name: u in model with ID ${model_id}`),
    );
    expect(await post(`${path}/params`, { params: [{ key: 'q', value: '4' }] })).toEqual(DONE);
    const found = await post('logged-models/search', { experiment_ids: [experiment_id] });
    expect(found.body.models.map(({ info }: Body) => info.model_id)).toEqual([model_id]);
    expect(await ask('DELETE', path)).toEqual(DONE);
    expect(await get(path)).toEqual(gone(`Logged model with ID '${model_id}' not found.`));
  });

  it.each([
    ['POST', '', { name: 'x' }, "Missing value for required parameter 'experiment_id'"],
    ['POST', '', { experiment_id: '0', name: 'a/b' }, 'Invalid model name (a/b) provided.'],
    ['PATCH', '/m-1', {}, "Missing value for required parameter 'status'"],
    ['PATCH', '/m-1', { status: 'DONE' }, `Invalid value "DONE" for parameter 'status'`],
    ['POST', '/search', {}, "Missing value for required parameter 'experiment_ids'"],
    [
      ...(['POST', '/search', { experiment_ids: ['0'], order_by: [{ ascending: true }] }] as const),
      "Missing value for required parameter 'order_by[0].field_name'",
    ],
  ] as const)('are refused: %s %s %j', async (method, path, said, part) => {
    const { status, body } = await ask(method, `logged-models${path}`, said);
    expect([status, body.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
    expect(body.message).toContain(part);
  });
});

describe('one store of runs', () => {
  it('shows runs of ours to clients of the protocol, which may log to them', async () => {
    const id = await store.runs.start({
      ...{ experiment: asId<ExperimentName>('churn-churned'), name: 'churn · churned' },
      ...{ params: { trees: 20, shuffled: true }, tags: { by: 'hand' }, pid: process.pid },
    });
    await store.runs.logMetrics(id, { auc: { value: 0.81, low: 0.79, high: 0.83 } });
    await store.runs.finish(id, { status: 'finished' });
    const of = { experiment_name: 'churn-churned' };
    const { experiment_id } = (await get('experiments/get-by-name', of)).body.experiment;
    const { body } = await post('runs/search', {
      ...{ experiment_ids: [experiment_id], filter: "metrics.auc > 0.8 AND params.trees = '20'" },
    });
    expect(body.runs).toEqual([
      {
        info: {
          ...{ run_id: id, run_uuid: id, run_name: 'churn · churned', experiment_id },
          ...{ status: 'FINISHED', lifecycle_stage: 'active', user_id: expect.any(String) },
          ...{ start_time: expect.any(Number), end_time: expect.any(Number) },
          artifact_uri: expect.stringMatching(`/${id}/artifacts$`),
        },
        data: {
          metrics: [{ key: 'auc', value: 0.81, step: 0, timestamp: expect.any(Number) }],
          params: expect.arrayContaining([
            { key: 'trees', value: '20' },
            { key: 'shuffled', value: 'true' },
          ]),
          tags: expect.arrayContaining([{ key: 'by', value: 'hand' }]),
        },
        inputs: {},
      },
    ]);
    expect(await post('runs/log-parameter', { run_id: id, key: 'trees', value: '21' })).toEqual(
      invalid(
        `Changing param values is not allowed. Param with key='trees' was already logged with value='20' for run ID='${id}'. Attempted logging new value '21'.`,
      ),
    );
    expect(await post('runs/set-tag', { run_id: id, key: 'seen', value: 'yes' })).toEqual(DONE);
    expect((await store.runs.find(id))?.tags).toMatchObject({ by: 'hand', seen: 'yes' });
  });

  it('shows runs of clients of the protocol among ours', async () => {
    const experiment_id = await newExperiment({ name: 'of others' });
    const run_id = await newRun({ experiment_id, run_name: 'theirs' });
    await post('runs/log-batch', {
      run_id,
      metrics: [{ key: 'acc', value: 0.5, timestamp: 1 }],
      params: [{ key: 'lr', value: '0.1' }],
    });
    await post('runs/update', { run_id, status: 'KILLED', end_time: NOW });
    const experiment = asId<ExperimentName>('of others');
    const { items } = await store.runs.list({ experiment }, { limit: 10 });
    expect(items).toMatchObject([{ id: run_id, experiment, name: 'theirs', status: 'stopped' }]);
    const found = await store.runs.find(run_id);
    expect(found).toMatchObject({ params: { lr: '0.1' }, metrics: { acc: { value: 0.5 } } });
  });
});

describe('the protocol on the wire', () => {
  it('is spoken below three prefixes', async () => {
    for (const prefix of MLFLOW_PREFIXES) {
      const answer = await get(`${prefix}/experiments/get`, { experiment_id: '0' });
      expect(answer.body.experiment.name).toBe('Default');
    }
  });

  it('says below 3.0 what it can do', async () => {
    for (const prefix of ['/api/3.0/mlflow', '/ajax-api/3.0/mlflow'])
      expect((await get(`${prefix}/server-info`)).body).toEqual({
        ...{ store_type: 'SqlStore', workspaces_enabled: false, trace_archival_enabled: false },
        multipart_uploads_enabled: true,
      });
    expect((await get('server-info')).body.error_code).toBe('ENDPOINT_NOT_FOUND');
  });

  it('takes a message as a text of JSON, and ignores what it does not know', async () => {
    const said = JSON.stringify({ experiment_id: '0', unknown: [1], run_name: 'old' });
    const { body } = await post('runs/create', JSON.stringify(said));
    expect(body.run.info.run_name).toBe('old');
  });

  it('has JSON alone in bodies', async () => {
    const url = '/api/2.0/mlflow/runs/create';
    const send = async (type: string | undefined, payload = '{}') => {
      const headers = type === undefined ? {} : { 'content-type': type };
      const answer = await server.inject({ method: 'POST', url, payload, headers });
      return { status: answer.statusCode, body: answer.json() };
    };
    for (const type of ['application/json', 'application/json; charset=utf-8', 'Application/JSON'])
      expect((await send(type)).status).toBe(200);
    expect(await send('text/plain')).toEqual(
      invalid("Bad Request. Content-Type must be one of ['application/json'], got 'text/plain'."),
    );
    expect((await send('application/json', '{"a":')).body.error_code).toBe(
      'INVALID_PARAMETER_VALUE',
    );
  });

  it('tells in its form what is not there, and bodies that are too large', async () => {
    for (const path of [
      '/api/2.0/mlflow/runs/nothing',
      '/ajax-api/2.0/mlflow/nothing',
      '/api/2.0/preview/mlflow/nothing',
      '/api/3.0/mlflow/traces/search',
      '/api/2.0/mlflow/experiments/get',
    ])
      expect([path, await post(path)]).toEqual([
        path,
        refusal('ENDPOINT_NOT_FOUND', `Nothing answers POST ${path}.`, 404),
      ]);
    const { status, body } = await post('runs/set-tag', ' '.repeat(10 * 1024 * 1024 + 1));
    expect([status, body.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
  });
});
