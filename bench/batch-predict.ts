import { execFileSync, spawnSync } from 'node:child_process';
import { createReadStream, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { openApp } from '../packages/platform/src/app.ts';
import { predictToFile } from '../packages/platform/src/batch/index.ts';
import { openAnswering } from '../packages/platform/src/models/index.ts';

/**
 * How fast does `kaizen predict` answer a file that is larger than memory, and in how much memory, beside pandas or polars with
 * LightGBM? The model is LightGBM's own, imported; rows are an id and ten numbers.
 *
 * `KAIZEN_BATCH_PYTHON=… node --conditions=source bench/batch-predict.ts [rows] [threads]`; see bench/peers/make-batch-venv.sh.
 */
const nRows = Number(process.argv[2] ?? 2_000_000);
const nThreads = Number(process.argv[3] ?? 2);
const python = process.env.KAIZEN_BATCH_PYTHON;
const peers = fileURLToPath(new URL('./peers/batch_predict.py', import.meta.url));
const SEAT = 'KAIZEN_BATCH_SEAT';

interface Measured {
  readonly seconds: number;
  readonly peakMb: number;
}

/** Runs in a process of its own, so that its peak of memory is its own. */
async function answerOurs(folder: string, out: string): Promise<void> {
  const app = await openApp({ home: join(folder, 'home') });
  const opened = await openAnswering(() => Promise.resolve(app), 'model');
  if (opened.kind === 'forecast') throw new Error('the model answers rows');
  const start = performance.now();
  await predictToFile(opened, {
    path: join(folder, out === 'answers-of-parquet.csv' ? 'answers.parquet' : 'rows.csv'),
    out: join(folder, out),
    keep:
      out === 'answers.parquet' ? ['id', ...Array.from({ length: 10 }, (_, j) => `x${j}`)] : ['id'],
    badRows: 'refuse',
    nThreads,
  });
  const seconds = (performance.now() - start) / 1000;
  await app.close();
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
  process.stdout.write(`${JSON.stringify({ seconds, peakMb })}\n`);
}

function ours(folder: string, out: string): Measured {
  const { stdout, status, stderr } = spawnSync(
    process.execPath,
    [...process.execArgv, fileURLToPath(import.meta.url), String(nRows), String(nThreads)],
    { env: { ...process.env, [SEAT]: JSON.stringify({ folder, out }) }, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Measured;
}

/** The largest difference between two files of answers, for the rows at the start. */
async function difference(folder: string, peer: string): Promise<number> {
  const read = async (name: string): Promise<number[]> => {
    const values: number[] = [];
    for await (const line of createInterface({ input: createReadStream(join(folder, name)) })) {
      values.push(Number(line.split(',')[3]));
      if (values.length > 100_000) break;
    }
    return values.slice(1);
  };
  const [a, b] = [await read('answers.csv'), await read(`answers-${peer}.csv`)];
  return Math.max(...a.map((value, i) => Math.abs(value - (b[i] ?? Number.NaN))));
}

async function main(): Promise<void> {
  if (python === undefined)
    throw new Error('set KAIZEN_BATCH_PYTHON (bench/peers/make-batch-venv.sh)');
  const folder = await mkdtemp(join(tmpdir(), 'kaizen-batch-bench-'));
  try {
    execFileSync(python, [peers, 'learn', folder, String(nRows)]);
    const app = await openApp({ home: join(folder, 'home') });
    await app.handlers.models.import({ path: join(folder, 'model.txt') });
    await app.close();
    const megabytes = statSync(join(folder, 'rows.csv')).size / 1e6;
    console.log(`${nRows} rows, ${megabytes.toFixed(0)} MB of CSV, ${nThreads} threads`);
    const row = (name: string, { seconds, peakMb }: Measured) =>
      console.log(
        `${name.padEnd(34)} ${seconds.toFixed(2).padStart(7)} s ${(nRows / seconds / 1e3).toFixed(0).padStart(7)} k rows/s ${(megabytes / seconds).toFixed(0).padStart(5)} MB/s of CSV ${String(peakMb).padStart(6)} MB`,
      );
    row('ours, CSV to CSV', ours(folder, 'answers.csv'));
    row('ours, CSV to Parquet, all kept', ours(folder, 'answers.parquet'));
    row('ours, Parquet to CSV', ours(folder, 'answers-of-parquet.csv'));
    for (const peer of ['pandas', 'polars']) {
      row(
        `${peer} and LightGBM`,
        JSON.parse(execFileSync(python, [peers, peer, folder], { encoding: 'utf8' })) as Measured,
      );
      console.log(`  largest difference of a probability: ${await difference(folder, peer)}`);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const seat = process.env[SEAT];
if (seat === undefined) await main();
else {
  const { folder, out } = JSON.parse(seat) as { folder: string; out: string };
  await answerOurs(folder, out);
}
