import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Row } from '@kaizenml/contracts';
import { encodeText, makeTable, rowAt } from '@kaizenml/ml/table';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { predictToFile } from '../../batch/index.ts';
import { readTable, writeParquet } from '../../datasets/index.ts';
import { openAnswering } from '../../models/index.ts';
import { openSampleApp, type SampleApp } from '../../testing/sample-app.ts';
import { type RunningServer, startServer } from '../index.ts';
import { answerForm } from './answer-form.ts';

const ROWS: readonly Row[] = [
  { months: 3, plan: 'basic', calls: 7 },
  { months: 40, plan: 'family', calls: null },
  { months: 60, plan: 'premium', calls: 2.5 },
];
const CSV = 'months,plan,calls\n3,basic,7\n40,"family",\n60,premium,2.5\n';
const LINES = ROWS.map((row) => `${JSON.stringify(row)}\n`).join('\r\n');
const TYPES = {
  json: 'application/json',
  csv: 'text/csv',
  lines: 'application/x-ndjson',
  parquet: 'application/vnd.apache.parquet',
};

let app: SampleApp;
let server: RunningServer;
let parquet: Buffer;
let nFiles = 0;
beforeAll(async () => {
  app = await openSampleApp();
  server = await startServer(app, { port: 0 });
  const at = join(app.home, 'rows.parquet');
  await writeParquet(
    at,
    makeTable([
      { name: 'months', kind: 'number', values: Float64Array.of(3, 40, 60) },
      encodeText('plan', 'category', ['basic', 'family', 'premium']),
      { name: 'calls', kind: 'number', values: Float64Array.of(7, Number.NaN, 2.5) },
    ]),
  );
  parquet = readFileSync(at);
});
afterAll(async () => {
  await server.close();
  await app.dispose();
});

async function ask(
  type: string,
  body: string | Uint8Array,
  { query = '', ...headers }: Record<string, string> = {},
) {
  const response = await fetch(`${server.url}/api/v1/models/churn/predict${query}`, {
    method: 'POST',
    headers: { 'content-type': type, ...headers },
    body: body as BodyInit,
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  return {
    bytes,
    status: response.status,
    headers: response.headers,
    json: () => JSON.parse(bytes.toString('utf8')),
  };
}

const askJson = (rows: readonly Row[]) => ask(TYPES.json, JSON.stringify({ rows }));

async function tableOf(bytes: Uint8Array, ending: string) {
  const path = join(app.home, `answers-${nFiles++}.${ending}`);
  writeFileSync(path, bytes);
  const { table } = await readTable(path, { kinds: new Map([['prediction', 'text']]) });
  return Array.from({ length: table.nRows }, (_, i) => rowAt(table, i));
}

describe('rows that are no JSON', () => {
  it('are answered as the same rows in JSON', async () => {
    const { predictions } = (await askJson(ROWS)).json();
    expect(predictions).toHaveLength(3);
    for (const [type, body] of [
      [TYPES.csv, CSV],
      [`${TYPES.csv}; charset=UTF-8`, `\ufeff${CSV.replaceAll('\n', '\r\n')}`],
      ['Text/CSV', CSV.replace('40,"family",', '40,family,NaN')],
      [TYPES.lines, LINES],
      [TYPES.parquet, parquet],
    ] as const) {
      const answer = await ask(type, body);
      expect([type, answer.status]).toEqual([type, 200]);
      expect(answer.json().predictions).toEqual(predictions);
    }
    const packed = await ask(TYPES.csv, gzipSync(CSV), { 'content-encoding': 'gzip' });
    expect(packed.json().predictions).toEqual(predictions);
  });

  it('go the way of all requests: the log has them, with the entity of the query', async () => {
    const answer = await ask(TYPES.parquet, parquet, { query: '?entity=anna&flags=false' });
    const { requestId } = answer.json();
    const { items } = await app.handlers.predictions.show({ requestId });
    expect(items).toMatchObject([{ entity: 'anna', rows: ROWS }]);
  });

  it('tell what the door has against them as in JSON', async () => {
    const wrong = [{ months: 'soon', plan: 'basic', age: 4 }];
    const expected = (await askJson(wrong as Row[])).json();
    expect(expected.code).toBe('INPUT_SCHEMA_MISMATCH');
    for (const [type, body] of [
      [TYPES.csv, 'months,plan,age\nsoon,basic,4\n'],
      [TYPES.lines, JSON.stringify(wrong[0])],
    ] as const) {
      const answer = await ask(type, body);
      expect([type, answer.status]).toEqual([type, 422]);
      expect(answer.json().details.issues.map(({ path }: { path: string }) => path)).toEqual(
        expected.details.issues.map(({ path }: { path: string }) => path),
      );
    }
  });
});

describe('answers in the form that is accepted', () => {
  it('are the file that `kaizen predict --out` writes', async () => {
    const opened = await openAnswering(() => Promise.resolve(app), 'churn');
    if (opened.kind !== 'rows') throw new Error('the sample model answers rows');
    const path = join(app.home, 'in.csv');
    writeFileSync(path, CSV);
    const plan = { path, keep: [], badRows: 'refuse', nThreads: 1 } as const;
    for (const [ending, type] of [
      ['csv', TYPES.csv],
      ['parquet', TYPES.parquet],
    ] as const) {
      const out = join(app.home, `out.${ending}`);
      await predictToFile(opened, { ...plan, out });
      const answer = await ask(TYPES.csv, CSV, { accept: `${type}, application/json;q=0.5` });
      expect(answer.headers.get('content-type')).toContain(type);
      expect(answer.headers.get('x-kaizen-version')).toBe('1');
      expect(answer.headers.get('x-kaizen-request-id')).toMatch(/^\w{26}$/);
      expect(await tableOf(answer.bytes, ending)).toEqual(await tableOf(readFileSync(out), ending));
      if (ending === 'csv') expect(answer.bytes).toEqual(readFileSync(out));
    }
  });

  it('hold to the bit what JSON holds', async () => {
    const { predictions } = (await askJson(ROWS)).json();
    const answer = await ask(TYPES.json, JSON.stringify({ rows: ROWS }), { accept: TYPES.parquet });
    expect(await tableOf(answer.bytes, 'parquet')).toEqual(
      predictions.map((each: { prediction: string; probabilities: Record<string, number> }) => ({
        prediction: each.prediction,
        probability_no: each.probabilities.no,
        probability_yes: each.probabilities.yes,
      })),
    );
  });

  it.each([
    [undefined, undefined],
    ['*/*', undefined],
    ['text/html', undefined],
    ['text/csv;q=0', undefined],
    ['application/json, text/csv', undefined],
    ['text/csv', 'csv'],
    ['Text/CSV; q=0.9, application/json;q=0.8', 'csv'],
    ['text/csv;q=0.2, application/vnd.apache.parquet;q=0.3', 'parquet'],
  ] as const)('%s asks for %s', (accept, format) => {
    expect(answerForm(accept)).toBe(format);
  });
});

describe('bodies that hold no rows', () => {
  const many = (n: number) => `months,plan,calls\n${'3,basic,7\n'.repeat(n)}`;
  it.each([
    ['an empty file', TYPES.csv, '', 400, 'at least one line'],
    ['a line of names alone', TYPES.csv, 'months,plan,calls\n', 400, 'must be 1 at least'],
    [
      'a row too short',
      TYPES.csv,
      'months,plan,calls\n3,basic\n',
      400,
      '`rows[0]` must have 3 cells, got 2',
    ],
    [
      'a name that comes twice',
      TYPES.csv,
      'months,plan,months\n3,basic,7\n',
      422,
      '/header/months must come once',
    ],
    ['no names', TYPES.csv, '3,basic,7\n4,basic,7\n', 422, 'plan'],
    [
      'bytes that are no text',
      TYPES.csv,
      Buffer.from([0x6d, 0xff, 0xfe]),
      400,
      'must be UTF-8 text',
    ],
    ['text that is not UTF-8', `${TYPES.csv}; charset=latin1`, CSV, 415, 'in UTF-8'],
    ['too many rows', TYPES.csv, many(10_001), 400, '`rows` must be at most 10000, got more'],
    [
      'a line that is no object',
      TYPES.lines,
      '{}\n[1]\n',
      400,
      '`(body)[line 2]` must be an object, got [1]',
    ],
    [
      'a line that is no JSON',
      TYPES.lines,
      '{}\n\n{"a":\n',
      400,
      'line 3 of the body of JSON lines',
    ],
    ['too many lines', TYPES.lines, '{"months":3}\n'.repeat(10_001), 400, 'at most 10000'],
    ['an empty Parquet file', TYPES.parquet, '', 400, 'one'],
    ['another type', 'text/xml', '<a/>', 415, 'application/vnd.apache.parquet'],
  ] as const)('%s is refused in a sentence', async (_, type, body, status, said) => {
    const answer = await ask(type, body);
    expect([answer.status, answer.json().detail]).toEqual([status, expect.stringContaining(said)]);
  });

  it('options that are given twice or wrong are refused', async () => {
    const twice = await ask(TYPES.csv, CSV, { query: '?rows=3' });
    expect(twice.json().detail).toContain('`rows` is given in the query already');
    const wrong = await ask(TYPES.csv, CSV, { query: '?interval=7' });
    expect([wrong.status, wrong.json().detail]).toEqual([400, expect.stringContaining('interval')]);
  });
});
