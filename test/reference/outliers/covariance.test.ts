import { fromRows, seededRandom } from '@kaizenml/ml/math';
import { describe, expect, it } from 'vitest';
import { fastMcd } from '../../../packages/ml/src/outliers/covariance/fast-mcd.ts';
import { reweightedMcd } from '../../../packages/ml/src/outliers/covariance/reweighted-mcd.ts';
import { shrunkCovariance } from '../../../packages/ml/src/outliers/covariance/shrunk-covariance.ts';
import expected from './expected-covariance.json' with { type: 'json' };

describe.each(expected.mcd.map((each) => [each.x[0].length, each] as const))(
  `the minimum covariance determinant of %i columns`,
  (p, each) => {
    const x = fromRows(each.x);

    it('is of the rows that numpy finds, with a determinant of at most that of scikit-learn', () => {
      const h = Math.ceil((x.nRows + p + 1) / 2);
      const found = fastMcd(x, { h, random: seededRandom(3) });
      expect([...(found?.rows ?? [])]).toEqual(each.rows);
      expect(found?.logDeterminant).toBeLessThanOrEqual(each.logDeterminantOfScikitLearn + 1e-9);
    });

    it('has the same reweighted center and covariance', () => {
      const found = reweightedMcd(x, seededRandom(3));
      each.center.forEach((value, j) => {
        expect(found?.center[j]).toBeCloseTo(value, 9);
      });
      each.covariance.flat().forEach((value, at) => {
        expect(found?.covariance[at]).toBeCloseTo(value, 9);
      });
    });
  },
);

it('shrinks like Ledoit and Wolf in scikit-learn, with more columns than rows', () => {
  const { x, shrinkage, diagonal, firstRow } = expected.shrunk;
  const found = shrunkCovariance(fromRows(x));
  const p = diagonal.length;
  expect(found.shrinkage).toBeCloseTo(shrinkage, 10);
  diagonal.forEach((value, j) => {
    expect(found.covariance[j * p + j]).toBeCloseTo(value, 10);
  });
  firstRow.forEach((value, j) => {
    expect(found.covariance[j]).toBeCloseTo(value, 10);
  });
});
