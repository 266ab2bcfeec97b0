import { elasticNet, leastSquares, ridge } from '@kaizenml/ml/models';
import { describe, expect, it } from 'vitest';
import { readNumbers, readSplit } from '../../read-numbers.ts';
import { sharedData } from '../../shared-data.ts';
import { fitPredict, matrixOf, scores } from './regression-scores.ts';

const absent = '(skipped where the real data is not beside the project)';

describe('elastic net on wine quality', () => {
  const wines = [
    {
      wine: 'white',
      file: 'wine_quality/wine-quality.csv',
      names: undefined,
      expected: { rmse: 0.8222428497595, mae: 0.6278761410161, r2: 0.1267872197277 },
    },
    {
      wine: 'red',
      file: 'wine_quality/winequality-red.csv',
      names: Array.from({ length: 12 }, (_, j) => `column ${j}`),
      expected: { rmse: 0.7931640229277, mae: 0.6271946374319, r2: 0.1086264499779 },
    },
  ];
  for (const { wine, file, names, expected } of wines) {
    const path = sharedData(file);
    const split = sharedData(`split_fixtures/mlflow_elasticnet_wine_${wine}_split.csv`);
    const isAbsent = path === undefined || split === undefined;
    it.skipIf(isAbsent)(`gives the published scores of ${wine} wine to 1e-9 ${absent}`, () => {
      if (isAbsent) return;
      const columns = [...readNumbers(path, names).values()];
      const quality = columns.at(-1) ?? new Float64Array(0);
      const { train, test } = readSplit(split);
      const features = columns.slice(0, -1);
      const predicted = fitPredict(
        elasticNet,
        { alpha: 0.5, l1Ratio: 0.5 },
        {
          x: matrixOf(features, train),
          y: Float64Array.from(train, (i) => quality[i]),
          xTest: matrixOf(features, test),
        },
      );
      const found = scores(
        predicted,
        Float64Array.from(test, (i) => quality[i]),
      );
      expect(Math.abs(found.rmse - expected.rmse)).toBeLessThan(1e-9);
      expect(Math.abs(found.mae - expected.mae)).toBeLessThan(1e-9);
      expect(Math.abs(found.r2 - expected.r2)).toBeLessThan(1e-9);
    });
  }
});

describe('least squares on NBA players', () => {
  const path = sharedData('nba/nba_2017_nba_players_with_salary.csv');
  const published = [
    ['W', 'POINTS', 0.2],
    ['W', 'WINS_RPM', 0.324],
    ['SALARY_MILLIONS', 'POINTS', 0.404],
    ['SALARY_MILLIONS', 'WINS_RPM', 0.303],
  ] as const;
  for (const [target, feature, r2] of published) {
    it.skipIf(path === undefined)(`explains ${r2} of ${target} by ${feature} ${absent}`, () => {
      if (path === undefined) return;
      const columns = readNumbers(path);
      const y = columns.get(target) ?? new Float64Array(0);
      const x = matrixOf([columns.get(feature) ?? y], [...y.keys()]);
      expect(y.length).toBe(342);
      expect(scores(fitPredict(leastSquares, {}, { x, y }), y).r2).toBeCloseTo(r2, 3);
    });
  }
});

describe('ridge on diabetes', () => {
  const path = sharedData('sklearn_toy/diabetes_scaled.clean.csv');
  const split = sharedData('split_fixtures/sklearn_diabetes_permutation_split.csv');
  const isAbsent = path === undefined || split === undefined;
  it.skipIf(isAbsent)(`explains 0.3567 of the held-out part at l2 0.01 ${absent}`, () => {
    if (isAbsent) return;
    const columns = [...readNumbers(path).values()];
    const y = columns.at(-1) ?? new Float64Array(0);
    const { train, test } = readSplit(split);
    const predicted = fitPredict(
      ridge,
      { l2: 0.01 },
      {
        x: matrixOf(columns.slice(0, -1), train),
        y: Float64Array.from(train, (i) => y[i]),
        xTest: matrixOf(columns.slice(0, -1), test),
      },
    );
    const { r2 } = scores(
      predicted,
      Float64Array.from(test, (i) => y[i]),
    );
    expect(r2).toBeCloseTo(0.3567, 4);
  });
});

describe('the weight to height service', () => {
  const path = sharedData('mlb_height_weight/htwtmlb.csv');
  const split = sharedData('split_fixtures/mlb_mlib_retrain_split.csv');
  const isAbsent = path === undefined || split === undefined;
  const published = [
    { share: 0.1, r2: 0.18137638458541205, inches: [72.43, 73.61, 75.09, 85.45] },
    { share: 0.2, r2: 0.2802199932746626, inches: [72.42, 73.6, 75.06, 85.33] },
    { share: 0.3, r2: 0.2752994698858813, inches: [72.4, 73.58, 75.06, 85.44] },
    { share: 0.4, r2: 0.24905929566719742, inches: [72.35, 73.61, 75.18, 86.22] },
  ];
  for (const { share, r2, inches } of published) {
    it.skipIf(isAbsent)(
      `gives the published figures for a test share of ${share} ${absent}`,
      () => {
        if (isAbsent) return;
        const columns = readNumbers(path);
        const weight = standardize(columns.get('Weight') ?? new Float64Array(0));
        const height = standardize(columns.get('Height') ?? new Float64Array(0));
        // The splits of all shares cut one random order, which begins with the rows of the smallest test part.
        const smallest = readSplit(split);
        const order = [...smallest.test, ...smallest.train];
        const nTest = Math.ceil(share * order.length);
        const train = order.slice(nTest);
        const x = matrixOf([weight.scaled], train);
        const y = Float64Array.from(train, (i) => height.scaled[i]);
        const answer = (rows: Float64Array) =>
          fitPredict(ridge, {}, { x, y, xTest: { nRows: rows.length, nColumns: 1, values: rows } });
        const test = order.slice(0, nTest);
        const predicted = answer(Float64Array.from(test, (i) => weight.scaled[i]));
        const truth = Float64Array.from(test, (i) => height.scaled[i]);
        expect(Math.abs(scores(predicted, truth).r2 - r2)).toBeLessThan(1e-12);
        const pounds = Float64Array.of(180, 200, 225, 400);
        const asked = pounds.map((lb) => (lb - weight.mean) / weight.deviation);
        const found = Array.from(answer(asked), (z) => z * height.deviation + height.mean);
        expect(found.map((value) => Number(value.toFixed(2)))).toEqual(inches);
      },
    );
  }
});

function standardize(values: Float64Array) {
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length);
  return { mean, deviation, scaled: values.map((v) => (v - mean) / deviation) };
}
