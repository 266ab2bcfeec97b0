import { DuckDBInstance } from '@duckdb/node-api';
import { resolveParams } from '@kaizenml/contracts';
import { type Matrix, seededRandom, shuffledIndices, takeMatrixRows } from '@kaizenml/ml/math';
import { getEstimator, type Target } from '@kaizenml/ml/models';
import { sharedData } from '../test/shared-data.ts';

/** How fast and how good is the forest on Adult (48 842 rows, 14 columns, ordinal codes)? One thread. */
const path = sharedData('adult/adults.parquet');
if (path === undefined) throw new Error('The bench needs adult/adults.parquet beside the project.');
const { x, codes } = await readAdult(path);
const order = shuffledIndices(x.nRows, seededRandom(7));
const nTest = Math.floor(x.nRows / 5);
const test = order.subarray(0, nTest);
const train = order.subarray(nTest);
const xTrain = takeMatrixRows(x, train);
const xTest = takeMatrixRows(x, test);
const yTrain: Target = {
  kind: 'classification',
  codes: Int32Array.from(train, (i) => codes[i]),
  nClasses: 2,
};
const yTest = Int32Array.from(test, (i) => codes[i]);

const cases = process.argv[2]
  ? [JSON.parse(process.argv[2])]
  : [{}, { minLeaf: 1 }, { minLeaf: 5 }, { maxFeatures: 0.5, minLeaf: 5 }, { maxFeatures: 1 }];
for (const given of cases) {
  const { estimator: name = 'random-forest', ...own } = given;
  const estimator = getEstimator(name);
  const params = resolveParams(estimator.name, estimator.params, own);
  const began = performance.now();
  const state = estimator.fit(xTrain, yTrain, params, { random: seededRandom(1) });
  const fitMs = performance.now() - began;
  const predicting = performance.now();
  const probabilities = estimator.predict(state, xTest);
  const predictMs = performance.now() - predicting;
  const row = takeMatrixRows(xTest, [0]);
  for (let i = 0; i < 2000; i++) estimator.predict(state, row);
  const single = performance.now();
  for (let i = 0; i < 5000; i++) {
    row.values.set(xTest.values.subarray((i % nTest) * x.nColumns, ((i % nTest) + 1) * x.nColumns));
    estimator.predict(state, row);
  }
  const singleUs = (performance.now() - single) / 5;
  let sizeBytes = 0;
  for (const value of Object.values(state))
    if (ArrayBuffer.isView(value)) sizeBytes += value.byteLength;
  console.log(
    [
      JSON.stringify(given).padEnd(40),
      `fit ${(fitMs / 1000).toFixed(2)} s`,
      `predict ${nTest} rows ${predictMs.toFixed(0)} ms`,
      `one row ${singleUs.toFixed(1)} µs`,
      `state ${(sizeBytes / 1e6).toFixed(2)} MB`,
      `AUC ${rocAuc(yTest, probabilities).toFixed(4)}`,
    ].join(' | '),
  );
}

async function readAdult(file: string): Promise<{ x: Matrix; codes: Int32Array }> {
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
  return { x: { nRows, nColumns: target, values }, codes };
}

function asNumbers(column: readonly unknown[]): Float64Array {
  if (column.every((v) => typeof v === 'number' || typeof v === 'bigint'))
    return Float64Array.from(column, Number);
  const levels = [...new Set(column.map(String))].sort();
  return Float64Array.from(column, (v) => levels.indexOf(String(v)));
}

function rocAuc(truth: Int32Array, probabilities: Float64Array): number {
  const ranked = Array.from(truth, (code, i) => ({ code, score: probabilities[2 * i + 1] })).sort(
    (a, b) => a.score - b.score,
  );
  let ranks = 0;
  let nPositive = 0;
  for (let i = 0; i < ranked.length; ) {
    let j = i;
    while (j < ranked.length && ranked[j].score === ranked[i].score) j++;
    for (let k = i; k < j; k++) {
      if (ranked[k].code === 0) continue;
      nPositive++;
      ranks += (i + j + 1) / 2;
    }
    i = j;
  }
  return (ranks - (nPositive * (nPositive + 1)) / 2) / (nPositive * (ranked.length - nPositive));
}
