import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asId, type ModelName } from '@kaizenml/contracts';
import type { GraphInput } from '@kaizenml/contracts/project';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { rejectionOf } from '../../../../../test/thrown-by.ts';
import { openSampleApp, type SampleApp } from '../../testing/sample-app.ts';

let app: SampleApp;
let folder: string;
/** What the other server answers to a request: of metadata, or of rows. */
let told: (path: string, body: Asked) => unknown;
let server: http.Server;
let address: string;
const asked: { readonly path: string; readonly body: Asked }[] = [];

interface Asked {
  readonly instances?: readonly unknown[];
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaizen-stated-proof-'));
  app = await openSampleApp();
  server = http.createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = JSON.parse(Buffer.concat(parts).toString() || '{}') as Asked;
    asked.push({ path: request.url ?? '', body });
    const answer = told(request.url ?? '', body);
    if (answer !== undefined) response.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await app.dispose();
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

async function registerFunction(name: string, inputs: object, body: string, timeoutMs = 5000) {
  const path = join(folder, `${name}.mjs`);
  await writeFile(
    path,
    `export default { inputs: ${JSON.stringify(inputs)}, output: { name: 'y', task: 'regression' },
      predict: (rows) => rows.map((row) => { ${body} }) };`,
  );
  return await app.handlers.models['register-function']({ name, path, timeoutMs });
}

async function registerProxy(name: string, url: string, protocol: 'v1' | 'v2', timeoutMs = 5000) {
  const signature = join(folder, 'signature.json');
  await writeFile(signature, JSON.stringify({ inputs: [{ name: 'x', typical: 4 }], output: {} }));
  const limits = { timeoutMs, retries: 0, concurrency: 4, maxAnswerBytes: 1_000_000 };
  const stated = protocol === 'v1' ? { signature } : {};
  return await app.handlers.models['register-proxy']({
    ...{ name, url, protocol, ...limits, ...stated },
  });
}

async function registerGraph(name: string, graph: GraphInput) {
  const path = join(folder, 'kaizen.yaml');
  await writeFile(path, stringify({ graphs: { [name]: graph } }));
  return await app.handlers.models['register-graph']({ name, path });
}

/** Points the champion at a version; what it points at afterwards, and the refusal. */
async function release(name: string, version: number) {
  const input = { name, alias: 'champion', version };
  const refused = await app.handlers.models.alias(input).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  const model = await app.store.models.find(asId<ModelName>(name));
  return { refused, champion: model?.aliases.champion };
}

describe('the proof of a function', () => {
  const inputs = {
    x: { kind: 'number', range: [-5, 9], typical: 2 },
    zone: { kind: 'category', levels: ['EU', 'US'] },
  };

  it('lets one pass that answers every edge of its signature', async () => {
    await registerFunction('edges', inputs, "return (row.x ?? 0) + (row.zone === 'EU' ? 1 : 2);");
    expect(await release('edges', 1)).toEqual({ refused: undefined, champion: 1 });
  });

  it.each([
    ['smallest values', 'return Math.sqrt(row.x + 4);', { x: -5, zone: 'EU' }],
    ['largest values', 'return row.x > 8 ? Infinity : 1;', { x: 9, zone: 'US' }],
    ['missing values', 'return row.x === null ? null : 1;', { x: null, zone: null }],
    [
      'levels, number 2',
      "return row.zone === 'US' && row.x === 2 ? 'much' : 1;",
      { x: 2, zone: 'US' },
    ],
  ])('keeps the champion where a new version fails on %s', async (of, body, row) => {
    const name = `fails-${of.replaceAll(/\W+/g, '-')}`;
    await registerFunction(name, inputs, 'return 1;');
    expect(await release(name, 1)).toEqual({ refused: undefined, champion: 1 });
    await registerFunction(name, inputs, body);
    const { refused, champion } = await release(name, 2);
    expect(champion).toBe(1);
    expect(refused).toMatchObject({
      code: 'RELEASE_REFUSED',
      message: expect.stringMatching(
        `^The function "${name}" must answer sample rows of its signature before it is released, but for the row of ${of}, .* it failed: The function in ${name}.mjs must answer a finite number for row 1, got `,
      ),
      hint: `What answered before goes on. Correct ${name}.mjs, register it with \`kaizen models register-function ${name} ${name}.mjs\`, and release that version.`,
      details: { model: name, code: 'FUNCTION_FAILED', row },
    });
  });

  it('ends one that never answers, and refuses it', async () => {
    await registerFunction('endless', { x: 'number' }, 'while (row.x === null); return 1;', 300);
    const { refused, champion } = await release('endless', 1);
    expect(champion).toBeUndefined();
    expect(refused).toMatchObject({ details: { code: 'ANSWER_TIMEOUT', row: { x: null } } });
  });

  it('holds for rollouts as for aliases', async () => {
    await registerFunction('rolled', inputs, 'return 1;');
    await release('rolled', 1);
    await registerFunction('rolled', inputs, 'return row.x < 0 ? NaN : 1;');
    const started = app.handlers.rollouts.start({
      ...{ endpoint: 'rolled', strategy: 'canary', steps: '0.05,0.5', stepSeconds: 60 },
      ...{ stepRequests: 10, level: 0.05, errorMargin: 0.01, latencyFactor: 2 },
    } as never);
    expect(await rejectionOf(started)).toMatchObject({
      code: 'RELEASE_REFUSED',
      message: expect.stringContaining('for the row of smallest values'),
    });
    const { items } = await app.handlers.rollouts.list({ endpoint: 'rolled', limit: 5 } as never);
    expect(items).toEqual([]);
  });
});

describe('the proof of a proxy', () => {
  const METADATA = {
    ...{ name: 'm', platform: 'p' },
    inputs: [{ name: 'x', datatype: 'FP64', shape: [-1, 1] }],
    outputs: [{ name: 'y', datatype: 'FP64', shape: [-1, 1] }],
  };

  it('asks for the metadata and one row of typical values', async () => {
    told = (path) =>
      path.endsWith('/infer')
        ? { outputs: [{ name: 'y', datatype: 'FP64', shape: [1, 1], data: [3] }] }
        : METADATA;
    await registerProxy('told', `${address}/v2/models/m`, 'v2');
    asked.length = 0;
    expect((await release('told', 1)).champion).toBe(1);
    const [first, second] = asked;
    expect([first?.path, second?.path]).toEqual(['/v2/models/m', '/v2/models/m/infer']);
  });

  it('keeps the champion where the server reads another tensor than at registration', async () => {
    told = () => METADATA;
    await registerProxy('changed', `${address}/v2/models/m`, 'v2');
    told = () => ({
      ...METADATA,
      inputs: [{ name: 'amount', datatype: 'FP64', shape: [-1, 1] }],
    });
    const { refused, champion } = await release('changed', 1);
    expect(champion).toBeUndefined();
    expect(refused).toMatchObject({
      message:
        'The proxy "changed" must answer sample rows of its signature before it is released, but the server did not tell its model: The server of "changed" must have the input "x" (FP64), as it had when it was registered, got "amount" (FP64).',
      details: { code: 'REMOTE_FAILED' },
    });
  });

  it.each([
    ['answers nothing in time', () => undefined, 'REMOTE_TIMEOUT'],
    ['answers what it must not', () => ({ predictions: ['much'] }), 'REMOTE_FAILED'],
  ])('keeps the champion where the server %s', async (_, answer, code) => {
    const url = `${address}/v1/models/odd`;
    const name = `odd-${code.toLowerCase().replace('_', '-')}`;
    told = (_path, { instances = [] }) => ({ predictions: instances.map(() => 1) });
    await registerProxy(name, url, 'v1', 300);
    expect((await release(name, 1)).champion).toBe(1);
    await registerProxy(name, url, 'v1', 300);
    told = answer;
    const { refused, champion } = await release(name, 2);
    expect(champion).toBe(1);
    expect(refused).toMatchObject({
      code: 'RELEASE_REFUSED',
      message: expect.stringContaining('for the row of typical values, {"x":4}, it failed'),
      hint: `What answered before goes on. See whether ${url} answers, state \`typical\` values in its signature where it takes no others, and release it again.`,
      details: { code, row: { x: 4 } },
    });
  });

  it('asks anew each time, for servers change', async () => {
    told = (_path, { instances = [] }) => ({ predictions: instances.map(() => 1) });
    await registerProxy('anew', `${address}/v1/models/odd`, 'v1');
    expect((await release('anew', 1)).refused).toBeUndefined();
    told = () => ({ predictions: [] });
    expect((await release('anew', 1)).refused).toMatchObject({ code: 'RELEASE_REFUSED' });
  });
});

describe('the proof of a graph', () => {
  beforeAll(async () => {
    await registerFunction('fine', { x: 'number' }, 'return row.x ?? 0;');
    await registerFunction('poor', { x: 'number' }, 'return row.x === null ? NaN : 1;');
    await registerFunction('large', { x: 'number' }, 'return row.x > 1000 ? NaN : 1;');
  });

  it('names the member that does not pass, and the step that asks it', async () => {
    await registerGraph('hard', {
      nodes: { root: { router: 'ensemble', steps: [{ model: 'fine' }, { model: 'poor' }] } },
    });
    const { refused, champion } = await release('hard', 1);
    expect(champion).toBeUndefined();
    expect(refused).toMatchObject({
      code: 'RELEASE_REFUSED',
      message: expect.stringMatching(
        /^The graph "hard" must .* but poor\/1, which root\/poor\/1 asks, did not pass: The function "poor" must .* for the row of missing values/,
      ),
      hint: 'What answered before goes on. Register it again with versions that answer: `kaizen models register-graph hard kaizen.yaml`.',
    });
  });

  it('does without members that a graph can do without', async () => {
    await registerGraph('soft', {
      nodes: {
        root: {
          router: 'ensemble',
          steps: [{ model: 'fine' }, { model: 'poor', dependency: 'soft' }],
        },
      },
    });
    await registerGraph('first', {
      nodes: {
        root: {
          ...{ router: 'ensemble', combine: 'first' },
          steps: [{ model: 'poor' }, { model: 'fine' }],
        },
      },
    });
    expect((await release('soft', 1)).champion).toBe(1);
    expect((await release('first', 1)).champion).toBe(1);
  });

  it('asks a row for each branch, with values for which its condition holds', async () => {
    await registerGraph('branched', {
      inputs: { region: 'category' },
      nodes: {
        root: {
          router: 'switch',
          steps: [{ condition: 'region == "EU"', node: 'home' }, { model: 'fine' }],
        },
        home: {
          router: 'switch',
          steps: [{ condition: 'x > 2000', model: 'large' }, { model: 'fine' }],
        },
      },
    });
    expect((await release('branched', 1)).refused).toMatchObject({
      message: expect.stringMatching(
        /for the row of values for root\/home\/large\/1, \{"region":"EU","x":2001\}, it failed: The function in large\.mjs/,
      ),
      details: { code: 'FUNCTION_FAILED', row: { x: 2001, region: 'EU' } },
    });
  });

  it('leaves rows out that no condition routes, unless that is all of them', async () => {
    const routed = (condition: string): GraphInput => ({
      nodes: { root: { router: 'switch', steps: [{ condition, model: 'fine' }] } },
    });
    await registerGraph('some', routed('x > 0'));
    await registerGraph('none', routed('x > 5 and x < 3'));
    expect((await release('some', 1)).champion).toBe(1);
    expect((await release('none', 1)).refused).toMatchObject({
      message: expect.stringMatching(/but it takes none of its 5 sample rows\.$/),
      details: { nRows: 5 },
    });
  });
});
