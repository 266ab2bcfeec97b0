import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type ArtifactHash,
  asId,
  type DatasetHash,
  type ExperimentName,
  type ModelName,
  type RunId,
} from '@kaizenml/contracts';
import { OPERATIONS } from '@kaizenml/contracts/operations';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSampleApp, type SampleApp } from '../testing/sample-app.ts';
import { registerSampleModel } from '../testing/sample-model.ts';
import { exportLineage } from './open-lineage/export-events.ts';

const HASH = asId<DatasetHash>('d'.repeat(64));
const RAW = 'f'.repeat(64);

let app: SampleApp;
let runId: RunId;
let artifact: ArtifactHash;
beforeAll(async () => {
  app = await openSampleApp();
  const { store, artifacts } = app;
  const dataset = {
    ...{ name: 'customers', hash: HASH, nRows: 600, source: 'customers.csv' },
    artifact: asId<ArtifactHash>('a'.repeat(64)),
    columns: [
      { name: 'months', kind: 'number' },
      { name: 'plan', kind: 'category' },
      { name: 'email', kind: 'text' },
    ],
    raw: { manifest: 'm', sha256: RAW, sizeBytes: 10 },
  } as const;
  await store.datasets.add(dataset);
  const redacted = asId<DatasetHash>('e'.repeat(64));
  const { raw: _, ...table } = dataset;
  await store.datasets.add({
    ...{ ...table, name: 'redacted', hash: redacted },
    columns: dataset.columns.slice(0, 2),
  });
  const { hash: derivation } = await artifacts.putFile(
    JSON.stringify({ command: 'datasets.redact', by: 'ada', at: '2026-11-23', kit: '0.1.0' }),
  );
  runId = await store.runs.start({
    ...{ experiment: asId<ExperimentName>('spend'), name: 'customers → spend', pid: process.pid },
    params: { seed: 7, testShare: 0.2 },
    tags: {
      'mlflow.source.git.commit': 'c0ffee',
      'kaizen.git.dirty': 'true',
      'kaizen.node': '24.21.0',
    },
  });
  ({ artifact } = await registerSampleModel(app, { name: 'sample' }));
  await store.models.register({
    ...{ name: asId<ModelName>('spend'), task: 'binary', target: 'left' },
    ...{ estimator: 'random-forest', runId, artifact, metrics: {}, aliases: ['champion'] },
  });
  await store.lineage.add([
    { from: `raw:${RAW}`, to: `dataset:${HASH}`, role: 'read-as' },
    { from: `dataset:${HASH}`, to: `derivation:${derivation}`, role: 'derived-by' },
    { from: `derivation:${derivation}`, to: `dataset:${redacted}`, role: 'wrote' },
    { from: `dataset:${HASH}`, to: `run:${runId}`, role: 'trained-on' },
    { from: `run:${runId}`, to: `artifact:${artifact}`, role: 'produced' },
    { from: `artifact:${artifact}`, to: 'model:spend/1', role: 'registered-as' },
  ]);
  await store.runs.finish(runId, { status: 'failed', error: 'Out of rows.' });
});
afterAll(() => app.dispose());

const downstream = async (input: { readonly of: string; readonly column?: string }) =>
  OPERATIONS.lineage.downstream.output.parse(await app.handlers.lineage.downstream(input));
const idsOf = (all: readonly { readonly id: string }[]) => all.map(({ id }) => id).sort();

describe('lineage.downstream', () => {
  it('tells tables, runs and models that came of a dataset, and where they answer', async () => {
    const { models, graph } = await downstream({ of: 'customers' });
    expect(models).toEqual([{ name: 'spend', version: 1, aliases: ['champion'] }]);
    expect(graph.executions.map(({ type, state }) => `${type} ${state}`).sort()).toEqual([
      ...['Read COMPLETE', 'Register COMPLETE', 'Train FAILED', 'Transform COMPLETE'],
    ]);
    expect(graph.artifacts.map(({ type, name }) => `${type} ${name}`).sort()).toEqual([
      'Dataset customers@1',
      'Dataset redacted@1',
      'File customers.csv',
      `Model artifact:${artifact}`,
      'ModelVersion spend/1',
    ]);
    expect(graph.contexts.map(({ id }) => id).sort()).toEqual([
      'experiment:spend',
      'registered:spend',
    ]);
  });

  it('has events that name executions and artifacts that are there', async () => {
    const { artifacts, executions, events } = (await downstream({ of: 'customers@1' })).graph;
    expect([...new Set(events.map(({ execution }) => execution))].sort()).toEqual(
      idsOf(executions),
    );
    expect([...new Set(events.map((event) => event.artifact))].sort()).toEqual(idsOf(artifacts));
    expect(events).toContainEqual({
      ...{ execution: `run:${runId}`, artifact: `dataset:${HASH}` },
      ...{ type: 'INPUT', path: 'trained-on' },
    });
  });

  it('follows a column to the models that use it, and past no table without it', async () => {
    const used = await downstream({ of: 'customers', column: 'months' });
    expect(used.models).toHaveLength(1);
    expect(used.graph.artifacts.map(({ name }) => name)).toContain('redacted@1');
    const unused = await downstream({ of: 'customers', column: 'email' });
    expect(unused.models).toEqual([]);
    expect(unused.graph.artifacts.map(({ name }) => name)).not.toContain('redacted@1');
  });

  it('begins at a run', async () => {
    const { start, graph } = await downstream({ of: `run:${runId.slice(0, 20)}` });
    expect(start).toEqual([`run:${runId}`]);
    expect(graph.artifacts.map(({ type }) => type).sort()).toEqual(['Model', 'ModelVersion']);
  });

  it.each([
    [{ of: 'nothing' }, 'DATASET_NOT_FOUND', 'Dataset "nothing" does not exist.'],
    [{ of: 'run:nothing' }, 'RUN_NOT_FOUND', 'Run "nothing" does not exist.'],
    [
      { of: 'customers', column: 'plam' },
      ...(['COLUMN_UNKNOWN', 'Dataset "customers" has no column "plam".'] as const),
    ],
  ])('refuses %j', async (input, code, message) => {
    await expect(downstream(input)).rejects.toMatchObject({ code, message });
  });
});

describe('lineage.graph', () => {
  const graphOf = async (input: Readonly<Record<string, unknown>>) => {
    const { graph } = OPERATIONS.lineage;
    return graph.output.parse(await app.handlers.lineage.graph(graph.input.parse(input)));
  };
  const namesOf = ({ graph }: Awaited<ReturnType<typeof graphOf>>) =>
    [...graph.artifacts, ...graph.executions]
      .filter(({ id }) => !id.includes('>'))
      .map(({ type, name }) => `${type} ${name}`)
      .sort();

  it('has what a run was made of and what came of it, to where it answers', async () => {
    const shown = await graphOf({ of: `run:${runId}` });
    expect(shown.start).toEqual([`run:${runId}`]);
    expect(namesOf(shown)).toEqual([
      'Dataset customers@1',
      'Endpoint spend',
      'File customers.csv',
      `Model artifact:${artifact}`,
      'ModelVersion spend/1',
      'Train customers → spend',
    ]);
    expect(shown.folded).toEqual([]);
  });

  it('begins at the answer to a request, and goes back to its rows', async () => {
    const row = { months: 3, plan: 'basic', calls: 20 };
    const { requestId } = await app.handlers.models.predict({
      ...OPERATIONS.models.predict.input.parse({ name: 'spend', rows: [row] }),
    });
    const shown = await graphOf({ of: `request:${requestId}` });
    expect(namesOf(shown)).toEqual([
      'Dataset customers@1',
      'File customers.csv',
      `Model artifact:${artifact}`,
      'ModelVersion spend/1',
      `Request ${requestId}`,
      'Train customers → spend',
    ]);
    expect(shown.graph.events).toContainEqual({
      ...{ execution: `answered:model:spend/1>request:${requestId}` },
      ...{ artifact: `request:${requestId}`, type: 'OUTPUT', path: 'answered' },
    });
  });

  it('counts what does not fit', async () => {
    const runs = Array.from({ length: 20 }, (_, i) => ({
      ...{ from: 'artifact:hub', to: `run:many-${i}`, role: 'warm-started' },
    }));
    await app.store.lineage.add(runs);
    const shown = await graphOf({ of: 'artifact:hub', beside: 3 });
    expect(shown.graph.executions).toHaveLength(3);
    expect(shown.folded).toEqual([
      { beside: 'artifact:hub', towards: 'results', kind: 'run', n: 17 },
    ]);
  });

  it('follows a column past no table without it', async () => {
    expect(namesOf(await graphOf({ of: 'customers', column: 'email' }))).not.toContain(
      'Dataset redacted@1',
    );
    expect(namesOf(await graphOf({ of: 'customers', column: 'months' }))).toContain(
      'Dataset redacted@1',
    );
  });

  it('goes from a run that another program logged to its table and to the version that it registered', async () => {
    const { handlers, registry } = app;
    const { id } = await handlers.runs.create({
      ...OPERATIONS.runs.create.input.parse({ experiment: 'digits', name: 'theirs' }),
    });
    const used = { name: 'digits', digest: '9f86d081', source: 's3://lake/digits.parquet' };
    await handlers.runs.log(OPERATIONS.runs.log.input.parse({ id, inputs: [used] }));
    const reason = { by: 'person', who: 'ada', why: null } as const;
    const name = asId<ModelName>('digits');
    await registry.createModel({ name }, reason);
    await registry.createVersion({ name, source: 's3://lake/model', runId: id }, reason);
    const expected = ['Dataset digits@9f86d081', 'ModelVersion digits/1', 'Train theirs'];
    expect(namesOf(await graphOf({ of: `run:${id}` }))).toEqual(expected);
    expect(namesOf(await graphOf({ of: 'model:digits/1' }))).toEqual(expected);
  });

  it.each([
    ['run:none', 'RUN_NOT_FOUND', 'Run "none" does not exist.'],
    ['model:spend/9', 'MODEL_VERSION_NOT_FOUND', 'Model "spend" has no version 9.'],
    ['model:spent/1', 'MODEL_NOT_FOUND', 'No model is called "spent".'],
    ['nothing', 'DATASET_NOT_FOUND', 'Dataset "nothing" does not exist.'],
  ])('refuses %s', async (of, code, message) => {
    await expect(graphOf({ of })).rejects.toMatchObject({ code, message });
  });
});

describe('lineage.origin', () => {
  it('tells rows, code, parameters and environment of the model that answered a request', async () => {
    const row = { months: 3, plan: 'basic', calls: 20 };
    const { requestId } = await app.handlers.models.predict({
      ...OPERATIONS.models.predict.input.parse({ name: 'spend', rows: [row] }),
    });
    const answer = await app.handlers.lineage.origin({ requestId });
    const { origins } = OPERATIONS.lineage.origin.output.parse(answer);
    expect(origins).toMatchObject([
      {
        ...{ endpoint: 'spend', version: 1, kind: 'answer' },
        model: { estimator: 'random-forest', artifact, members: [{ estimator: 'random-forest' }] },
        rows: { nTrainRows: expect.any(Number), split: null },
        run: { id: runId, experiment: 'spend', params: { seed: 7, testShare: 0.2 } },
        code: { commit: 'c0ffee', isDirty: true, branch: null },
        environment: { node: '24.21.0' },
      },
    ]);
    expect(origins[0]?.graph.artifacts.map(({ name }) => name).sort()).toEqual([
      `artifact:${artifact}`,
      ...['customers.csv', 'customers@1', 'spend/1'],
    ]);
  });

  it('says PREDICTION_NOT_FOUND of a request that nobody sent', async () => {
    const requestId = '01JD0000000000000000000009';
    await expect(app.handlers.lineage.origin({ requestId })).rejects.toMatchObject({
      code: 'PREDICTION_NOT_FOUND',
      details: { requestId },
    });
  });
});

describe('lineage.export', () => {
  it('writes a START and an end of each run, with what it read and made', async () => {
    const to = join(app.home, 'events.jsonl');
    const told = await app.handlers.lineage.export({ to, namespace: 'team', run: runId });
    expect(told).toEqual({ nRuns: 1, nEvents: 2, to });
    const [start, end] = (await readFile(to, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(start).toMatchObject({ eventType: 'START', outputs: [] });
    expect(end).toMatchObject({
      eventType: 'FAIL',
      run: { facets: { errorMessage: { message: 'Out of rows.' } } },
      job: { namespace: 'team', name: 'spend' },
      inputs: [
        {
          ...{ namespace: 'team', name: 'customers' },
          facets: {
            schema: { fields: [{ name: 'months', type: 'number' }, {}, {}] },
            version: { datasetVersion: HASH },
          },
        },
      ],
      outputs: [{ name: 'models/spend', facets: { version: { datasetVersion: '1' } } }],
    });
  });

  it('holds to what the specification requires', async () => {
    const sent: unknown[] = [];
    const send: typeof fetch = async (_url, init) => {
      sent.push(JSON.parse(String(init?.body)));
      return new Response(null, { status: 200 });
    };
    const to = 'http://127.0.0.1/api/v1/lineage';
    await exportLineage({ ...app, fetch: send })({ to, namespace: 'team' });
    expect(sent.length).toBeGreaterThan(0);
    for (const event of sent) {
      expect(event).toMatchObject({
        eventTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
        run: { runId: expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/) },
      });
      for (const facet of facetsIn(event))
        for (const key of ['_producer', '_schemaURL'] as const)
          expect(URL.canParse(String(facet[key]))).toBe(true);
    }
  });

  it('says which server did not take which event', async () => {
    const refuse: typeof fetch = async () => new Response(null, { status: 503 });
    const to = 'http://127.0.0.1/api/v1/lineage';
    const attempt = exportLineage({ ...app, fetch: refuse })({ to, namespace: 'team' });
    await expect(attempt).rejects.toMatchObject({
      code: 'REMOTE_UNAVAILABLE',
      message: `The server at "${to}" must take OpenLineage events, got status 503 after 0 of them.`,
      details: { url: to, reason: 'status 503', nTaken: 0 },
    });
  });
});

/** Every facet of an event. */
function facetsIn(value: unknown): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => [
    ...(key === 'facets' ? Object.values(part as Record<string, Record<string, unknown>>) : []),
    ...facetsIn(part),
  ]);
}
