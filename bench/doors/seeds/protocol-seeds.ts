import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { get, post, type Seed } from '../request.ts';

/** A row of the sample model. */
export const ROW = { months: 3, plan: 'basic', calls: 2 };
const COLUMNS = [
  { name: 'months', datatype: 'FP64', shape: [2], data: [3, 60] },
  { name: 'plan', datatype: 'BYTES', shape: [2, 1], data: ['basic', 'premium'] },
  { name: 'calls', datatype: 'FP64', shape: [2], data: [2, null] },
];
const CSV = 'months,plan,calls\n3,basic,2\n60,"pre""mium",\n';
const LINES = `${JSON.stringify(ROW)}\n${JSON.stringify({ ...ROW, calls: null })}\n`;

/** The doors of one model in every protocol. @param model Its name. */
export function protocolSeeds(model: string): readonly Seed[] {
  return [...ownSeeds(model), ...inferenceSeeds(model), ...invocationSeeds(model)];
}

function ownSeeds(model: string): readonly Seed[] {
  const path = `/api/v1/models/${model}/predict`;
  const rows = (door: string, type: string, body: string | Buffer, accept?: string): Seed => ({
    ...{ door: `own ${door}`, method: 'POST', path, body },
    headers: { 'content-type': type, ...(accept === undefined ? {} : { accept }) },
  });
  return [
    post('own predict', path, { rows: [ROW, { ...ROW, calls: null }], entity: 'a' }),
    post('own predict', path, { rows: [ROW], flags: true, trace: true, interval: 0.9 }),
    post('own explain', `/api/v1/models/${model}/explain`, { row: ROW }),
    rows('csv', 'text/csv', CSV),
    rows('csv', 'text/csv', CSV, 'text/csv'),
    rows('lines', 'application/x-ndjson', LINES),
    rows('lines', 'application/x-ndjson', LINES, 'application/vnd.apache.parquet'),
    { ...rows('csv', 'text/csv', gzipSync(CSV)), headers: gzipped('text/csv') },
    {
      ...post('own predict', path, { rows: [ROW] }),
      headers: { 'content-type': 'application/json', accept: 'text/csv;q=0.5, */*;q=0.1' },
    },
  ];
}

function inferenceSeeds(model: string): readonly Seed[] {
  const path = `/v2/models/${model}`;
  const infer = JSON.stringify({ inputs: COLUMNS });
  const packed = (encoding: string, body: Buffer): Seed => ({
    ...{ door: 'v2 packed', method: 'POST', path: `${path}/infer`, body },
    headers: { 'content-type': 'application/json', 'content-encoding': encoding },
  });
  return [
    post('v2 infer', `${path}/infer`, {
      id: 'mine',
      parameters: { priority: 1, timeout: 1000000, team: 'a' },
      inputs: COLUMNS,
      outputs: [{ name: 'probabilities', parameters: { classification: 1, binary_data: false } }],
    }),
    post('v2 infer', `${path}/versions/1/infer`, {
      inputs: [{ name: 'x', datatype: 'FP64', shape: [1, 3], data: [[1, 2, 3]] }],
    }),
    post('v2 explain', `${path}/explain`, { inputs: COLUMNS }),
    binary(`${path}/infer`, 'v2 binary'),
    binary(`${path}/explain`, 'v2 binary explain'),
    packed('gzip', gzipSync(infer)),
    packed('deflate', deflateSync(infer)),
    packed('br', brotliCompressSync(infer)),
    post('v2 load', `/v2/repository/models/${model}/load`, { parameters: {} }),
    ...['', '/ready', '/config', '/stats', '/versions/1', '/versions/1/config'].map((more) =>
      get('v2 model', path + more),
    ),
  ];
}

/** What asks no model in particular. */
export const SERVER_SEEDS: readonly Seed[] = [
  post('v2 index', '/v2/repository/index', { ready: true }),
  post('v2 unload', '/v2/repository/models/idle/unload', {
    parameters: { unload_dependents: true },
  }),
  ...['/v2', '/v2/health/live', '/v2/health/ready', '/v2/models', '/v2/models/stats'].map((path) =>
    get('v2 server', path),
  ),
  ...['/v1/models', '/v1/models/churn', '/ping', '/health', '/version'].map((path) =>
    get('others server', path),
  ),
  ...['/livez', '/readyz', '/metrics', '/api/openapi.json', '/', '/endpoints/churn'].map((path) =>
    get('probes and pages', path),
  ),
];

function invocationSeeds(model: string): readonly Seed[] {
  const scored = (door: string, body: unknown) =>
    post(`mlflow ${door}`, `/invocations?model=${model}`, body);
  const csv = (door: string, path: string, body: string): Seed => ({
    ...{ door, method: 'POST', path, headers: { 'content-type': 'text/csv' }, body },
  });
  return [
    post('v1 predict', `/v1/models/${model}:predict`, { instances: [ROW, [3, 'basic', 2]] }),
    post('v1 explain', `/v1/models/${model}:explain`, { instances: [ROW] }),
    scored('split', {
      dataframe_split: { columns: ['months', 'plan', 'calls'], data: [[3, 'basic', 2]] },
      params: { a: 1 },
    }),
    scored('records', { dataframe_records: [ROW] }),
    scored('instances', { instances: [ROW] }),
    scored('inputs', { inputs: { months: [3], plan: ['basic'], calls: [2] } }),
    csv('mlflow csv', `/invocations?model=${model}`, CSV),
    csv('sagemaker csv', `/endpoints/${model}/invocations`, '3,basic,2\n60,premium,\n'),
    {
      ...{ door: 'sagemaker lines', method: 'POST', path: `/endpoints/${model}/invocations` },
      headers: { 'content-type': 'application/jsonlines', accept: 'application/jsonlines' },
      body: '{"features":[3,"basic",2]}\n{"features":[60,"premium",null]}\n',
    },
    post('sagemaker json', `/endpoints/${model}/invocations`, {
      instances: [{ features: [3, 'basic', 2] }],
    }),
  ];
}

function gzipped(type: string): Readonly<Record<string, string>> {
  return { 'content-type': type, 'content-encoding': 'gzip' };
}

function binary(path: string, door: string): Seed {
  const plan = Buffer.from('\u0005\0\0\0basic\u0007\0\0\0premium', 'latin1');
  const floats = (...values: number[]) => Buffer.from(Float64Array.from(values).buffer);
  const parts = [floats(3, 60), plan, floats(2, Number.NaN)];
  const inputs = COLUMNS.map(({ data: _, ...column }, i) => ({
    ...column,
    parameters: { binary_data_size: parts[i]?.length ?? 0 },
  }));
  const head = Buffer.from(JSON.stringify({ inputs, parameters: { binary_data_output: true } }));
  return {
    ...{ door, method: 'POST', path },
    headers: { 'inference-header-content-length': String(head.length) },
    body: Buffer.concat([head, ...parts]),
  };
}
