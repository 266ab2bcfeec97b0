/**
 * How good and how fast are the readable models? One thread, the same rows for all; fits in seconds of the
 * processor, which neighbors on a shared machine disturb least.
 *
 *   node --conditions=source bench/additive.ts [adult | california_housing] [parameters of additive-boosting as JSON]
 *
 * With KAIZEN_PEERS_PYTHON=path of a python that has interpret and lightgbm, these run as well.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { resolveParams } from '@kaizenml/contracts';
import { type Matrix, seededRandom, shuffledIndices, takeMatrixRows } from '@kaizenml/ml/math';
import { getMetric } from '@kaizenml/ml/metrics';
import { ESTIMATORS, type Target } from '@kaizenml/ml/models';
import { isNumeric, type Table } from '@kaizenml/ml/table';
import { sharedData } from '../test/shared-data.ts';
import { readTable } from '../test/shared-table.ts';

const [rocAuc, logLoss, rmse, r2] = ['roc_auc', 'log_loss', 'rmse', 'r2'].map(getMetric);

const DATA = {
  adult: { file: 'adult/adults.parquet', target: 'class' },
  california_housing: { file: 'california_housing/housing.csv', target: 'median_house_value' },
} as const;
const READABLE = ['additive-boosting', 'rule-fit'];

const [wanted, given = '{}'] = process.argv.slice(2);
for (const [name, { file, target }] of Object.entries(DATA)) {
  if (wanted !== undefined && wanted !== name) continue;
  const path = sharedData(file);
  if (path === undefined) console.log(`${name}: skipped, ${file} is not beside the project`);
  else compare(name, await readTable(path), target);
}

function compare(name: string, table: Table, target: string): void {
  const { x, y } = matrixOf(table, target);
  const order = shuffledIndices(x.nRows, seededRandom(7));
  const nTest = Math.floor(x.nRows / 5);
  const [test, train] = [order.subarray(0, nTest), order.subarray(nTest)];
  console.log(`${name}: ${train.length} rows to learn from, ${nTest} to score on`);
  const xTrain = takeMatrixRows(x, train);
  const xTest = takeMatrixRows(x, test);
  for (const estimator of ESTIMATORS.filter((each) => READABLE.includes(each.name))) {
    const params = resolveParams(
      estimator.name,
      estimator.params,
      estimator.name === 'rule-fit' ? {} : JSON.parse(given),
    );
    const began = process.cpuUsage().user / 1000;
    const state = estimator.fit(xTrain, rowsOf(y, train), params, { random: seededRandom(1) });
    const fitMs = process.cpuUsage().user / 1000 - began;
    const predicting = performance.now();
    const predicted = estimator.predict(state, xTest);
    report(estimator.name, {
      fitMs,
      predictMs: performance.now() - predicting,
      score: scoreOf(rowsOf(y, test), predicted),
    });
  }
  const python = process.env.KAIZEN_PEERS_PYTHON;
  if (python === undefined) return;
  const folder = mkdtempSync(join(tmpdir(), 'kaizen-bench-'));
  writeFileSync(join(folder, 'x.bin'), x.values);
  writeFileSync(
    join(folder, 'y.bin'),
    y.kind === 'regression' ? y.values : Float64Array.from(y.codes),
  );
  writeFileSync(join(folder, 'order.bin'), order);
  writeFileSync(
    join(folder, 'shape.json'),
    JSON.stringify({ nColumns: x.nColumns, nTest, kind: y.kind, levels: [...(x.levels ?? [])] }),
  );
  const script = fileURLToPath(new URL('./peers/additive.py', import.meta.url));
  const { stdout, stderr, status } = spawnSync(python, [script, folder], {
    encoding: 'utf8',
    env: { ...process.env, OMP_NUM_THREADS: '1' },
  });
  rmSync(folder, { recursive: true });
  if (status !== 0) console.log(stderr);
  for (const line of stdout.trim().split('\n')) {
    const { peer, ...figures } = JSON.parse(line);
    report(peer, figures);
  }
}

interface Figures {
  readonly fitMs: number;
  readonly predictMs: number;
  readonly score: string;
}

function report(name: string, { fitMs, predictMs, score }: Figures): void {
  console.log(
    `  ${name.padEnd(34)} fit ${(fitMs / 1000).toFixed(2).padStart(6)} s CPU | predict ${predictMs.toFixed(0).padStart(4)} ms | ${score}`,
  );
}

function scoreOf(y: Target, predicted: Float64Array): string {
  if (y.kind === 'regression') {
    const outcome = { kind: 'regression', truth: y.values, predicted } as const;
    return `RMSE ${rmse.compute(outcome).toFixed(0)}, R² ${r2.compute(outcome).toFixed(4)}`;
  }
  const { codes: truth, nClasses } = y;
  const outcome = { kind: 'classification', truth, nClasses, probabilities: predicted } as const;
  return `AUC ${rocAuc.compute(outcome).toFixed(4)}, log loss ${logLoss.compute(outcome).toFixed(4)}`;
}

/** Numbers as they are, levels as codes, missing values as NaN and -1: the recipe `native`. */
function matrixOf({ nRows, columns }: Table, target: string): { x: Matrix; y: Target } {
  const answer = columns.find(({ name }) => name === target);
  if (answer === undefined) throw new Error(`The table has no column ${target}.`);
  const features = columns.filter((column) => column !== answer);
  const values = new Float64Array(nRows * features.length);
  features.forEach((column, j) => {
    const cells = isNumeric(column) ? column.values : column.codes;
    for (let i = 0; i < nRows; i++) values[i * features.length + j] = cells[i];
  });
  const levels = Int32Array.from(features, (each) => (isNumeric(each) ? 0 : each.levels.length));
  const y: Target = isNumeric(answer)
    ? { kind: 'regression', values: answer.values }
    : { kind: 'classification', codes: answer.codes, nClasses: answer.levels.length };
  return { x: { nRows, nColumns: features.length, values, levels }, y };
}

function rowsOf(y: Target, rows: Int32Array): Target {
  return y.kind === 'regression'
    ? { ...y, values: Float64Array.from(rows, (i) => y.values[i]) }
    : { ...y, codes: rows.map((i) => y.codes[i]) };
}
