import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '@kaizenml/ml/math';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sqlText, withDuckDb } from '../../datasets/engine/duck-db.ts';
import { openSampleApp, type SampleApp } from '../../testing/sample-app.ts';
import { type RunningServer, startServer } from '../index.ts';

let app: SampleApp;
let server: RunningServer;
beforeAll(async () => {
  app = await openSampleApp();
  server = await startServer(app, { port: 0 });
});
afterAll(async () => {
  await server.close();
  await app.dispose();
});

async function ask(type: string, body: Uint8Array | string) {
  const response = await fetch(`${server.url}/api/v1/models/churn/predict`, {
    method: 'POST',
    headers: { 'content-type': type },
    body: body as BodyInit,
  });
  return { status: response.status, text: await response.text() };
}

let nFiles = 0;

/** A Parquet file of the rows of a query. */
async function parquetOf(sql: string): Promise<Buffer> {
  const path = join(app.home, `made-${nFiles++}.parquet`);
  await withDuckDb((connection) =>
    connection.run(`copy (${sql}) to ${sqlText(path)} (format parquet, compression zstd)`),
  );
  return readFileSync(path);
}

const PARQUET = 'application/vnd.apache.parquet';

it('tells what the door has against Parquet as it does of JSON', async () => {
  const wrong = { months: 'soon', plan: 'basic', age: 4 };
  const pathsOf = ({ status, text }: { readonly status: number; readonly text: string }) => [
    status,
    JSON.parse(text).details.issues.map(({ path }: { readonly path: string }) => path),
  ];
  const told = await ask(
    PARQUET,
    await parquetOf("select 'soon' as months, 'basic' as plan, 4 as age"),
  );
  expect(pathsOf(told)).toEqual(
    pathsOf(await ask('application/json', JSON.stringify({ rows: [wrong] }))),
  );
  expect(told.status).toBe(422);
});

it.each([
  "select 3::tinyint as months, 'basic' as plan, 7::hugeint as calls",
  "select 3::decimal(9,2) as months, ' basic ' as plan, 7::float as calls",
  "select 3::ubigint as months, 'basic' as plan, '7' as calls",
])('answers as JSON where other types say the same: %s', async (sql) => {
  const rows = [{ months: 3, plan: 'basic', calls: 7 }];
  const expected = await ask('application/json', JSON.stringify({ rows }));
  const answer = await ask(PARQUET, await parquetOf(sql));
  expect(JSON.parse(answer.text).predictions).toEqual(JSON.parse(expected.text).predictions);
});

const ROWS = `select (i % 70)::integer as months, ['basic', 'family', 'premium'][1 + i % 3] as plan, i / 3.0 as calls from range(200) t(i)`;

it.each([
  ['too many rows', 'select 3 as months from range(10001)', 413, '10000 rows'],
  [
    'texts that unpack to too much',
    "select repeat('x', 2000) as plan from range(9000)",
    413,
    '10485760 bytes of cells',
  ],
  [
    'too many columns',
    `select ${Array.from({ length: 1100 }, (_, j) => `1 as c${j}`).join(', ')}`,
    413,
    '1003 columns',
  ],
  [
    'texts that unpack to gigabytes',
    "select repeat('x', 1000000) as plan from range(5000)",
    413,
    'must hold at most 256 MB when it is unpacked',
  ],
  ['lists', 'select [1, 2] as months', 400, 'Column "months" of "body" must hold numbers'],
  ['bytes', "select 'a'::blob as plan", 400, 'Column "plan" of "body" must hold numbers'],
  ['no rows', 'select 3 as months limit 0', 400, 'must be 1 at least'],
])('%s: refused in a sentence', async (_, sql, status, said) => {
  const answer = await ask(PARQUET, await parquetOf(sql));
  expect([answer.status, JSON.parse(answer.text).detail]).toEqual([
    status,
    expect.stringContaining(said),
  ]);
});

it.each(['zstd', 'snappy', 'uncompressed'])(
  'Parquet with damage in it (%s) is refused or answered, never a failure of ours, and leaves nothing behind',
  async (codec) => {
    const path = join(app.home, `${codec}.parquet`);
    await withDuckDb((connection) =>
      connection.run(
        `copy (${ROWS}) to ${sqlText(path)} (format parquet, compression ${codec}, row_group_size 100)`,
      ),
    );
    const whole = readFileSync(path);
    expect((await ask(PARQUET, whole)).status).toBe(200);
    const random = seededRandom(6);
    const seen = new Set<number>();
    for (let i = 0; i < 150; i++) {
      const bytes = Buffer.from(whole);
      const hurt = i % 5 === 0 ? bytes.subarray(0, random.below(bytes.length)) : bytes;
      // The end of the file tells where everything lies: half of the damage is there.
      const from = i % 2 === 0 ? Math.floor(hurt.length / 2) : 0;
      for (let k = 0; i % 5 !== 0 && k < i % 5; k++)
        hurt[from + random.below(hurt.length - from)] = random.below(256);
      const answer = await ask(PARQUET, hurt);
      seen.add(answer.status);
      expect([200, 400, 413, 422], answer.text).toContain(answer.status);
      expect(answer.text).not.toContain(app.home);
    }
    expect(seen).toContain(400);
    const row = JSON.stringify({ rows: [{ months: 3, plan: 'basic', calls: 7 }] });
    expect((await ask('application/json', row)).status).toBe(200);
    expect(readdirSync(join(app.home, 'tmp')).filter((name) => name.endsWith('rows'))).toEqual([]);
  },
);
