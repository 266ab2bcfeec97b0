import { resolveParams } from '@kaizenml/contracts';
import { seededRandom, shuffledIndices, takeMatrixRows } from '@kaizenml/ml/math';
import { getMetric } from '@kaizenml/ml/metrics';
import { multilayerPerceptron, type Target } from '@kaizenml/ml/models';
import { applyGraph, fitGraph } from '@kaizenml/ml/preprocess';
import { getColumn, isNumeric } from '@kaizenml/ml/table';
import { expect, it } from 'vitest';
import { sharedData } from '../../shared-data.ts';
import { readTable } from '../../shared-table.ts';

const adult = sharedData('adult/adults.parquet');
const housing = sharedData('california_housing/housing.csv');
const PROVISO = '(skipped where the real data is not beside the project)';

/** Answers of one member to a held-out fifth, and the truth there. */
async function heldOut(
  path: string,
  target: string,
): Promise<{ answers: Float64Array; y: Target }> {
  const table = await readTable(path);
  const answer = getColumn(table, target);
  const features = { ...table, columns: table.columns.filter((column) => column !== answer) };
  const x = applyGraph(fitGraph('native', features), features);
  const order = shuffledIndices(x.nRows, seededRandom(7));
  const nTest = Math.floor(x.nRows / 5);
  const [test, train] = [order.subarray(0, nTest), order.subarray(nTest)];
  const targetOf = (rows: Int32Array): Target =>
    isNumeric(answer)
      ? { kind: 'regression', values: Float64Array.from(rows, (i) => answer.values[i]) }
      : { kind: 'classification', codes: rows.map((i) => answer.codes[i]), nClasses: 2 };
  const params = resolveParams('multilayer-perceptron', multilayerPerceptron.params, {
    members: 1,
  });
  const context = { random: seededRandom(1) };
  const state = multilayerPerceptron.fit(
    takeMatrixRows(x, train),
    targetOf(train),
    params,
    context,
  );
  return {
    answers: multilayerPerceptron.predict(state, takeMatrixRows(x, test)),
    y: targetOf(test),
  };
}

it.skipIf(adult === undefined)(
  `one perceptron ranks the incomes of Adult with an AUC of at least 0.92 ${PROVISO}`,
  async () => {
    if (adult === undefined) return;
    const { answers: probabilities, y } = await heldOut(adult, 'class');
    if (y.kind !== 'classification') throw new Error('The target has classes.');
    const { codes: truth, nClasses } = y;
    const outcome = { kind: 'classification', truth, nClasses, probabilities } as const;
    expect(getMetric('roc_auc').compute(outcome)).toBeGreaterThan(0.92);
  },
);

it.skipIf(housing === undefined)(
  `one perceptron prices the districts of California to an RMSE below 50000, where ridge stays above 70000 ${PROVISO}`,
  async () => {
    if (housing === undefined) return;
    const { answers: predicted, y } = await heldOut(housing, 'median_house_value');
    if (y.kind !== 'regression') throw new Error('The target is a number.');
    const outcome = { kind: 'regression', truth: y.values, predicted } as const;
    expect(getMetric('rmse').compute(outcome)).toBeLessThan(50_000);
  },
);
