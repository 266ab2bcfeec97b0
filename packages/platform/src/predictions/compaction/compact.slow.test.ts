import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openDuckDb, queryRows } from '../../datasets/engine/duck-db.ts';
import { createLog, tempOwner } from '../../kit/index.ts';
import { tempHome } from '../../testing/index.ts';
import { openFileLog } from '../index.ts';
import type { LabeledRequest, LoggedRequest } from '../log.ts';
import { compactCapture } from './compact.ts';

const DAY = '2026-01-02';
const DAY_AFTER = { now: () => Date.UTC(2026, 0, 3, 12) };

function request(number: number, changes: Partial<LoggedRequest> = {}): LoggedRequest {
  return {
    requestId: `r${number}`,
    at: new Date(Date.UTC(2026, 0, 2, 3, 4, 5, number)).toISOString(),
    endpoint: 'e',
    version: 1,
    rows: [{ island: 'Biscoe', mass: 4500 + number, isAdult: true }],
    predictions: [{ prediction: 'Gentoo', probabilities: { Adelie: 0.25, Gentoo: 0.75 } }],
    latencyMs: 0.25,
    ...changes,
  };
}

const text = fc.oneof(fc.string({ maxLength: 8 }), fc.string({ unit: 'binary', maxLength: 4 }));
const cell = fc.oneof(
  fc.constant(null),
  text,
  fc.double({ noNaN: true }),
  fc.boolean(),
  fc.jsonValue({ maxDepth: 1 }),
);
const steady = fc.record(
  { number: fc.double({ noNaN: true }), word: text, yes: fc.boolean() },
  { requiredKeys: ['word'] },
);
const row = fc.oneof(
  steady,
  fc.dictionary(fc.oneof(text, fc.constantFrom('Age', 'age', '__proto__', 'row')), cell, {
    maxKeys: 4,
  }),
);
const number = fc.double({ noNaN: true, noDefaultInfinity: true });
const prediction = fc.record(
  {
    prediction: fc.oneof(text, number),
    probabilities: fc.dictionary(text, number, { maxKeys: 3 }),
    quantiles: fc.dictionary(text, number, { maxKeys: 3 }),
    beside: fc.dictionary(text, fc.oneof(text, number, fc.boolean(), fc.constant(null)), {
      maxKeys: 2,
    }),
  },
  { requiredKeys: ['prediction'] },
);
const anyRequest = fc.record(
  {
    requestId: text,
    endpoint: fc.constant('e'),
    at: fc.constantFrom(
      '2026-01-02T00:00:00.000Z',
      '2026-01-02T23:59:59Z',
      '2026-01-02T01:02:03.456789Z',
    ),
    version: fc.integer({ min: 1, max: 9 }),
    latencyMs: number,
    rows: fc.array(row, { maxLength: 3 }),
    predictions: fc.array(prediction, { maxLength: 3 }),
    route: fc.constantFrom('canary', 'b'),
    kind: fc.constantFrom('shadow' as const, 'failure' as const),
    entity: text,
    protocol: text,
    error: text,
    outputs: fc.array(row, { maxLength: 3 }),
    explanations: fc.array(
      fc.oneof(fc.constant(null), fc.dictionary(text, number, { maxKeys: 2 })),
      { maxLength: 3 },
    ),
  },
  { requiredKeys: ['requestId', 'endpoint', 'at', 'version', 'latencyMs', 'rows', 'predictions'] },
);

/** What JSON makes of a request: the lines hold no more. */
const asJson = (request: LoggedRequest): LoggedRequest => JSON.parse(JSON.stringify(request));
const everyKind = { kinds: ['answer', 'shadow', 'failure'] } as const;

async function scanned(log: ReturnType<typeof openFileLog>): Promise<LoggedRequest[]> {
  const found: LoggedRequest[] = [];
  for await (const { labels: _, ...request } of log.scan('e', everyKind)) found.push(request);
  return found;
}

async function files(capturePath: string): Promise<string[]> {
  return (await readdir(join(capturePath, 'e', DAY))).sort();
}

describe('compactCapture', () => {
  it('keeps any request as it was', async () => {
    await using temp = await tempHome();
    const log = openFileLog(temp.home);
    const requests = fc.sample(anyRequest, { numRuns: 120, seed: 5 }) as LoggedRequest[];
    for (const one of requests) await log.append(one);
    await log.close();
    const done = await compactCapture(temp.home.capturePath, { clock: DAY_AFTER });
    expect(done).toMatchObject({ nFiles: 1, nFailed: 0 });
    const [file, ...others] = await files(temp.home.capturePath);
    expect(file).toMatch(/^\w{26}\.\d+\.\d+\.parquet$/);
    expect(others).toEqual([]);
    expect(await scanned(log)).toEqual(requests.map(asJson));
    const newest = await log.newest('e', Number.MAX_SAFE_INTEGER, everyKind);
    expect(newest).toEqual(requests.map(asJson).reverse());
  });

  it('gives what models of tensors answered columns of their own', async () => {
    await using temp = await tempHome();
    const log = openFileLog(temp.home);
    const image = { datatype: 'FP32', shape: [2, 3, 400], sha256: 'ab' };
    const asked = request(1, {
      rows: [{ image, age: 3 }, { age: 4 }],
      predictions: [],
      outputs: [
        { sums: 1.5, scores: [0.25, 0.75] },
        { sums: 2.5, scores: [1, 0] },
      ],
    });
    await log.append(asked);
    await log.append(request(2));
    await log.close();
    await compactCapture(temp.home.capturePath, { clock: DAY_AFTER });
    const [file = ''] = await files(temp.home.capturePath);
    const { connection, close } = await openDuckDb();
    const from = `'${join(temp.home.capturePath, 'e', DAY, file)}'`;
    expect(
      await queryRows(
        connection,
        `select row_number, feature_age, output_sums, output_scores->>1, feature_image->>'sha256', original from ${from} where request_id = 'r1' order by 1`,
      ),
    ).toEqual([
      [1, 3, 1.5, '0.75', 'ab', null],
      [2, 4, 2.5, '0', null, null],
    ]);
    close();
    expect(await scanned(log)).toEqual([asked, request(2)]);
  });

  it('gives columns of plain names and types to whoever reads Parquet', async () => {
    await using temp = await tempHome();
    const log = openFileLog(temp.home);
    for (const i of [1, 2, 3]) await log.append(request(i));
    await log.append(
      request(4, { rows: [{ island: null, mass: 1, isAdult: false, tags: ['a'] }] }),
    );
    await log.close();
    await compactCapture(temp.home.capturePath, { clock: DAY_AFTER });
    const [file = ''] = await files(temp.home.capturePath);
    const { connection, close } = await openDuckDb();
    const from = `'${join(temp.home.capturePath, 'e', DAY, file)}'`;
    const described = await queryRows(connection, `describe select * from ${from}`);
    expect(described.map(([name, type]) => `${name} ${type}`)).toEqual([
      ...[
        'request_id VARCHAR',
        'row_number INTEGER',
        'answered_at TIMESTAMP',
        'endpoint VARCHAR',
        'route VARCHAR',
      ],
      ...['kind VARCHAR', 'version INTEGER', 'latency_ms DOUBLE', 'entity VARCHAR'],
      ...['protocol VARCHAR', 'error VARCHAR', 'weight DOUBLE'],
      ...['propensity DOUBLE', 'prediction VARCHAR'],
      'probability_Adelie DOUBLE',
      ...['probability_Gentoo DOUBLE', 'beside JSON', 'explanation JSON', 'feature_island VARCHAR'],
      ...['feature_mass DOUBLE', 'feature_isAdult BOOLEAN', 'feature_tags JSON', 'original JSON'],
    ]);
    const sql = `select request_id, row_number, kind, route, feature_mass, feature_tags, original is null from ${from}`;
    expect(await queryRows(connection, sql)).toEqual([
      ...[1, 2, 3].map((i) => [`r${i}`, 1, 'answer', 'champion', 4500 + i, null, true]),
      ['r4', 1, 'answer', 'champion', 1, '["a"]', true],
    ]);
    close();
  });

  it('counts, and tells the last answer, without opening columns', async () => {
    await using temp = await tempHome();
    const log = openFileLog(temp.home);
    await log.append(request(1, { rows: [{ a: 1 }, { a: 2 }] }));
    await log.append(request(2));
    await log.append(request(3, { kind: 'shadow' }));
    await log.append(request(4, { kind: 'failure', predictions: [], error: 'INTERNAL' }));
    await log.close();
    const expected = { nRows: 3, lastAt: request(2).at };
    expect(await log.count('e')).toEqual(expected);
    await compactCapture(temp.home.capturePath, { clock: DAY_AFTER });
    const [file = ''] = await files(temp.home.capturePath);
    await writeFile(join(temp.home.capturePath, 'e', DAY, file), 'no Parquet');
    expect(await log.count('e')).toEqual(expected);
    expect(await openFileLog(temp.home).count('e')).toEqual(expected);
    await expect(log.newest('e', 1)).rejects.toMatchObject({
      code: 'HOME_DAMAGED',
      message: expect.stringMatching(/^".*\.parquet" must hold logged predictions, got a file/),
      details: { path: expect.stringContaining(file) },
    });
  });

  it('leaves files of running processes and small files of today alone', async () => {
    await using temp = await tempHome();
    const { capturePath } = temp.home;
    const today = { now: () => Date.UTC(2026, 0, 2, 23) };
    const log = openFileLog(temp.home, { clock: today, rollOverBytes: 600 });
    for (let i = 0; i < 8; i++) await log.append(request(i));
    const before = await files(capturePath);
    expect(before.length).toBeGreaterThanOrEqual(3);
    expect(await compactCapture(capturePath, { clock: DAY_AFTER })).toMatchObject({ nFiles: 0 });
    await log.close();
    expect((await files(capturePath)).every((name) => /^\w{26}\.jsonl$/.test(name))).toBe(true);
    expect(await compactCapture(capturePath, { clock: today })).toMatchObject({ nFiles: 0 });
    const options = { clock: today, rollOverBytes: 600 };
    const { nFiles } = await compactCapture(capturePath, options);
    expect(nFiles).toBeGreaterThanOrEqual(2);
    expect((await scanned(log)).map(({ requestId }) => requestId)).toEqual(
      Array.from({ length: 8 }, (_, i) => `r${i}`),
    );
  });

  it('takes the files of dead processes, also those that an older version wrote', async () => {
    await using temp = await tempHome();
    const log = openFileLog(temp.home);
    await log.append(request(1));
    await log.close();
    const folder = join(temp.home.capturePath, 'e', DAY);
    const [name = ''] = await files(temp.home.capturePath);
    const line = await readFile(join(folder, name), 'utf8');
    const owner = tempOwner();
    const [host = '', , mark = ''] = owner.split('-');
    await writeFile(join(folder, `01A-${owner}.jsonl`), line.replace('r1', 'living'));
    await writeFile(join(folder, `01B-${process.pid}.jsonl`), line.replace('r1', 'old-living'));
    await writeFile(
      join(folder, `01C-${host}-${process.pid}-0${mark.slice(1)}x.jsonl`),
      line.replace('r1', 'number-reused'),
    );
    await writeFile(join(folder, '01D-999999999.jsonl'), line.replace('r1', 'old-dead'));
    await writeFile(join(folder, '01E-elsewhere-1-1.jsonl'), line.replace('r1', 'elsewhere'));
    const done = await compactCapture(temp.home.capturePath, { clock: DAY_AFTER });
    expect(done).toMatchObject({ nFiles: 3, nFailed: 0 });
    const left = (await files(temp.home.capturePath)).filter((file) => file.endsWith('.jsonl'));
    expect(left).toEqual([
      `01A-${owner}.jsonl`,
      `01B-${process.pid}.jsonl`,
      '01E-elsewhere-1-1.jsonl',
    ]);
    expect(new Set((await log.newest('e', 99)).map(({ requestId }) => requestId))).toEqual(
      new Set(['r1', 'living', 'old-living', 'number-reused', 'old-dead', 'elsewhere']),
    );
  });

  it('goes on behind a kill between any two of its steps', async () => {
    await using temp = await tempHome();
    const { capturePath } = temp.home;
    const folder = join(capturePath, 'e', DAY);
    const log = openFileLog(temp.home);
    for (const i of [1, 2, 3]) await log.append(request(i));
    await log.close();
    const [lines = ''] = await files(capturePath);
    const content = await readFile(join(folder, lines));
    const id = lines.slice(0, 26);
    const ids = async () => (await log.newest('e', 99)).map(({ requestId }) => requestId);
    // Columns were begun.
    await writeFile(join(folder, `${id}-${tempOwner().split('-')[0]}-999999999-0.tmp`), 'PAR1');
    expect(await ids()).toEqual(['r3', 'r2', 'r1']);
    expect(await compactCapture(capturePath, { clock: DAY_AFTER })).toMatchObject({ nFiles: 1 });
    const whole = await files(capturePath);
    expect(whole).toEqual([expect.stringMatching(/\.3\.\d+\.parquet$/)]);
    // Columns are whole, and the lines are still there, closed or not.
    for (const name of [lines, `${id}-999999999.jsonl`]) {
      await writeFile(join(folder, name), content);
      expect(await ids()).toEqual(['r3', 'r2', 'r1']);
      expect(await log.count('e')).toEqual({ nRows: 3, lastAt: request(3).at });
      expect(await compactCapture(capturePath, { clock: DAY_AFTER })).toMatchObject({ nFiles: 0 });
      expect(await files(capturePath)).toEqual(whole);
    }
    expect(await ids()).toEqual(['r3', 'r2', 'r1']);
  });

  it('waits for another process that makes columns of the same file', async () => {
    await using temp = await tempHome();
    const log = openFileLog(temp.home);
    await log.append(request(1));
    await log.close();
    const [lines = ''] = await files(temp.home.capturePath);
    const begun = `${lines.slice(0, 26)}-${tempOwner()}.tmp`;
    await writeFile(join(temp.home.capturePath, 'e', DAY, begun), 'PAR1');
    expect(await compactCapture(temp.home.capturePath, { clock: DAY_AFTER })).toMatchObject({
      nFiles: 0,
    });
    expect(await files(temp.home.capturePath)).toEqual([begun, lines].sort());
  });

  it('sets damaged lines aside, and forgets a torn one', async () => {
    await using temp = await tempHome();
    const log = openFileLog(temp.home);
    await log.append(request(1));
    await log.close();
    const folder = join(temp.home.capturePath, 'e', DAY);
    const [lines = ''] = await files(temp.home.capturePath);
    const whole = await readFile(join(folder, lines), 'utf8');
    await writeFile(join(folder, lines), `{"nRows":1,\0\n${whole}${whole.slice(0, 40)}`);
    const heard: string[] = [];
    const told = createLog({ write: (line) => heard.push(line) });
    await compactCapture(temp.home.capturePath, { clock: DAY_AFTER, log: told });
    const id = lines.slice(0, 26);
    expect((await files(temp.home.capturePath))[1]).toBe(`${id}.damaged`);
    expect(await readFile(join(folder, `${id}.damaged`), 'utf8')).toBe('{"nRows":1,\0\n');
    expect(heard.map((line) => JSON.parse(line))).toMatchObject([
      { level: 'warn', event: 'damaged lines set aside', nLines: 1 },
    ]);
    expect(await scanned(log)).toEqual([request(1)]);
  });

  it('gives requests of many rows whole, wherever a query of columns begins', async () => {
    await using temp = await tempHome();
    const log = openFileLog(temp.home);
    const requests = Array.from({ length: 40 }, (_, i) =>
      request(i, {
        rows: Array.from({ length: 1 + ((i * 997) % 500) }, (_, j) => ({ i, j })),
        predictions: [],
        ...(i % 5 === 3 ? { kind: 'shadow' } : {}),
      }),
    );
    for (const one of requests) await log.append(one);
    await log.close();
    await compactCapture(temp.home.capturePath, { clock: DAY_AFTER });
    expect(await scanned(log)).toEqual(requests);
    const answers = requests.filter(({ kind }) => kind === undefined);
    expect(await log.newest('e', Number.MAX_SAFE_INTEGER)).toEqual(answers.toReversed());
    expect(await log.newest('e', 5200)).toEqual(newestOf(answers, 5200));
    const span: LabeledRequest[] = [];
    for await (const one of log.scan('e', { from: request(10).at, to: request(20).at }))
      span.push(one);
    expect(span.map(({ requestId }) => requestId)).toEqual(
      answers.slice(8, 16).map(({ requestId }) => requestId),
    );
  });
});

function newestOf(requests: readonly LoggedRequest[], nRows: number): LoggedRequest[] {
  const found: LoggedRequest[] = [];
  for (let i = requests.length - 1, left = nRows; i >= 0 && left > 0; i--) {
    const one = requests[i];
    if (one === undefined) break;
    found.push(one);
    left -= one.rows.length;
  }
  return found;
}
