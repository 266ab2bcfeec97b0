/**
 * How fast and how good are the forests? CPU seconds; the parameters of both sides are the same. `predict` is the
 * best of five calls, `row` one row at a time.
 *
 *   node --conditions=source bench/forest.ts [adult | million] [parameters as JSON]
 *
 * adult: 39 074 rows to learn from, 14 columns as ordinal codes. million: 1 000 000 rows of 30 normal columns, 10
 * trees for numbers, two and five classes; the fit runs on one thread and on all. With
 * KAIZEN_PEERS_PYTHON=path of a python that has scikit-learn, that runs as well, with one job.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { resolveParams } from '@kaizenml/contracts';
import { type Matrix, seededRandom, shuffledIndices, takeMatrixRows } from '@kaizenml/ml/math';
import { getMetric } from '@kaizenml/ml/metrics';
import { getEstimator, type Target } from '@kaizenml/ml/models';
import { openFitTeam } from '../packages/platform/src/automl/fit-team.ts';
import { sharedData } from '../test/shared-data.ts';

/** Rows to learn from and rows to score on. */
interface Problem {
  readonly name: string;
  readonly x: Matrix;
  readonly y: Target;
  readonly xTest: Matrix;
  readonly yTest: Target;
}

type Given = Readonly<Record<string, unknown>>;

const ADULT_CASES: readonly Given[] = [
  {},
  { minLeaf: 1 },
  { minLeaf: 8 },
  { maxFeatures: 1 },
  { outOfBag: true },
  { estimator: 'extra-trees' },
];
const MILLION_CASES: readonly Given[] = [{ nTrees: 10 }];
const [wanted = 'adult', own] = process.argv.slice(2);
const cases = own ? [JSON.parse(own) as Given] : undefined;
if (wanted === 'adult') compare(await readAdult(), cases ?? ADULT_CASES);
else for (const nClasses of [0, 2, 5]) compare(million(nClasses), cases ?? MILLION_CASES);

function compare(problem: Problem, all: readonly Given[]): void {
  const { name, x, y, xTest, yTest } = problem;
  console.log(`${name}: ${x.nRows} x ${x.nColumns}`);
  for (const { estimator: wantedName = 'random-forest', ...given } of all) {
    const estimator = getEstimator(String(wantedName));
    const params = resolveParams(estimator.name, estimator.params, given);
    const fit = (more: object = {}) =>
      estimator.fit(x, y, params, { random: seededRandom(1), ...more });
    const [fitS, state] = timed(() => fit());
    const [firstS, answers] = timed(() => estimator.predict(state, xTest));
    const xScored = takeMatrixRows(xTest, [...Array(Math.min(10_000, xTest.nRows)).keys()]);
    const predictS = leastSeconds(() => estimator.predict(state, xScored));
    report(`${estimator.name} ${JSON.stringify(given)}`, {
      fit: `${fitS.toFixed(2)} s`,
      'first predict': `${xTest.nRows} rows ${(1000 * firstS).toFixed(0)} ms`,
      predict: `${xScored.nRows} rows ${(1000 * predictS).toFixed(0)} ms`,
      row: `${(1e6 * rowSeconds((row) => estimator.predict(state, row), xTest)).toFixed(1)} µs`,
      state: `${(sizeOf(state) / 1e6).toFixed(1)} MB`,
      score: scoreOf(yTest, answers),
      ...(state.outOfBag && {
        outOfBag: `${state.outOfBag.metric} ${state.outOfBag.score.toFixed(4)}`,
      }),
    });
    if (wanted === 'million') {
      const team = openFitTeam();
      const began = performance.now();
      fit({ team });
      const wallS = (performance.now() - began) / 1000;
      team.close();
      report('', { [`fit, ${team.nMembers} threads`]: `${wallS.toFixed(2)} s of the clock` });
    }
    askPeer(problem, estimator.name, params);
  }
}

function report(what: string, fields: object): void {
  const told = Object.entries(fields).map(([name, value]) => `${name} ${value}`);
  console.log([`  ${what.padEnd(44)}`, ...told].join(' | '));
}

function timed<Result>(run: () => Result): [seconds: number, result: Result] {
  const began = process.cpuUsage();
  const result = run();
  const { user, system } = process.cpuUsage(began);
  return [(user + system) / 1e6, result];
}

/** Of a few calls, the one that was disturbed least. */
function leastSeconds(run: () => unknown): number {
  return Math.min(...Array.from({ length: 5 }, () => timed(run)[0]));
}

function rowSeconds(predict: (row: Matrix) => unknown, x: Matrix): number {
  const rows = Array.from({ length: 3000 }, (_, i) => takeMatrixRows(x, [i % x.nRows]));
  for (const row of rows.slice(0, 1000)) predict(row);
  const [seconds] = timed(() => {
    for (const row of rows) predict(row);
  });
  return seconds / rows.length;
}

function sizeOf(state: object): number {
  return Object.values(state)
    .filter(ArrayBuffer.isView)
    .reduce((sum, { byteLength }) => sum + byteLength, 0);
}

function scoreOf(y: Target, answers: Float64Array): string {
  if (y.kind === 'regression') {
    const outcome = { kind: 'regression', truth: y.values, predicted: answers } as const;
    return `R² ${getMetric('r2').compute(outcome).toFixed(4)}`;
  }
  const { codes: truth, nClasses } = y;
  const outcome = { kind: 'classification', truth, nClasses, probabilities: answers } as const;
  const metric = nClasses === 2 ? 'roc_auc' : 'accuracy';
  return `${metric} ${getMetric(metric).compute(outcome).toFixed(4)}`;
}

function askPeer({ x, y, xTest, yTest }: Problem, name: string, params: Given): void {
  const python = process.env.KAIZEN_PEERS_PYTHON;
  if (python === undefined) return;
  const folder = mkdtempSync(join(tmpdir(), 'kaizen-bench-'));
  const numbers = (of: Target) =>
    of.kind === 'regression' ? of.values : Float64Array.from(of.codes);
  const parts = { x: x.values, y: numbers(y), xTest: xTest.values, yTest: numbers(yTest) };
  for (const [part, values] of Object.entries(parts)) writeFileSync(join(folder, part), values);
  const nClasses = y.kind === 'regression' ? 0 : y.nClasses;
  const shape = JSON.stringify({ name, nColumns: x.nColumns, nClasses, params });
  const script = fileURLToPath(new URL('peers/forest.py', import.meta.url));
  const { stdout, stderr } = spawnSync(python, [script, folder, shape], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  console.log(stdout.trimEnd() || stderr);
}

async function readAdult(): Promise<Problem> {
  const file = sharedData('adult/adults.parquet');
  if (file === undefined)
    throw new Error('The bench needs adult/adults.parquet beside the project.');
  const connection = await (await DuckDBInstance.create()).connect();
  const reader = await connection.runAndReadAll(`select * from read_parquet('${file}')`);
  const columns = reader.getColumns();
  const target = columns.length - 1;
  const nRows = reader.currentRowCount;
  const values = new Float64Array(nRows * target);
  for (let j = 0; j < target; j++) {
    const numbers = asNumbers(columns[j]);
    for (let i = 0; i < nRows; i++) values[i * target + j] = numbers[i];
  }
  const codes = Int32Array.from(columns[target], (v) => (String(v).includes('>50K') ? 1 : 0));
  return cut('adult', { nRows, nColumns: target, values }, (rows) => ({
    kind: 'classification',
    codes: Int32Array.from(rows, (i) => codes[i]),
    nClasses: 2,
  }));
}

function asNumbers(column: readonly unknown[]): Float64Array {
  if (column.every((v) => typeof v === 'number' || typeof v === 'bigint'))
    return Float64Array.from(column, Number);
  const levels = [...new Set(column.map(String))].sort();
  return Float64Array.from(column, (v) => levels.indexOf(String(v)));
}

/** @param nClasses 0 for numbers. */
function million(nClasses: number): Problem {
  const random = seededRandom(5);
  const [nRows, nColumns] = [1_050_000, 30];
  const values = Float64Array.from({ length: nRows * nColumns }, () => random.normal());
  const latent = Float64Array.from({ length: nRows }, (_, i) => {
    const [a, b, c, d] = values.subarray(i * nColumns, i * nColumns + 4);
    return 2 * a + Math.sin(3 * b) + c * d + random.normal();
  });
  const codeOf = (value: number) =>
    Math.min(nClasses - 1, Math.max(0, Math.floor(value + nClasses / 2)));
  return cut(`million, ${nClasses || 'no'} classes`, { nRows, nColumns, values }, (rows) =>
    nClasses === 0
      ? { kind: 'regression', values: Float64Array.from(rows, (i) => latent[i]) }
      : {
          kind: 'classification',
          codes: Int32Array.from(rows, (i) => codeOf(latent[i])),
          nClasses,
        },
  );
}

function cut(name: string, x: Matrix, target: (rows: Int32Array) => Target): Problem {
  const order = shuffledIndices(x.nRows, seededRandom(7));
  const nTest = x.nRows > 1e6 ? x.nRows - 1_000_000 : Math.floor(x.nRows / 5);
  const [test, train] = [order.subarray(0, nTest), order.subarray(nTest)];
  return {
    name,
    x: takeMatrixRows(x, train),
    y: target(train),
    xTest: takeMatrixRows(x, test),
    yTest: target(test),
  };
}
