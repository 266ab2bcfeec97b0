import { execFileSync, spawnSync } from 'node:child_process';
import {
  closeSync,
  createReadStream,
  fsyncSync,
  openSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { copyFile, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writeLines } from '@kaizenml/ml/cells';
import { seededRandom } from '@kaizenml/ml/math';
import { openApp } from '../packages/platform/src/app.ts';
import { predictToFile } from '../packages/platform/src/batch/index.ts';
import { openAnswering } from '../packages/platform/src/models/index.ts';

/**
 * How fast does `kaizen predict` answer a file that is larger than memory, and in how much memory, beside pandas or polars with
 * LightGBM, and beside a plain copy of the file? The model is LightGBM's own, imported; rows are an id and ten numbers, made from a seed.
 *
 * `KAIZEN_BATCH_PYTHON=… node --conditions=source bench/batch-predict.ts [--rows 2000000] [--full]`; see bench/peers/make-batch-venv.sh.
 * `--full` writes numbers with all their digits (about 205 bytes a row in the place of 81). Everything lies in a folder of its own
 * below the folder for temporary files, which is gone at the end; it takes about five times the bytes of the rows.
 */
const { values: given } = parseArgs({
  options: {
    rows: { type: 'string', default: '2000000' },
    full: { type: 'boolean', default: false },
  },
});
const nRows = Number(given.rows);
const python = process.env.KAIZEN_BATCH_PYTHON;
const peers = fileURLToPath(new URL('./peers/batch_predict.py', import.meta.url));
const SEAT = 'KAIZEN_BATCH_SEAT';
const NUMBERS = Array.from({ length: 10 }, (_, j) => `x${j}`);
const STEP_ROWS = 50_000;

interface Measured {
  readonly seconds: number;
  readonly processorSeconds: number;
  readonly peakMb: number;
}

/** What a process of ours does. */
interface Seat {
  readonly folder: string;
  readonly from: string;
  readonly out: string;
  readonly keep: readonly string[];
  readonly nThreads: number;
}

/** Runs in a process of its own, so that its peak of memory is its own. */
async function answerOurs({ folder, from, out, keep, nThreads }: Seat): Promise<void> {
  const app = await openApp({ home: join(folder, 'home') });
  const opened = await openAnswering(() => Promise.resolve(app), 'model');
  if (opened.kind === 'forecast') throw new Error('the model answers rows');
  const [start, before] = [performance.now(), process.cpuUsage()];
  const [path, written] = [join(folder, from), join(folder, out)];
  await predictToFile(opened, { path, out: written, keep, badRows: 'refuse', nThreads });
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before);
  await app.close();
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
  const processorSeconds = (user + system) / 1e6;
  process.stdout.write(`${JSON.stringify({ seconds, processorSeconds, peakMb })}\n`);
}

function ours(seat: Seat): Measured {
  const { stdout, status, stderr } = spawnSync(
    process.execPath,
    [...process.execArgv, fileURLToPath(import.meta.url)],
    { env: { ...process.env, [SEAT]: JSON.stringify(seat) }, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Measured;
}

/** Writes the rows: normal numbers, every hundredth missing. */
function writeRows(path: string): void {
  const random = seededRandom(7);
  const file = openSync(path, 'w');
  writeSync(file, `id,${NUMBERS.join(',')}\n`);
  const value = (): number => {
    const drawn = random.normal();
    if (random.below(100) === 0) return Number.NaN;
    return given.full === true ? drawn : Math.round(drawn * 1e4) / 1e4;
  };
  for (let first = 0; first < nRows; first += STEP_ROWS) {
    const n = Math.min(STEP_ROWS, nRows - first);
    const written = Array.from({ length: n }, (_, i) => Buffer.from(`r${first + i}`));
    const codes = Int32Array.from({ length: n }, (_, i) => i);
    const numbers = NUMBERS.map(() => Float64Array.from({ length: n }, value));
    writeLines(
      [
        { kind: 'levels', codes, written },
        ...numbers.map((values) => ({ kind: 'numbers', values }) as const),
      ],
      n,
      (part) => writeSync(file, part),
    );
  }
  fsyncSync(file);
  closeSync(file);
}

/** What the disk needs to read the rows and to hold them once more. */
async function copyRows(folder: string): Promise<Measured> {
  const [start, before] = [performance.now(), process.cpuUsage()];
  const copy = join(folder, 'copy.csv');
  await copyFile(join(folder, 'rows.csv'), copy);
  const file = await open(copy, 'r+');
  await file.datasync();
  await file.close();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before);
  rmSync(copy);
  return { seconds, processorSeconds: (user + system) / 1e6, peakMb: 0 };
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
  const [a, b] = [await read('answers-2.csv'), await read(`answers-${peer}.csv`)];
  return Math.max(...a.map((value, i) => Math.abs(value - (b[i] ?? Number.NaN))));
}

async function main(): Promise<void> {
  if (python === undefined)
    throw new Error('set KAIZEN_BATCH_PYTHON (bench/peers/make-batch-venv.sh)');
  const folder = await mkdtemp(join(tmpdir(), 'kaizen-batch-bench-'));
  const clear = (): void => rmSync(folder, { recursive: true, force: true });
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      clear();
      process.exit(1);
    });
  try {
    execFileSync(python, [peers, 'learn', folder]);
    const app = await openApp({ home: join(folder, 'home') });
    await app.handlers.models.import({ path: join(folder, 'model.txt') });
    await app.close();
    writeRows(join(folder, 'rows.csv'));
    const megabytes = statSync(join(folder, 'rows.csv')).size / 1e6;
    console.log(`${nRows} rows, ${megabytes.toFixed(0)} MB of CSV`);
    const copied = await copyRows(folder);
    const row = (name: string, { seconds, processorSeconds, peakMb }: Measured): void =>
      console.log(
        [
          name.padEnd(34),
          `${seconds.toFixed(2).padStart(8)} s`,
          `${(seconds / copied.seconds).toFixed(1).padStart(6)} copies`,
          `${processorSeconds.toFixed(2).padStart(8)} processor s`,
          `${(nRows / seconds / 1e3).toFixed(0).padStart(6)} k rows/s`,
          `${(megabytes / seconds).toFixed(0).padStart(5)} MB/s`,
          `${(megabytes / processorSeconds).toFixed(0).padStart(5)} MB/processor s`,
          peakMb === 0 ? '' : `${String(peakMb).padStart(6)} MB`,
        ].join(' '),
      );
    row('a copy of the rows', copied);
    const [csv, parquet] = [{ folder, from: 'rows.csv', keep: ['id'] }, 'answers.parquet'];
    for (const nThreads of [1, 2])
      row(
        `ours, CSV to CSV, ${nThreads} thread${nThreads === 1 ? '' : 's'}`,
        ours({ ...csv, out: `answers-${nThreads}.csv`, nThreads }),
      );
    await rm(join(folder, 'answers-1.csv'));
    row(
      'ours, CSV to Parquet, all kept, 2',
      ours({ ...csv, out: parquet, keep: ['id', ...NUMBERS], nThreads: 2 }),
    );
    row(
      'ours, Parquet to CSV, 2 threads',
      ours({ ...csv, from: parquet, out: 'answers-of-parquet.csv', nThreads: 2 }),
    );
    await rm(join(folder, 'answers-of-parquet.csv'));
    row(
      'ours, Parquet to Parquet, 2 threads',
      ours({ ...csv, from: parquet, out: 'again.parquet', nThreads: 2 }),
    );
    for (const name of [parquet, 'again.parquet']) await rm(join(folder, name));
    for (const peer of ['pandas', 'polars']) {
      row(
        `${peer} and LightGBM, in chunks`,
        JSON.parse(execFileSync(python, [peers, peer, folder], { encoding: 'utf8' })) as Measured,
      );
      console.log(`  largest difference of a probability: ${await difference(folder, peer)}`);
      await rm(join(folder, `answers-${peer}.csv`));
    }
  } finally {
    clear();
  }
}

const seat = process.env[SEAT];
if (seat === undefined) await main();
else await answerOurs(JSON.parse(seat) as Seat);
