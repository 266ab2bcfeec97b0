/**
 * How fast are rows answered from boosted trees, beside the libraries that learned them?
 *
 *   node --conditions=source bench/scoring.ts [rows] [trees] [leaves]
 *
 * KAIZEN_PEERS_PYTHON=path of a python with lightgbm and xgboost (see bench/peers/make-venv.sh) learns the models and
 * times both, and with onnxruntime and onnxmltools these as well. Without it, the models that an earlier run left in
 * KAIZEN_BENCH_FOLDER are answered alone. Times are the best of a few: of all rows at once, warm; and of one row at a
 * time, another one each time.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { Matrix } from '@kaizenml/ml/math';
import { compileEnsemble, readTreeModel, type Scorer } from '@kaizenml/ml/trees';

const N_COLUMNS = 34;
const ROUNDS = 7;

if (isMainThread) await main();
else answerPart(workerData);

async function main(): Promise<void> {
  const [nRows = '200000', nTrees = '500', nLeaves = '63'] = process.argv.slice(2);
  const kept = process.env.KAIZEN_BENCH_FOLDER;
  if (kept === undefined && process.env.KAIZEN_PEERS_PYTHON === undefined) {
    console.log(
      'Skipped: the models are made by the peers, whose Python KAIZEN_PEERS_PYTHON names.',
    );
    return;
  }
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'kaizen-scoring-'));
  mkdirSync(folder, { recursive: true });
  try {
    await compare(folder, nRows, nTrees, nLeaves);
  } finally {
    if (kept === undefined) rmSync(folder, { recursive: true });
  }
}

async function compare(
  folder: string,
  nRows: string,
  nTrees: string,
  nLeaves: string,
): Promise<void> {
  console.log(`${nRows} rows x ${N_COLUMNS} columns, ${nTrees} trees of ${nLeaves} leaves`);
  runPeers([folder, nRows, nTrees, nLeaves]);
  const x = sharedRows(join(folder, 'x.bin'), Number(nRows));
  for (const [library, file] of [
    ['LightGBM', 'lightgbm.txt'],
    ['XGBoost', 'xgboost.json'],
  ]) {
    const path = join(folder, file);
    const began = performance.now();
    const { ensemble } = readTreeModel(readFileSync(path));
    const read = performance.now();
    const scorer = compileEnsemble(ensemble);
    const compiled = performance.now();
    const seconds = best(() => scorer.raw(x));
    report(`ours, ${library}'s model`, 1, seconds);
    report(`ours, ${library}'s model`, 2, await onTwoThreads(path, x));
    const raw = new Float64Array(
      new Uint8Array(readFileSync(join(folder, `${library.toLowerCase()}.raw.bin`))).buffer,
    );
    const largest = scorer.raw(x).reduce((most, v, i) => Math.max(most, Math.abs(v - raw[i])), 0);
    console.log(
      `  read ${(read - began).toFixed(0)} ms, compiled ${(compiled - read).toFixed(0)} ms, one row ${oneRow(scorer, x).toFixed(1)} µs, largest difference ${largest}`,
    );
  }
}

function runPeers(given: readonly string[]): void {
  const python = process.env.KAIZEN_PEERS_PYTHON;
  if (python === undefined) return;
  const script = fileURLToPath(new URL('peers/scoring.py', import.meta.url));
  const peers = spawnSync(python, [script, ...given], { encoding: 'utf8' });
  if (peers.status !== 0) throw new Error(peers.stderr);
  for (const line of peers.stdout.trim().split('\n')) {
    const { peer, threads, seconds } = JSON.parse(line);
    report(peer, threads, seconds);
  }
}

function report(who: string, threads: number, seconds: number): void {
  console.log(
    `${who.padEnd(30)} ${threads} thread${threads > 1 ? 's' : ' '} ${seconds.toFixed(3)} s`,
  );
}

function sharedRows(path: string, nRows: number): Matrix {
  const values = new Float64Array(new SharedArrayBuffer(nRows * N_COLUMNS * 8));
  values.set(new Float64Array(new Uint8Array(readFileSync(path)).buffer));
  return { nRows, nColumns: N_COLUMNS, values };
}

function best(work: () => unknown): number {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const began = performance.now();
    work();
    least = Math.min(least, performance.now() - began);
  }
  return least / 1000;
}

/** Microseconds per row, the best of many hundreds. */
function oneRow(scorer: Scorer, x: Matrix): number {
  const rows = Array.from({ length: Math.min(20_000, x.nRows) }, (_, i) =>
    x.values.subarray(i * N_COLUMNS, (i + 1) * N_COLUMNS),
  );
  let least = Number.POSITIVE_INFINITY;
  for (let start = 0; start + 100 <= rows.length; start += 100) {
    const began = performance.now();
    for (let i = start; i < start + 100; i++) scorer.rawRow(rows[i]);
    least = Math.min(least, performance.now() - began);
  }
  return least * 10;
}

/** Each thread answers half of the rows: blocks of rows know nothing of each other. */
async function onTwoThreads(path: string, x: Matrix): Promise<number> {
  const half = Math.floor(x.nRows / 2);
  const parts = [
    [0, half],
    [half, x.nRows],
  ];
  const workers = parts.map(([start, end]) => {
    const values = x.values.subarray(start * N_COLUMNS, end * N_COLUMNS);
    return new Worker(fileURLToPath(import.meta.url), {
      workerData: { path, x: { nRows: end - start, nColumns: N_COLUMNS, values } },
      execArgv: process.execArgv,
    });
  });
  const answers = (): Promise<unknown> =>
    Promise.all(
      workers.map((worker) => {
        worker.postMessage('answer');
        return new Promise((resolve) => worker.once('message', resolve));
      }),
    );
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const began = performance.now();
    await answers();
    least = Math.min(least, performance.now() - began);
  }
  await Promise.all(workers.map((worker) => worker.terminate()));
  return least / 1000;
}

function answerPart({ path, x }: { readonly path: string; readonly x: Matrix }): void {
  const scorer = compileEnsemble(readTreeModel(readFileSync(path)).ensemble);
  parentPort?.on('message', () => {
    scorer.raw(x);
    parentPort?.postMessage('answered');
  });
}
