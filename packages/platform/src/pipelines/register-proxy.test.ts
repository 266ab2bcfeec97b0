import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Row } from '@kaizenml/contracts';
import { inputChecker, OPERATIONS } from '@kaizenml/contracts/operations';
import { seededRandom } from '@kaizenml/ml/math';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rejectionOf } from '../../../../test/thrown-by.ts';
import { type RunningServer, startServer } from '../server/index.ts';
import { openSampleApp, type SampleApp } from '../testing/sample-app.ts';
import { sampleRow } from '../testing/sample-model.ts';

let remote: SampleApp;
let server: RunningServer;
let app: SampleApp;
let folder: string;
let stated: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaizen-proxy-'));
  await import('./index.ts');
  remote = await openSampleApp();
  server = await startServer(remote, { port: 0 });
  app = await openSampleApp();
  stated = join(folder, 'signature.json');
  const kinds = { months: 'number', plan: 'category', calls: 'number' };
  const inputs = Object.entries(kinds).map(([name, kind]) => ({ name, kind }));
  const output = { name: 'left', task: 'binary', classes: ['no', 'yes'] };
  await writeFile(stated, JSON.stringify({ inputs, output }));
});
afterAll(async () => {
  await server.close();
  await Promise.all([remote.dispose(), app.dispose(), rm(folder, { recursive: true })]);
});

const random = seededRandom(3);
const ROWS: Row[] = Array.from({ length: 50 }, () => sampleRow(() => random.next()));

function register(given: Readonly<Record<string, unknown>>) {
  const checked = inputChecker(OPERATIONS.models['register-proxy'])(given);
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
  return app.handlers.models['register-proxy'](checked.input);
}

const answers = async (of: SampleApp, name: string, rows = ROWS) =>
  (await of.handlers.models.predict({ name, rows: rows.map((row) => ({ ...row })) })).predictions;

/** A server that answers every request with the same body. */
async function serve(body: unknown) {
  const always = http.createServer((_, response) => response.end(JSON.stringify(body)));
  await new Promise<void>((resolve) => always.listen(0, '127.0.0.1', resolve));
  const { port } = always.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1/models/odd`,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        always.close(() => resolve());
        always.closeAllConnections();
      }),
  };
}

describe('models.register-proxy', () => {
  it.each(['v2', 'kaizen'])(
    'answers in %s as the server does, of whose words it reads the signature',
    async (protocol) => {
      const path = protocol === 'v2' ? '/v2/models/churn' : '/api/v1/models/churn';
      const name = `as-${protocol}`;
      const made = await register({ name, url: server.url + path, protocol, target: 'left' });
      expect(made).toMatchObject({ name, version: 1, estimator: 'proxy', task: 'binary' });
      expect(made.signature.inputs.map(({ name: column, kind }) => [column, kind])).toEqual([
        ['months', 'number'],
        ['plan', 'category'],
        ['calls', 'number'],
      ]);
      expect(made.signature.output).toMatchObject({ name: 'left', classes: ['no', 'yes'] });
      expect(await answers(app, name)).toEqual(await answers(remote, 'churn'));
    },
  );

  it('answers in v1 as the server does, by a stated signature', async () => {
    const url = `${server.url}/v1/models/churn`;
    await register({ name: 'as-v1', url, protocol: 'v1', signature: stated });
    const expected = await answers(remote, 'churn');
    const made = await answers(app, 'as-v1');
    expect(made.map(({ prediction }) => prediction)).toEqual(
      expected.map(({ prediction }) => prediction),
    );
  });

  it('sends numbers as numbers, whatever the caller wrote them as', async () => {
    await register({ name: 'typed', url: `${server.url}/v2/models/churn` });
    const [given, written] = [
      { months: 3, calls: 4 },
      { months: '3', calls: '4' },
    ].map((row) => ({
      ...{ ...row, plan: 'basic' },
    }));
    expect(await answers(app, 'typed', [written as Row])).toEqual(
      await answers(remote, 'churn', [given as Row]),
    );
  });

  it('logs its answers like those of any model, and refuses rows before it asks', async () => {
    await register({ name: 'logged', url: `${server.url}/v2/models/churn` });
    const [row = {}] = ROWS;
    await answers(app, 'logged', [row]);
    const { items } = await app.handlers.predictions.list({
      name: 'logged',
      kind: 'answer',
      limit: 5,
    });
    expect(items).toHaveLength(1);
    expect(await rejectionOf(answers(app, 'logged', [{ ...row, months: 'many' }]))).toMatchObject({
      code: 'INPUT_SCHEMA_MISMATCH',
    });
    const asked = await remote.handlers.predictions.list({
      name: 'churn',
      kind: 'answer',
      limit: 1000,
    });
    expect(JSON.stringify(asked)).not.toContain('many');
  });

  it('is shown with who computes it, and explains nothing', async () => {
    const url = `${server.url}/v2/models/churn`;
    await register({ name: 'shown', url });
    const shown = await app.handlers.models.show({ name: 'shown' });
    expect(OPERATIONS.models.show.output.parse(shown).findings).toMatchObject([
      { code: 'MODEL_STATED', message: `Its answers are computed by another server, ${url} (v2).` },
      { code: 'MODEL_UNMEASURED' },
    ]);
    expect(
      await rejectionOf(app.handlers.models.explain({ name: 'shown', row: {} })),
    ).toMatchObject({
      code: 'MODEL_FOREIGN',
      message: 'The model "shown/1" was stated and not learned here: it only answers.',
      details: { model: 'shown/1' },
    });
  });

  it('tells every way in which answers cannot be used', async () => {
    await using odd = await serve({ predictions: ['maybe'] });
    await register({ name: 'odd', url: odd.url, protocol: 'v1', signature: stated });
    expect(await rejectionOf(answers(app, 'odd', ROWS.slice(0, 1)))).toMatchObject({
      code: 'REMOTE_FAILED',
      message: 'The server of "odd" must answer one of the classes no, yes for row 1, got "maybe".',
      details: { row: 1, expected: 'one of the classes no, yes', received: '"maybe"' },
    });
    expect(await rejectionOf(answers(app, 'odd', ROWS.slice(0, 2)))).toMatchObject({
      message: 'The server of "odd" must answer 2 answers, one per row, got 1.',
    });
  });

  it.each([
    ['file:///etc/passwd', 'The address must be http:// or https://, got "file:///etc/passwd".'],
    [
      'http://me:secret@host/v2/models/m',
      'The address must be an address without a user and a password, got "http://host".',
    ],
  ])('refuses the address %s', async (url, message) => {
    expect(await rejectionOf(register({ name: 'refused', url }))).toMatchObject({
      code: 'ARGUMENT_INVALID',
      message,
    });
  });

  it('refuses to guess a signature, and registers nothing then', async () => {
    const url = `${server.url}/v1/models/churn`;
    expect(await rejectionOf(register({ name: 'guessed', url, protocol: 'v1' }))).toMatchObject({
      code: 'ARGUMENT_INVALID',
      message:
        'A server of v1 does not tell what its model reads and answers, so its signature must be stated, got none.',
    });
    expect(await rejectionOf(app.handlers.models.show({ name: 'guessed' }))).toMatchObject({
      code: 'MODEL_NOT_FOUND',
    });
  });

  it('says everything that is wrong with a stated signature', async () => {
    const wrong = join(folder, 'wrong.json');
    await writeFile(wrong, '{"inputs":[{"name":"a","kind":"float"}],"output":{"task":"binary"}}');
    const failure = await rejectionOf(
      register({ name: 'wrong', url: server.url, protocol: 'v1', signature: wrong }),
    );
    expect(failure.code).toBe('ARGUMENT_INVALID');
    expect((failure.details.problems as { path: string }[]).map(({ path }) => path)).toEqual([
      'inputs[0].kind',
      'output',
      'output',
    ]);
  });
});
