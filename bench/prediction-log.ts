/**
 * What does the log of predictions cost: to write, to keep and to read?
 *
 *   npx node --conditions=source bench/prediction-log.ts [requests]
 *
 * Requests have 10 features (6 numbers, 4 short texts) and the probabilities of two classes, as a churn model asks and
 * answers. `append` is measured in turns of 64 requests at once, as a busy server has them. All times are CPU time of the
 * process, all threads, so that other programs do not count. Default 20 000 requests of one row, and as many rows in
 * requests of 100.
 */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Row } from '@kaizenml/contracts';
import { queryRows, withDuckDb } from '../packages/platform/src/datasets/engine/duck-db.ts';
import { createIds } from '../packages/platform/src/kit/index.ts';
import {
  compactCapture,
  type LoggedRequest,
  openFileLog,
} from '../packages/platform/src/predictions/index.ts';
import { tempHome } from '../packages/platform/src/testing/index.ts';

const nRows = Number(process.argv[2] ?? 20_000);
const AT_ONCE = 64;
const DAY = '2026-01-02';

let millisecond = Date.UTC(2026, 0, 2);
const nextId = createIds({ clock: { now: () => millisecond++ } });

/** Whole numbers that look like chance. @source MurmurHash3's last mixing, Appleby (2011). */
function mix(i: number): number {
  let h = Math.imul((i + 0x9e3779b9) ^ (i >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

const words = (i: number, n: number, prefix: string) => `${prefix}${mix(i) % n}`;

function row(number: number): Row {
  const i = 10 * number;
  return {
    months: mix(i) % 72,
    charges: (mix(i + 1) % 12_000) / 100,
    total: (mix(i + 2) % 900_000) / 100,
    calls: mix(i + 3) % 40,
    minutes: (mix(i + 4) % 100_000) / 7,
    age: 18 + (mix(i + 5) % 70),
    plan: words(i + 6, 3, 'plan-'),
    state: words(i + 7, 51, 'state-'),
    contract: words(i + 8, 3, 'contract-'),
    payment: words(i + 9, 4, 'payment-'),
  };
}

function request(i: number, endpoint: string, nRowsEach: number): LoggedRequest {
  const rows = Array.from({ length: nRowsEach }, (_, j) => row(i * nRowsEach + j));
  return {
    requestId: nextId(),
    at: new Date(Date.UTC(2026, 0, 2) + i).toISOString(),
    endpoint,
    version: 1,
    rows,
    predictions: rows.map((_, j) => {
      const yes = mix(i * nRowsEach + j) / 2 ** 32;
      return { prediction: yes > 0.5 ? 'yes' : 'no', probabilities: { no: 1 - yes, yes } };
    }),
    latencyMs: (mix(i) % 1000) / 1000,
  };
}

function print(what: string, value: number, unit: string): void {
  console.log(`${what.padEnd(58)} ${value.toFixed(value < 100 ? 2 : 0).padStart(10)} ${unit}`);
}

async function cpuMs(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

await using temp = await tempHome();
const { capturePath } = temp.home;
const clock = { now: () => Date.UTC(2026, 0, 3) };
for (const nRowsEach of [1, 100]) {
  const endpoint = `rows-${nRowsEach}`;
  const log = openFileLog(temp.home);
  const requests = Array.from({ length: Math.ceil(nRows / nRowsEach) }, (_, i) =>
    request(i, endpoint, nRowsEach),
  );
  const appendMs = await cpuMs(async () => {
    for (let i = 0; i < requests.length; i += AT_ONCE)
      await Promise.all(requests.slice(i, i + AT_ONCE).map((one) => log.append(one)));
  });
  await log.close();
  console.log(`\n${requests.length} requests of ${nRowsEach} row${nRowsEach === 1 ? '' : 's'}`);
  print('append, per request', (1000 * appendMs) / requests.length, 'µs');
  print('append, requests per second', (1000 * requests.length) / appendMs, '/s');
  const folder = join(capturePath, endpoint, DAY);
  const [lines = ''] = await readdir(folder);
  print('lines, per row', (await stat(join(folder, lines))).size / nRows, 'B');
  print('newest 10 000 rows from lines', await cpuMs(() => log.newest(endpoint, 10_000)), 'ms');
  const compactMs = await cpuMs(() => compactCapture(capturePath, { clock }));
  print('compaction, per million rows', (compactMs / nRows) * 1000, 's');
  const [columns = ''] = await readdir(folder);
  const path = join(folder, columns);
  print('columns, per row', (await stat(path)).size / nRows, 'B');
  print('newest 10 000 rows from columns', await cpuMs(() => log.newest(endpoint, 10_000)), 'ms');
  const scanMs = await cpuMs(async () => {
    for await (const _ of log.scan(endpoint));
  });
  print('scan of whole requests', (1000 * nRows) / scanMs, 'rows/s');
  const sql = `select avg(feature_charges), max(probability_yes) from '${path}' group by feature_state`;
  await withDuckDb(async (connection) => {
    await queryRows(connection, sql);
    const queryMs = await cpuMs(() => queryRows(connection, sql));
    print('DuckDB, mean by group over three columns', (1000 * nRows) / queryMs, 'rows/s');
  });
}
