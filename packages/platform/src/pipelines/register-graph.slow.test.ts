import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Row } from '@kaizenml/contracts';
import type { GraphInput } from '@kaizenml/contracts/project';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { rejectionOf } from '../../../../test/thrown-by.ts';
import { openSampleApp, type SampleApp } from '../testing/sample-app.ts';
import { registerSampleModel } from '../testing/sample-model.ts';

let app: SampleApp;
let folder: string;
let project: string;
/** What the feature server answers: a function of keys and columns. */
let features: (keys: string[]) => unknown = () => ({});
let server: http.Server;
let url: string;

/** A formula that is served as a model. */
async function formula(name: string, inputs: Record<string, string>, body: string) {
  const path = join(folder, `${name}.mjs`);
  const source = `export default { inputs: ${JSON.stringify(inputs)},
    output: { name: 'price', task: 'regression' },
    predict: (rows) => rows.map((row) => { ${body} }) };`;
  await writeFile(path, source);
  await app.handlers.models['register-function']({ name, path, timeoutMs: 5000 });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaizen-graph-'));
  project = join(folder, 'kaizen.yaml');
  app = await openSampleApp();
  await registerSampleModel(app, { name: 'other', seed: 8 });
  await formula('twice', { x: 'number' }, 'return 2 * row.x;');
  await formula('tenth', { x: 'number' }, 'return row.x / 10;');
  await formula('sum', { x: 'number', y: 'number' }, 'return row.x + row.y;');
  await formula('broken', { x: 'number' }, 'throw new Error("no");');
  await formula('income', { x: 'number', income: 'number' }, 'return row.x + (row.income ?? -1);');
  server = http.createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const { keys } = JSON.parse(Buffer.concat(parts).toString()) as { keys: string[] };
    const body = features(keys);
    if (body !== undefined) response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/features`;
});
afterAll(async () => {
  await app.dispose();
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

async function register(name: string, graph: GraphInput) {
  await writeFile(project, stringify({ graphs: { [name]: graph } }));
  return await app.handlers.models['register-graph']({ name, path: project });
}

const predict = (name: string, rows: Row[], trace = false) =>
  app.handlers.models.predict({ name, rows: rows.map((row) => ({ ...row })), trace });
const ask = async (name: string, rows: Row[]) =>
  (await predict(name, rows)).predictions.map(({ prediction }) => prediction);

const CUSTOMER = { months: 3, plan: 'basic', calls: 4 };

describe('models.register-graph', () => {
  it('answers as its model does where it holds one, with the versions of its registration', async () => {
    const made = await register('alone', {
      nodes: { root: { router: 'sequence', steps: [{ model: 'churn' }] } },
    });
    expect(made).toMatchObject({ version: 1, estimator: 'graph', task: 'binary' });
    const before = await predict('churn', [CUSTOMER]);
    await registerSampleModel(app, { seed: 99 });
    expect((await predict('alone', [CUSTOMER])).predictions).toEqual(before.predictions);
  });

  it('adds up a sequence, in which later steps read the answers of earlier ones', async () => {
    const made = await register('chain', {
      target: 'total',
      nodes: {
        root: { router: 'sequence', steps: [{ model: 'twice', as: 'y' }, { model: 'sum' }] },
      },
    });
    expect(made.signature.inputs.map(({ name }) => name)).toEqual(['x']);
    expect(made.signature.output).toMatchObject({ name: 'total', task: 'regression' });
    expect(await ask('chain', [{ x: 1 }, { x: 5 }])).toEqual([3, 15]);
  });

  it('sends rows to the first step of a switch whose condition holds, and back in their order', async () => {
    await register('routed', {
      inputs: { region: 'category' },
      nodes: {
        root: {
          router: 'switch',
          steps: [
            { condition: 'region == "EU" and x > 10', model: 'tenth' },
            { condition: 'region == "EU"', node: 'home' },
            { condition: 'x >= 0', model: 'twice' },
          ],
        },
        home: { router: 'sequence', steps: [{ model: 'twice', as: 'y' }, { model: 'sum' }] },
      },
    });
    const rows = [
      { x: 20, region: 'EU' },
      { x: 5, region: 'US' },
      { x: 5, region: 'EU' },
      { x: 40, region: null },
    ];
    expect(await ask('routed', rows)).toEqual([2, 10, 15, 80]);
    expect(await rejectionOf(ask('routed', [...rows, { x: -5, region: 'US' }]))).toMatchObject({
      code: 'GRAPH_UNROUTED',
      message: 'A condition of the graph must hold for every row, got none for row 5.',
      details: { rows: [5], nRows: 1 },
    });
  });

  it('stops a sequence for the rows whose condition does not hold', async () => {
    await register('stopping', {
      nodes: {
        root: {
          router: 'sequence',
          steps: [
            { model: 'twice', as: 'y' },
            { condition: 'y > 10', model: 'tenth' },
          ],
        },
      },
    });
    expect(await ask('stopping', [{ x: 1 }, { x: 100 }])).toEqual([2, 10]);
  });

  it('makes one answer of many, without those that may fail', async () => {
    const steps = [
      { model: 'twice', weight: 3 },
      { model: 'tenth', weight: 1 },
      { model: 'broken', weight: 6, dependency: 'soft' as const },
    ];
    await register('weighted', {
      nodes: { root: { router: 'ensemble', combine: 'weighted', steps } },
    });
    expect(await ask('weighted', [{ x: 20 }])).toEqual([(3 * 40 + 2) / 4]);
    const { trace } = await predict('weighted', [{ x: 20 }], true);
    expect(trace?.map(({ step, failure }) => [step, failure]).sort()).toEqual([
      ['root/broken/1', 'FUNCTION_FAILED'],
      ['root/tenth/1', undefined],
      ['root/twice/1', undefined],
    ]);
    await register('hard', {
      nodes: { root: { router: 'ensemble', steps: [{ model: 'twice' }, { model: 'broken' }] } },
    });
    expect(await rejectionOf(ask('hard', [{ x: 1 }]))).toMatchObject({ code: 'FUNCTION_FAILED' });
    await register('fallback', {
      nodes: {
        root: {
          ...{ router: 'ensemble', combine: 'first' },
          steps: [{ model: 'broken' }, { model: 'twice' }],
        },
      },
    });
    expect(await ask('fallback', [{ x: 4 }])).toEqual([8]);
  });

  it('answers as the model does where an ensemble has it twice', async () => {
    await register('same', {
      nodes: { root: { router: 'ensemble', steps: [{ model: 'churn/1' }, { model: 'churn/1' }] } },
    });
    const rows = [CUSTOMER, { months: 60, plan: 'premium', calls: null }];
    expect((await predict('same', rows)).predictions).toEqual(
      (await predict('churn/1', rows)).predictions,
    );
  });

  it('splits rows by the share of each step, and a customer always the same way', async () => {
    await register('split', {
      nodes: {
        root: {
          ...{ router: 'splitter', by: 'customer' },
          steps: [
            { model: 'twice', weight: 90 },
            { model: 'tenth', weight: 10 },
          ],
        },
      },
    });
    const rows = Array.from({ length: 4000 }, (_, i) => ({ x: 10, customer: `c${i % 2000}` }));
    const answers = await ask('split', rows);
    expect(answers.slice(2000)).toEqual(answers.slice(0, 2000));
    const nSecond = answers.slice(0, 2000).filter((answer) => answer === 1).length;
    // 200 expected, standard deviation 13.4: five of them on either side.
    expect(Math.abs(nSecond - 200)).toBeLessThan(67);
  });

  it('explains by the explainer beside a node, or by the model on the way of the row', async () => {
    const explained = async (name: string) => {
      const { explainer, contributions } = await app.handlers.models.explain({
        ...{ name, row: CUSTOMER },
      });
      return { explainer, columns: contributions.map(({ column }) => column).sort() };
    };
    const columns = ['calls', 'months', 'plan'];
    await register('explained', {
      nodes: {
        root: {
          router: 'switch',
          steps: [{ condition: 'months < 12', node: 'young' }, { model: 'churn/1' }],
        },
        young: {
          ...{ router: 'ensemble', explainer: 'other' },
          steps: [{ model: 'churn/1' }, { model: 'other' }],
        },
      },
    });
    expect(await explained('explained')).toEqual({ explainer: 'other/1', columns });
    expect(await explained('alone')).toEqual({ explainer: 'churn/1', columns });
    expect(
      await rejectionOf(app.handlers.models.explain({ name: 'same', row: CUSTOMER })),
    ).toMatchObject({
      code: 'MODEL_FOREIGN',
      message:
        'The node "root" must have an explainer for this row, got none: no single model answers there.',
    });
  });

  it.each<[string, GraphInput['nodes'], string, RegExp]>([
    [
      'a circle',
      {
        root: { router: 'sequence', steps: [{ node: 'a' }] },
        a: { router: 'sequence', steps: [{ node: 'root' }] },
      },
      'nodes',
      /must not lead in a circle, got root → a → root/,
    ],
    [
      'an unknown node',
      {
        root: { router: 'sequence', steps: [{ node: 'prices' }] },
        price: { router: 'sequence', steps: [{ model: 'twice' }] },
      },
      'nodes.root.steps[0].node',
      /must be one of the nodes, got "prices"\. Did you mean "price"/,
    ],
    [
      'a node that nothing leads to',
      {
        root: { router: 'sequence', steps: [{ model: 'twice' }] },
        price: { router: 'sequence', steps: [{ model: 'twice' }] },
      },
      'nodes.price',
      /must be reached from `root`/,
    ],
    [
      'an unknown model',
      { root: { router: 'sequence', steps: [{ model: 'twise' }] } },
      'nodes.root.steps[0]',
      /cannot be used: No model is called "twise"/,
    ],
    [
      'steps that answer different questions',
      { root: { router: 'ensemble', steps: [{ model: 'twice' }, { model: 'churn' }] } },
      'nodes.root.steps[1]',
      /must answer what the first step does \(regression\), got binary: no, yes/,
    ],
    [
      'a condition over an unknown column',
      { root: { router: 'switch', steps: [{ condition: 'region == "EU"', model: 'twice' }] } },
      'nodes.root.steps[0].condition',
      /is not understood: .*region/,
    ],
    [
      'weights that do not add up',
      {
        root: {
          router: 'splitter',
          steps: [
            { model: 'twice', weight: 50 },
            { model: 'tenth', weight: 40 },
          ],
        },
      },
      'nodes.root.steps',
      /must have weights that add up to 100, got 90/,
    ],
    [
      'an answer that nobody reads',
      { root: { router: 'sequence', steps: [{ model: 'twice' }, { model: 'tenth' }] } },
      'nodes.root.steps[0]',
      /must have `as`/,
    ],
    [
      'an explainer that explains nothing',
      { root: { router: 'ensemble', explainer: 'tenth', steps: [{ model: 'twice' }] } },
      'nodes.root.explainer',
      /cannot be used: .*only answers/,
    ],
  ])('refuses %s', async (_, nodes, path, problem) => {
    const failure = await rejectionOf(register('refused', { nodes }));
    expect(failure.code).toBe('PROJECT_INVALID');
    expect(failure.details.problems).toContainEqual({
      ...{ path, problem: expect.stringMatching(problem) },
    });
    expect(failure.message).toContain('graphs.refused of kaizen.yaml');
  });
});

describe('lineage of a graph', () => {
  it('leads to the versions that it asked at registration, also once an alias has moved', async () => {
    await registerSampleModel(app, { name: 'moved', seed: 3 });
    await app.handlers.models.alias({ name: 'moved', alias: 'champion', version: 1 });
    await register('traced', {
      nodes: {
        root: {
          ...{ router: 'ensemble', explainer: 'moved@champion' },
          steps: [{ model: 'moved@champion' }, { model: 'other', dependency: 'soft' }],
        },
      },
    });
    await registerSampleModel(app, { name: 'moved', seed: 17 });
    await app.handlers.models.alias({ name: 'moved', alias: 'champion', version: 2 });
    const shown = await app.handlers.models.show({ name: 'traced' });
    expect(shown.asks).toEqual([
      {
        ...{ model: 'moved/1', reference: 'moved@champion', step: 'root/moved/1' },
        ...{ role: 'answers', isNeeded: true },
      },
      {
        ...{ model: 'other/1', reference: 'other', step: 'root/other/1' },
        ...{ role: 'answers', isNeeded: false },
      },
    ]);
    const { lineage } = await app.handlers.runs.show({ id: shown.runId });
    const run = `run:${shown.runId}`;
    expect(lineage).toContainEqual({ from: 'model:moved/1', to: run, role: 'asked-by' });
    expect(lineage).toContainEqual({ from: 'model:other/1', to: run, role: 'asked-by' });
  });

  it('goes on to what its members were made of', async () => {
    const { runId } = await register('doubled', {
      nodes: { root: { router: 'sequence', steps: [{ model: 'twice' }] } },
    });
    const member = await app.store.models.findVersion('twice' as never, 1);
    const { lineage } = await app.handlers.runs.show({ id: runId });
    expect(lineage.map(({ from, to }) => [from, to])).toEqual(
      expect.arrayContaining([
        [`run:${member?.runId}`, `artifact:${member?.artifact}`],
        [`artifact:${member?.artifact}`, 'model:twice/1'],
        ['model:twice/1', `run:${runId}`],
        [expect.stringMatching(/^artifact:/), 'model:doubled/1'],
      ]),
    );
  });
});

describe('lookup of a graph', () => {
  const graph = (
    lookup: NonNullable<GraphInput['nodes'][string]['steps'][number]['lookup']>,
    isSoft = false,
  ): GraphInput => ({
    nodes: {
      root: {
        router: 'sequence',
        steps: [{ lookup, ...(isSoft ? { dependency: 'soft' } : {}) }, { model: 'income' }],
      },
    },
  });

  it('completes rows from a dataset, logs what it added, and follows newer versions', async () => {
    const table = join(folder, 'customers.csv');
    await writeFile(table, 'customer,income,age\n1,100,30\n2,200,40\n2,250,41\n');
    await app.handlers.datasets.add({ path: table, name: 'customers' } as never);
    const made = await register(
      'looked-up',
      graph({
        dataset: 'customers',
        key: 'customer',
        columns: ['income'],
        defaults: { income: 7 },
      }),
    );
    expect(made.signature.inputs.map(({ name, kind }) => [name, kind])).toEqual([
      ['customer', 'number'],
      ['x', 'number'],
    ]);
    const rows = [1, 2, 3, null].map((customer) => ({ customer, x: 1000 }));
    expect(await ask('looked-up', rows)).toEqual([1100, 1250, 1007, 1007]);
    const { items } = await app.handlers.predictions.list({
      ...{ name: 'looked-up', kind: 'answer', limit: 1 },
    });
    expect(items[0]?.rows).toEqual([100, 250, 7, 7].map((income, i) => ({ ...rows[i], income })));
    const run = `run:${made.runId}`;
    expect(
      await rejectionOf(app.handlers.datasets.remove({ name: 'customers', force: false })),
    ).toMatchObject({
      code: 'DATASET_IN_USE',
      details: { users: expect.arrayContaining([run, 'model:looked-up/1']) },
    });
    expect(
      await rejectionOf(ask('looked-up', [{ customer: 1, x: 1, income: 5 } as never])),
    ).toMatchObject({
      code: 'INPUT_SCHEMA_MISMATCH',
    });
    await writeFile(table, 'customer,income,age\n1,111,30\n3,333,40\n');
    await app.handlers.datasets.add({ path: table, name: 'customers' } as never);
    await expect
      .poll(() => ask('looked-up', rows), { timeout: 10_000, interval: 200 })
      .toEqual([1111, 1007, 1333, 1007]);
  });

  it('completes rows from a server, which is asked once for each key', async () => {
    await register(
      'fetched',
      graph({
        ...{ url, key: 'customer', columns: { income: 'number' }, defaults: { income: 7 } },
        timeoutMs: 10_000,
      }),
    );
    const asked: string[][] = [];
    features = (keys) => {
      asked.push(keys);
      return { rows: keys.map((key) => (key === 'a' ? { income: 50 } : null)) };
    };
    const rows = ['a', 'b', 'a'].map((customer) => ({ customer, x: 100 }));
    expect(await ask('fetched', rows)).toEqual([150, 107, 150]);
    expect(asked).toEqual([['a', 'b']]);
  });

  it('fails with a server that answers late or wrongly, or goes on with the defaults', async () => {
    const lookup = (timeoutMs: number) => ({
      ...{ url, key: 'customer', columns: { income: 'number' as const }, timeoutMs },
      defaults: { income: 7 },
    });
    await register('waits', graph(lookup(10_000)));
    await register('fails', graph(lookup(60)));
    await register('goes-on', graph(lookup(60), true));
    const rows = [{ customer: 'a', x: 100 }];
    for (const [name, body, code] of [
      ['fails', undefined, 'REMOTE_TIMEOUT'],
      ['waits', { rows: [] }, 'REMOTE_FAILED'],
      ['waits', { rows: [{ income: 'much' }] }, 'REMOTE_FAILED'],
    ] as const) {
      features = () => body;
      expect(await rejectionOf(ask(name, rows))).toMatchObject({ code });
      expect(await ask('goes-on', rows)).toEqual([107]);
    }
  });
});
