import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, openApp } from '../app.ts';
import { type RunningServer, startServer } from '../server/index.ts';

const SCHEMA = `kaizenSchema: 1
columns:
  id: { type: integer }
  fare: { type: number, range: { max: 100 } }
`;

describe('checking a stored dataset over HTTP', () => {
  let folder: string;
  let app: App;
  let server: RunningServer;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kaizen-check-'));
    app = await openApp({ home: join(folder, 'home') });
    server = await startServer(app, { port: 0 });
    await writeFile(join(folder, 'rides.csv'), 'id,fare\n1,10\n2,250\n3,20\n');
    await app.handlers.datasets.add({ path: join(folder, 'rides.csv'), name: 'rides' });
    await app.handlers.schemas.put({ name: 'rides', yaml: SCHEMA });
  });
  afterAll(async () => {
    await server?.close();
    await app?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const post = async (path: string, body: object = {}) => {
    const response = await fetch(`${server.url}/api/v1/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, answer: (await response.json()) as Record<string, unknown> };
  };

  it('tells what breaks its schema and keeps the proposal', async () => {
    const { status, answer } = await post('datasets/rides@1/validate', { against: 'rides@1' });
    expect(status).toBe(200);
    expect(answer).toMatchObject({
      passed: false,
      nOffending: 1,
      quarantine: null,
      anomalies: [{ name: 'FLOAT_TYPE_BIG_FLOAT', rows: [{ row: 2, value: '250' }] }],
    });
    const { items } = await app.handlers.schemas.list({ limit: 5 });
    expect(items).toMatchObject([{ name: 'rides', nOpen: 1 }]);
    expect(await readdir(join(folder, 'home', 'tmp'))).toEqual([]);
  });

  it('compares the number of rows with the version before, or with the one that is named', async () => {
    const halved = `${SCHEMA}rowsVersion: { min: 0.6 }\n`;
    await app.handlers.schemas.put({ name: 'walks', yaml: halved });
    for (const rows of ['1,1\n2,2\n3,3\n4,4\n', '1,1\n2,2\n']) {
      await writeFile(join(folder, 'walks.csv'), `id,fare\n${rows}`);
      await app.handlers.datasets.add({ path: join(folder, 'walks.csv'), name: 'walks' });
    }
    const [first, second, named, unbounded] = [
      await post('datasets/walks@1/validate'),
      await post('datasets/walks/validate'),
      await post('datasets/walks@1/validate', { previousVersion: 'walks@2' }),
      await post('datasets/walks/validate', { schema: 'rides' }),
    ].map(({ answer }) => answer.anomalies);
    expect(first).toEqual([]);
    expect(second).toMatchObject([
      {
        name: 'COMPARATOR_LOW_NUM_EXAMPLES',
        long: 'The table must have at least 0.6 times the rows of the version before, got 0.5 times: 2 after 4.',
      },
    ]);
    expect([named, unbounded]).toEqual([[], []]);
  });

  it('runs the guardrails', async () => {
    const { answer } = await post('datasets/rides/check');
    expect(answer).toMatchObject({ passed: true, nRows: 3, test: null });
  });

  it.each(['-', '../rides.csv', '/etc/passwd', 'x.csv', 'rides.csv', 'PATH'])(
    'takes "%s" for a name, wherever it stands, and opens nothing',
    async (named) => {
      const there = named === 'PATH' ? join(folder, 'rides.csv') : named;
      const data = encodeURIComponent(there);
      const asked = [
        await post(`datasets/${data}/validate`, { schema: 'rides' }),
        await post(`datasets/${data}/check`),
        await post('datasets/rides/validate', { against: there }),
        await post('datasets/rides/validate', { serving: there }),
        await post('datasets/rides/validate', { training: there }),
      ];
      expect(asked.map(({ answer }) => answer.code)).toEqual(asked.map(() => 'DATASET_NOT_FOUND'));
      const schema = await post('datasets/rides/validate', { schema: there });
      expect(schema.answer.code).toBe('SCHEMA_NOT_FOUND');
    },
  );

  it('opens no file that a foreign key names', async () => {
    const key = `foreignKeys: [{ columns: [id], dataset: ${join(folder, 'rides.csv')}, references: [id] }]\n`;
    await app.handlers.schemas.put({ name: 'keyed', yaml: SCHEMA + key });
    const { answer } = await post('datasets/rides/validate', { schema: 'keyed' });
    expect(answer.code).toBe('DATASET_NOT_FOUND');
  });

  it.each([
    ['validate', { quarantine: 'bad.csv' }],
    ['validate', { out: 'good.csv' }],
    ['validate', { policy: 'continue' }],
    ['check', { test: 'test.csv' }],
  ])('does not know what only %s at the machine knows: %j', async (verb, body) => {
    const { status, answer } = await post(`datasets/rides/${verb}`, body);
    expect([status, answer.code]).toEqual([400, 'REQUEST_INVALID']);
  });
});
