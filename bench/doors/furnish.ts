import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inputChecker, OPERATIONS } from '@kaizenml/contracts/operations';
import type { App } from '../../packages/platform/src/app.ts';
import { registerSampleModel } from '../../packages/platform/src/testing/sample-model.ts';
import { post, type Seed } from './request.ts';
import { sampleParquet } from './sample-parquet.ts';
import { ENDPOINT_SEEDS } from './seeds/endpoint-seeds.ts';
import { OPERATION_SEEDS } from './seeds/operation-seeds.ts';
import { protocolSeeds, ROW, SERVER_SEEDS } from './seeds/protocol-seeds.ts';

/** A function that misbehaves as its first row says. */
const FICKLE = `
export default {
  inputs: { months: 'number', plan: 'category', calls: 'number' },
  output: { name: 'left', task: 'binary', classes: ['no', 'yes'] },
  predict: (rows) => {
    const right = rows.map(() => 'no');
    switch ((rows[0]?.months ?? 0) % 16) {
      case 4: throw new Error('4uthor-m4rk in /tmp/secret');
      case 5: throw null;
      case 6: return undefined;
      case 7: return right.slice(1);
      case 8: return rows.map(() => ({ probabilities: { no: NaN, yes: 1 } }));
      case 9: return rows.map(() => 'maybe');
      case 10: return new Promise(() => undefined);
      case 11: for (;;) {}
      case 12: return rows.map(() => ({ prediction: 'x'.repeat(1e6) }));
      case 13: process.exit(1);
      case 14: return Promise.reject('4uthor-m4rk');
      case 15: setTimeout(() => { throw new Error('later'); }, 1); return right;
      default: return right;
    }
  },
};
`;
const STATED = {
  inputs: [
    { name: 'months', kind: 'number' },
    { name: 'plan', kind: 'category' },
    { name: 'calls', kind: 'number' },
  ],
  output: { name: 'left', task: 'binary', classes: ['no', 'yes'] },
};
const project = (upstream: string) => `
graphs:
  offer:
    nodes:
      root:
        router: sequence
        steps:
          - lookup: { dataset: customers, key: customer, columns: [orders], defaults: { orders: 0 } }
          - lookup: { url: "${upstream}/lookup", key: account, columns: { income: number }, timeoutMs: 200 }
            dependency: soft
          - { model: churn, as: risk, probabilityOf: "yes" }
          - { node: answer }
      answer:
        router: switch
        steps:
          - { condition: "risk > 0.5", model: fickle }
          - { model: far-v2 }
`;

/** Names of what answers and is not ours, with what they may fail with. */
const FAR = ['far-v2', 'far-kaizen', 'far-v1', 'far-mlflow'] as const;

/**
 * Fills a home with everything that has a door: two versions of a model, one that is idle, a function, proxies, a graph with lookups,
 * an ONNX file and a dataset.
 *
 * @param folder For files that are read once.
 * @param upstream Root of a server that answers well as yet.
 * @returns A request for every door.
 */
export async function furnish(
  app: App,
  { folder, upstream }: { readonly folder: string; readonly upstream: string },
): Promise<readonly Seed[]> {
  const { handlers } = app;
  await registerSampleModel(app, { seed: 8 });
  await registerSampleModel(app);
  await handlers.models.alias({ name: 'churn', alias: 'champion', version: 1 });
  await registerSampleModel(app, { name: 'idle', nTrees: 2 });
  const file = async (name: string, text: string) => {
    await writeFile(join(folder, name), text);
    return join(folder, name);
  };
  await handlers.datasets.add({
    path: await file(
      'customers.csv',
      'customer,orders,plan\n7,100,basic\n9,300,premium\n8,1,basic\n',
    ),
  });
  await handlers.models['register-function']({
    ...{ name: 'fickle', path: await file('fickle.ts', FICKLE), timeoutMs: 300 },
  });
  const signature = await file('stated.json', JSON.stringify(STATED));
  for (const name of FAR) {
    const protocol = name.slice(4);
    const url = { v2: '/v2/models/churn', kaizen: '/api/v1/models/churn', v1: '/v1/models/churn' };
    const given = {
      ...{ name, protocol, timeoutMs: 1500, concurrency: 4 },
      url: upstream + (url[protocol as keyof typeof url] ?? ''),
      ...(protocol === 'v1' || protocol === 'mlflow' ? { signature } : { target: 'left' }),
    };
    const checked = inputChecker(OPERATIONS.models['register-proxy'])(given);
    if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
    await handlers.models['register-proxy'](checked.input);
  }
  const path = await file('kaizen.yaml', project(upstream));
  await handlers.models['register-graph']({ name: 'offer', path });
  const onnx = join(folder, 'as-onnx.onnx');
  await handlers.models.export({ name: 'churn', format: 'onnx', out: onnx });
  await handlers.models.import({ path: onnx, name: 'as-onnx' });
  return [...seeds(), ...parquetSeeds(await sampleParquet(join(folder, 'rows.parquet')))];
}

function parquetSeeds(body: Buffer): readonly Seed[] {
  return ['application/json', 'application/vnd.apache.parquet', 'text/csv'].map((accept) => ({
    ...{ door: 'own parquet', method: 'POST', path: '/api/v1/models/churn/predict', body },
    headers: { 'content-type': 'application/vnd.apache.parquet', accept },
  }));
}

function seeds(): readonly Seed[] {
  const asked = { ...ROW, customer: 7, account: 'a7' };
  const fails = (allows: readonly number[], list: readonly Seed[]) =>
    list.map((seed) => ({ ...seed, door: `${seed.door} elsewhere`, allows }));
  return [
    ...protocolSeeds('churn'),
    ...protocolSeeds('churn'),
    ...protocolSeeds('as-onnx'),
    ...SERVER_SEEDS,
    ...OPERATION_SEEDS,
    ...ENDPOINT_SEEDS,
    ...ENDPOINT_SEEDS,
    ...FAR.flatMap((name) => fails([502], protocolSeeds(name).slice(0, 13))),
    ...Array.from({ length: 16 }, (_, months) =>
      fails(
        [500],
        [post('function', '/api/v1/models/fickle/predict', { rows: [{ ...ROW, months }] })],
      ),
    ).flat(),
    ...fails([500], protocolSeeds('fickle')),
    ...fails(
      [500, 502],
      [
        post('graph', '/api/v1/models/offer/predict', { rows: [asked, asked], trace: true }),
        post('graph', '/api/v1/models/offer/explain', { row: asked }),
        post('graph', '/invocations?model=offer', { dataframe_records: [asked] }),
        post('graph', '/v1/models/offer:predict', { instances: [asked] }),
      ],
    ),
  ];
}
