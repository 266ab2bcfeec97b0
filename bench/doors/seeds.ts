import { deflateSync, gzipSync } from 'node:zlib';

/** A request that a door answers, before it is spoiled. */
export interface Seed {
  readonly door: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** A JSON value, text, or bytes. */
  readonly body?: unknown;
}

const ROW = { months: 3, plan: 'basic', calls: 2 };
const COLUMNS = [
  { name: 'months', datatype: 'FP64', shape: [2], data: [3, 60] },
  { name: 'plan', datatype: 'BYTES', shape: [2, 1], data: ['basic', 'premium'] },
  { name: 'calls', datatype: 'FP64', shape: [2], data: [2, null] },
];
const JSON_TYPE = { 'content-type': 'application/json' };

/** Every door of the server, with a request that it likes. */
export const SEEDS: readonly Seed[] = [
  post('ours', '/api/v1/models/churn/predict', { rows: [ROW], entity: 'a' }),
  post('ours explain', '/api/v1/models/churn/explain', { row: ROW }),
  post('v2 infer', '/v2/models/churn/infer', {
    id: 'mine',
    parameters: { priority: 1, timeout: 1000000, team: 'a' },
    inputs: COLUMNS,
    outputs: [{ name: 'probabilities', parameters: { classification: 1, binary_data: false } }],
  }),
  post('v2 version', '/v2/models/churn/versions/1/infer', {
    inputs: [{ name: 'x', datatype: 'FP64', shape: [1, 3], data: [[1, 2, 3]] }],
  }),
  post('v2 explain', '/v2/models/churn/explain', { inputs: COLUMNS }),
  binary(),
  post('v2 index', '/v2/repository/index', { ready: true }),
  post('v2 load', '/v2/repository/models/churn/load', { parameters: {} }),
  get('v2 model', '/v2/models/churn'),
  get('v2 config', '/v2/models/churn/versions/1/config'),
  get('v2 stats', '/v2/models/churn/stats'),
  post('v1 predict', '/v1/models/churn:predict', { instances: [ROW, [3, 'basic', 2]] }),
  post('v1 explain', '/v1/models/churn:explain', { instances: [ROW] }),
  post('mlflow split', '/invocations', {
    dataframe_split: { columns: ['months', 'plan', 'calls'], data: [[3, 'basic', 2]] },
    params: { a: 1 },
  }),
  post('mlflow records', '/invocations', { dataframe_records: [ROW] }),
  post('mlflow inputs', '/invocations', { inputs: { months: [3], plan: ['basic'], calls: [2] } }),
  text('csv', '/invocations', 'months,plan,calls\n3,basic,2\n60,"pre""mium",\n'),
  text('sagemaker csv', '/endpoints/churn/invocations', '3,basic,2\n60,premium,\n'),
  {
    ...{ door: 'sagemaker lines', method: 'POST', path: '/endpoints/churn/invocations' },
    headers: { 'content-type': 'application/jsonlines', accept: 'application/jsonlines' },
    body: '{"features":[3,"basic",2]}\n{"features":[60,"premium",null]}\n',
  },
  packed('gzip', gzipSync(JSON.stringify({ inputs: COLUMNS }))),
  packed('deflate', deflateSync(JSON.stringify({ inputs: COLUMNS }))),
];

function post(door: string, path: string, body: unknown): Seed {
  return { door, method: 'POST', path, headers: JSON_TYPE, body };
}

function get(door: string, path: string): Seed {
  return { door, method: 'GET', path, headers: {} };
}

function text(door: string, path: string, body: string): Seed {
  return { door, method: 'POST', path, headers: { 'content-type': 'text/csv' }, body };
}

function packed(encoding: string, body: Buffer): Seed {
  return {
    ...{ door: `v2 ${encoding}`, method: 'POST', path: '/v2/models/churn/infer', body },
    headers: { ...JSON_TYPE, 'content-encoding': encoding },
  };
}

function binary(): Seed {
  const plan = Buffer.from('\u0005\0\0\0basic\u0007\0\0\0premium', 'latin1');
  const floats = (...values: number[]) => Buffer.from(Float64Array.from(values).buffer);
  const parts = [floats(3, 60), plan, floats(2, Number.NaN)];
  const inputs = COLUMNS.map(({ data: _, ...column }, i) => ({
    ...column,
    parameters: { binary_data_size: parts[i]?.length ?? 0 },
  }));
  const head = Buffer.from(JSON.stringify({ inputs, parameters: { binary_data_output: true } }));
  return {
    ...{ door: 'v2 binary', method: 'POST', path: '/v2/models/churn/infer' },
    headers: { 'inference-header-content-length': String(head.length) },
    body: Buffer.concat([head, ...parts]),
  };
}
