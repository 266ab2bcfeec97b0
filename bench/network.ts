/**
 * How good and how quick is the multilayer perceptron with no option at all? One thread, the same rows for all.
 *
 *   node --conditions=source bench/network.ts [data set] [parameters as JSON]
 *
 * With KAIZEN_PEERS_PYTHON=path of a python that has scikit-learn, its perceptron of the same layers runs as well,
 * on imputed, scaled, one-hot columns, as long as one member of ours: as many epochs of batches of one size.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { resolveParams } from '@kaizenml/contracts';
import { type Matrix, seededRandom, shuffledIndices, takeMatrixRows } from '@kaizenml/ml/math';
import { getMetric } from '@kaizenml/ml/metrics';
import { getEstimator, type Target } from '@kaizenml/ml/models';
import { applyGraph, fitGraph } from '@kaizenml/ml/preprocess';
import { isNumeric, type Table } from '@kaizenml/ml/table';
import { sharedData } from '../test/shared-data.ts';
import { readTable } from '../test/shared-table.ts';

const [rocAuc, logLoss, rmse, r2, accuracy] = ['roc_auc', 'log_loss', 'rmse', 'r2', 'accuracy'].map(
  getMetric,
);

const DATA = {
  penguins: ['penguins/penguins.csv', 'species'],
  sagemaker_churn: ['sagemaker_churn/training-dataset-with-header.csv', 'Churn'],
  wine_quality: ['wine_quality/wine-quality.csv', 'quality'],
  california_housing: ['california_housing/housing.csv', 'median_house_value'],
  adult: ['adult/adults.parquet', 'class'],
} as const;

const SAME = { maxEpochs: 12, patience: 12, batchSize: 256 };

interface Parts {
  readonly xTrain: Matrix;
  readonly yTrain: Target;
  readonly xTest: Matrix;
  readonly yTest: Target;
}

const [wanted, given] = process.argv.slice(2);
for (const [name, [file, target]] of Object.entries(DATA)) {
  if (wanted !== undefined && wanted !== name) continue;
  const path = sharedData(file);
  if (path === undefined) console.log(`${name}: skipped, ${file} is not beside the project`);
  else compare(name, await readTable(path), target);
}

function compare(name: string, table: Table, target: string): void {
  const [native, dense] = (['native', 'dense'] as const).map((recipe) =>
    divide(table, target, recipe),
  );
  const isRegression = native.yTrain.kind === 'regression';
  console.log(`${name}: ${native.xTrain.nRows} rows to learn from, ${native.xTest.nRows} to score`);
  run(isRegression ? 'ridge' : 'logistic', {}, dense);
  run('boosted-trees', {}, native);
  run('multilayer-perceptron', {}, native);
  if (given !== undefined) run('multilayer-perceptron', JSON.parse(given), native);
  run('multilayer-perceptron', { members: 1, ...SAME }, native);
  askPeer(dense);
}

function run(estimator: string, own: object, { xTrain, yTrain, xTest, yTest }: Parts): void {
  const { fit, predict, params: specs } = getEstimator(estimator);
  const params = resolveParams(estimator, specs, { ...own });
  const began = process.cpuUsage().user;
  const state = fit(xTrain, yTrain, params, { random: seededRandom(1) });
  const fitSeconds = (process.cpuUsage().user - began) / 1e6;
  const predicting = process.cpuUsage().user;
  const predicted = predict(state, xTest);
  const perRow = (process.cpuUsage().user - predicting) / xTest.nRows;
  const row = takeMatrixRows(xTest, [0]);
  for (let i = 0; i < 1000; i++) predict(state, row);
  const single = process.cpuUsage().user;
  for (let i = 0; i < 1000; i++) predict(state, row);
  const alone = (process.cpuUsage().user - single) / 1000;
  const shown = Object.keys(own).length > 0 ? ` ${JSON.stringify(own)}` : '';
  report(`${estimator}${shown}`, fitSeconds, scoreOf(yTest, predicted), [perRow, alone]);
}

function report(name: string, fitSeconds: number, score: string, rowUs: readonly number[]): void {
  const [perRow, alone] = rowUs.map((us) => us.toFixed(1));
  const rows = perRow === undefined ? '' : ` | a row ${perRow} µs among others, ${alone} µs alone`;
  console.log(`  ${name.padEnd(84)} fit ${fitSeconds.toFixed(2).padStart(6)} s | ${score}${rows}`);
}

function scoreOf(y: Target, predicted: Float64Array): string {
  if (y.kind === 'regression') {
    const outcome = { kind: 'regression', truth: y.values, predicted } as const;
    return `RMSE ${rmse.compute(outcome).toPrecision(5)}, R² ${r2.compute(outcome).toFixed(4)}`;
  }
  const { codes: truth, nClasses } = y;
  const outcome = { kind: 'classification', truth, nClasses, probabilities: predicted } as const;
  const first =
    nClasses === 2
      ? `AUC ${rocAuc.compute(outcome).toFixed(4)}`
      : `accuracy ${accuracy.compute(outcome).toFixed(4)}`;
  return `${first}, log loss ${logLoss.compute(outcome).toFixed(4)}`;
}

/** A fifth of the rows to score; the recipe learns from the others alone. */
function divide(table: Table, target: string, recipe: 'native' | 'dense'): Parts {
  const answer = table.columns.find((column) => column.name === target);
  if (answer === undefined) throw new Error(`The table has no column ${target}.`);
  const features = { ...table, columns: table.columns.filter((column) => column !== answer) };
  const x = applyGraph(fitGraph(recipe, features), features);
  const isNumber = isNumeric(answer) && new Set(answer.values).size > 2;
  const values = isNumeric(answer) ? answer.values : Float64Array.from(answer.codes);
  const order = shuffledIndices(x.nRows, seededRandom(7));
  const nTest = Math.floor(x.nRows / 5);
  const targetOf = (rows: Int32Array): Target =>
    isNumber
      ? { kind: 'regression', values: Float64Array.from(rows, (i) => values[i]) }
      : {
          kind: 'classification',
          codes: Int32Array.from(rows, (i) => values[i]),
          nClasses: new Set(values).size,
        };
  const [test, train] = [order.subarray(0, nTest), order.subarray(nTest)];
  return {
    xTrain: takeMatrixRows(x, train),
    yTrain: targetOf(train),
    xTest: takeMatrixRows(x, test),
    yTest: targetOf(test),
  };
}

function askPeer({ xTrain, yTrain, xTest, yTest }: Parts): void {
  const python = process.env.KAIZEN_PEERS_PYTHON;
  if (python === undefined) return;
  const folder = mkdtempSync(join(tmpdir(), 'kaizen-bench-'));
  const isRegression = yTrain.kind === 'regression';
  writeFileSync(join(folder, 'x.bin'), xTrain.values);
  writeFileSync(join(folder, 'x-test.bin'), xTest.values);
  writeFileSync(
    join(folder, 'y.bin'),
    yTrain.kind === 'regression' ? yTrain.values : Float64Array.from(yTrain.codes),
  );
  writeFileSync(
    join(folder, 'shape.json'),
    JSON.stringify({ nColumns: xTrain.nColumns, isRegression, ...SAME }),
  );
  const script = fileURLToPath(new URL('./peers/network.py', import.meta.url));
  const { stdout, stderr, status } = spawnSync(python, ['-W', 'ignore', script, folder], {
    encoding: 'utf8',
    env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
  });
  if (status !== 0) console.log(stderr);
  else {
    const { peer, fitSeconds } = JSON.parse(stdout);
    const bytes = readFileSync(join(folder, 'answers.bin'));
    const answers = new Float64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 8);
    report(peer, fitSeconds, scoreOf(yTest, answers), []);
  }
  rmSync(folder, { recursive: true });
}
