import { Agent, request } from 'node:http';
import { posix } from 'node:path';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSampleApp, type SampleApp } from '../../testing/sample-app.ts';
import { type RunningServer, startServer } from '../index.ts';

const MIB = 1024 * 1024;

/** The codes of the protocol that tell a client of its own mistake, with their statuses, as its reference lists them. */
const REFUSALS: Readonly<Record<string, number>> = {
  ...{ ENDPOINT_NOT_FOUND: 404, RESOURCE_DOES_NOT_EXIST: 404, RESOURCE_CONFLICT: 409 },
  ...{ RESOURCE_ALREADY_EXISTS: 400, INVALID_PARAMETER_VALUE: 400 },
};

/** Calls of the protocol's reference that have a body; a server that lacks one says so. */
const WITH_BODY = [
  ...['create', 'search', 'update', 'delete', 'restore', 'set-experiment-tag', 'search-datasets']
    .concat('delete-experiment-tag')
    .map((name) => `POST experiments/${name}`),
  ...['create', 'update', 'delete', 'restore', 'log-metric', 'log-parameter', 'set-tag', 'search']
    .concat('delete-tag', 'log-batch', 'log-model', 'log-inputs', 'outputs')
    .map((name) => `POST runs/${name}`),
  ...['POST logged-models', 'POST logged-models/search', 'PATCH logged-models/MODEL'],
  ...['PATCH logged-models/MODEL/tags', 'POST logged-models/MODEL/params'],
  ...['create', 'rename', 'get-latest-versions', 'set-tag', 'alias'].map(
    (name) => `POST registered-models/${name}`,
  ),
  ...['PATCH registered-models/update', 'DELETE registered-models/delete'],
  ...['DELETE registered-models/delete-tag', 'DELETE registered-models/alias'],
  ...['create', 'transition-stage', 'set-tag'].map((name) => `POST model-versions/${name}`),
  ...['PATCH model-versions/update', 'DELETE model-versions/delete'],
  ...['DELETE model-versions/delete-tag', 'POST webhooks', 'PATCH webhooks/w'],
] as const;

const WITH_QUERY = [
  ...['experiments/get', 'experiments/get-by-name', 'experiments/search', 'runs/get'],
  ...['metrics/get-history', 'metrics/get-history-bulk', 'metrics/get-history-bulk-interval'],
  ...['artifacts/list', 'logged-models/MODEL', 'logged-models/MODEL/artifacts/directories'],
  ...['registered-models/get', 'registered-models/search', 'registered-models/get-latest-versions'],
  ...['registered-models/alias', 'model-versions/get', 'model-versions/search'],
  ...['model-versions/get-download-uri', 'webhooks', 'webhooks/w'],
] as const;

/** Every field of a request of the protocol. */
const FIELDS = [
  ...[
    'experiment_id',
    'experiment_ids',
    'experiment_name',
    'name',
    'new_name',
    'artifact_location',
  ],
  ...[
    'tags',
    'params',
    'metrics',
    'datasets',
    'models',
    'run_id',
    'run_uuid',
    'run_ids',
    'run_name',
  ],
  ...[
    'user_id',
    'start_time',
    'end_time',
    'status',
    'key',
    'value',
    'timestamp',
    'step',
    'model_id',
  ],
  ...[
    'dataset',
    'dataset_name',
    'dataset_digest',
    'model_json',
    'metric_key',
    'page_token',
    'filter',
  ],
  ...['max_results', 'order_by', 'view_type', 'run_view_type', 'start_step', 'end_step', 'path'],
  ...['model_type', 'source_run_id', 'field_name', 'ascending', 'digest', 'source', 'source_type'],
  ...['schema', 'profile', 'version', 'stage', 'stages', 'archive_existing_versions', 'alias'],
  ...[
    'description',
    'run_link',
    'url',
    'events',
    'secret',
    'artifact_directory_path',
    'expiration',
  ],
];

let app: SampleApp;
let server: RunningServer;
let run: string;
let model: string;
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
beforeAll(async () => {
  app = await openSampleApp();
  server = await startServer(app, { port: 0, log: silent() });
  run = await newRun();
  const made = await ask('POST', 'logged-models', '{"experiment_id":"0"}');
  model = JSON.parse(made.body).model.info.model_id;
});
afterAll(async () => {
  agent.destroy();
  await server.close();
  await app.dispose();
});

const newRun = async (): Promise<string> =>
  JSON.parse((await ask('POST', 'runs/create', '{}')).body).run.info.run_id;

function silent() {
  const none = () => undefined;
  return { debug: none, info: none, warn: none, error: none };
}

/** Asks with a path as it is: nothing of it is made shorter on the way. */
async function ask(method: string, path: string, body?: string | Buffer) {
  const { promise, resolve, reject } = Promise.withResolvers<{
    readonly status: number;
    readonly type: string;
    readonly body: string;
  }>();
  const { port } = server;
  const asked = request(
    {
      ...{ method, port, agent, host: '127.0.0.1', path: `/api/2.0/mlflow/${path}` },
      headers: {
        'content-type': 'application/json',
        ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
      },
    },
    async (answer) => {
      const { statusCode: status = 0, headers } = answer;
      resolve({ status, type: headers['content-type'] ?? '', body: await text(answer) });
    },
  );
  asked.on('error', reject);
  asked.end(body);
  return promise;
}

/** Asks, and holds the answer to the protocol: done, or a refusal in its form. */
async function isAnswered(method: string, path: string, body?: string | Buffer): Promise<number> {
  const where = path.replace('MODEL', model);
  const { status, type, body: told } = await ask(method, where, body);
  const read = JSON.parse(told);
  expect([method, where, type]).toEqual([
    method,
    where,
    expect.stringMatching(/^application\/json/),
  ]);
  if (status === 200) return status;
  expect(Object.keys(read)).toEqual(['error_code', 'message']);
  expect([told, REFUSALS[read.error_code]]).toEqual([told, status]);
  expect(read.message).not.toBe('');
  return status;
}

const awkward = fc.oneof(
  fc.constantFrom<unknown>(
    ...['', '0', '7', ' ', '..', '../..', '/etc/passwd', 'a/../b', '\0', 'é'],
  ),
  fc.constantFrom<unknown>(...[0, -1, 1e308, 2 ** 53, -(2 ** 63), 0.5, true, null, [], {}]),
  fc.constantFrom<unknown>(...["'", '"', 'a = 1', "name LIKE '%'", 'metrics.a > 1', '%00', 'NaN']),
  fc.constantFrom<unknown>('__proto__', 'constructor', 'toString', 'x'.repeat(10_000)),
  fc.string({ unit: 'binary' }),
);
const field = fc.constantFrom(...FIELDS);
const known = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    { arbitrary: awkward, weight: 4 },
    { arbitrary: fc.constant('RUN'), weight: 3 },
    fc.array(tie('value'), { maxLength: 3 }),
    tie('message'),
  ),
  message: fc.dictionary(field, tie('value'), { maxKeys: 8 }),
})).message;

describe('bad input', () => {
  it('is never a failure of the server, whatever is said in whatever field', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...WITH_BODY), known, async (call, message) => {
        const [method = '', path = ''] = call.split(' ');
        const id = path === 'runs/delete' ? 'gone' : run;
        await isAnswered(method, path, JSON.stringify(message).replaceAll('"RUN"', `"${id}"`));
      }),
      { seed: 7, numRuns: 1500 },
    );
  });

  it('is refused where a body is no JSON, or no object', async () => {
    const body = fc.oneof(
      fc.json().filter((json) => !json.startsWith('{') && !/^(?:null|".*)$/s.test(json)),
      fc
        .uint8Array({ minLength: 1 })
        .filter((bytes) => ![0x7b, 0x22, 0x6e].includes(bytes[0] ?? 0)),
      fc
        .json()
        .filter((json) => json.length > 1)
        .map((json) => json.slice(0, -1).padEnd(8, ',')),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...WITH_BODY), body, async (call, bytes) => {
        const [method = '', path = ''] = call.split(' ');
        const sent = typeof bytes === 'string' ? bytes : Buffer.from(bytes);
        expect(await isAnswered(method, path, sent)).toBeGreaterThanOrEqual(400);
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it('in a query is refused too', async () => {
    const value = fc.oneof(
      fc.constantFrom(
        'RUN',
        '0',
        '-1',
        '',
        '9'.repeat(30),
        '..',
        "name = 'a'",
        'NaN',
        'x'.repeat(5000),
      ),
      fc.string({ unit: 'binary' }),
    );
    const query = fc.array(fc.tuple(field, value), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...WITH_QUERY), query, async (path, pairs) => {
        const said = pairs.map(([name, each]) => [name, each === 'RUN' ? run : each]);
        await isAnswered('GET', `${path}?${new URLSearchParams(said as string[][])}`);
      }),
      { seed: 7, numRuns: 700 },
    );
  });

  it('in a path leads nowhere else', async () => {
    for (const id of ['..', '%2e%2e', '..%2f..%2fhealth', '%00', '%ff', 'a%2Fb', '%', '%C3', 'é'])
      for (const path of [`logged-models/${id}`, `logged-models/${id}/tags/${id}`])
        for (const method of ['GET', 'DELETE', 'PATCH'])
          expect(await isAnswered(method, encodeURI(path).replaceAll('%25', '%'))).not.toBe(200);
    expect(await isAnswered('GET', `logged-models/${'a'.repeat(5000)}`)).toBe(404);
  });

  it('of 10 MB is refused, or read, in its form', async () => {
    const fill = (head: string, unit: string, tail: string, nBytes = 10 * MIB - 100) =>
      head + unit.repeat(Math.floor((nBytes - head.length - tail.length) / unit.length)) + tail;
    const within = `{"run_id":"${await newRun()}",`;
    for (const [path, body] of [
      ['log-batch', fill(`${within}"metrics":[{}`, ',{"key":"a","value":1,"timestamp":1}', ']}')],
      ['log-batch', fill(`${within}"metrics":`, '[', '')],
      ['log-metric', fill(`${within}"value":1,"timestamp":1,"key":"`, 'a/../', '"}')],
      ['log-metric', fill(`NaN,${within}"key":"`, '\\"', '')],
      ['set-tag', `${within}"key":${'['.repeat(4 * MIB)}${']'.repeat(4 * MIB)}}`],
      ['set-tag', fill(`${within}"key":"a","value":"`, 'a', '"}')],
      [
        'log-model',
        `${within}"model_json":"{\\"flavors\\":${'['.repeat(4 * MIB)}${']'.repeat(4 * MIB)}}"}`,
      ],
      ['search', fill('{"experiment_ids":["0"],"filter":"', '(', '"}')],
      ['search', fill('{"experiment_ids":["0"', ',"1"', ']}')],
      ['outputs', fill(`${within}"models":[{"model_id":"m"}`, ',{"model_id":"m"}', ']}')],
      ['../experiments/create', fill('{"name":"p","artifact_location":"s3://b?%', '25', '"}')],
    ] as const)
      expect([path, await isAnswered('POST', posix.join('runs', path), body)]).toEqual([
        ...[path, path === 'set-tag' && body.endsWith('a"}') ? 200 : 400],
      ]);
    const tooLong = await ask('POST', 'runs/log-batch', ' '.repeat(10 * MIB + 1));
    expect(JSON.parse(tooLong.body)).toEqual({
      error_code: 'INVALID_PARAMETER_VALUE',
      message: `A request must have at most ${10 * MIB} bytes. Please split it up and try again.`,
    });
  });

  it('of very many things in one list is refused, or kept as a whole', async () => {
    const run_id = await newRun();
    const many = (n: number, each: (i: number) => unknown) =>
      Array.from({ length: n }, (_, i) => each(i));
    const tags = many(40_000, (i) => ({ key: `t${i}`, value: 'v' }));
    for (const [path, said] of [
      ['runs/create', { tags }],
      ['experiments/create', { name: 'many', tags }],
      ['runs/search', { experiment_ids: many(10_000, String) }],
      ['runs/search', { experiment_ids: ['0'], order_by: many(3000, (i) => `metrics.m${i}`) }],
      [
        'runs/search',
        { experiment_ids: ['0'], filter: many(400, (i) => `tags.t${i} = 'v'`).join(' AND ') },
      ],
      [
        'runs/search',
        { experiment_ids: ['0'], filter: `run_id IN (${many(9000, (i) => `'${i}'`)})` },
      ],
      ['runs/search', { experiment_ids: ['0'], filter: `run_name LIKE '${'%a'.repeat(30_000)}'` }],
      [
        'logged-models',
        { experiment_id: '0', params: many(40_000, (i) => ({ key: `p${i}`, value: 'v' })) },
      ],
      ['logged-models/search', { experiment_ids: many(10_000, String) }],
      ['runs/log-inputs', { run_id, models: many(1000, (i) => ({ model_id: `m${i}` })) }],
    ] as const)
      await isAnswered('POST', path, JSON.stringify(said));
    const { body } = await ask('GET', `runs/get?run_id=${run_id}`);
    expect(JSON.parse(body).run.inputs.model_inputs).toHaveLength(1000);
  });
});
