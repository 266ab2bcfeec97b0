import { seededRandom } from '@kaizenml/ml/math';
import type { Target } from '@kaizenml/ml/models';
import { kFolds } from '@kaizenml/ml/selection';
import { describe, expect, it } from 'vitest';
import { enoughFolds } from './enough-folds.ts';

const foldsOf = (nRows: number) =>
  kFolds({ kind: 'random', nRows }, { nFolds: 5, random: seededRandom(1) });
const numbers = (nRows: number): Target => ({
  kind: 'regression',
  values: new Float64Array(nRows),
});
const nHeldOut = (nRows: number) =>
  enoughFolds(foldsOf(nRows), numbers(nRows)).reduce((sum, { test }) => sum + test.length, 0);

describe('enoughFolds', () => {
  it.each([
    [1000, 5],
    [9000, 5],
    [14_000, 3],
    [36_000, 2],
    [50_000, 2],
  ])('of %i rows, tries candidates on %i folds', (nRows, nFolds) => {
    expect(enoughFolds(foldsOf(nRows), numbers(nRows))).toEqual(foldsOf(nRows).slice(5 - nFolds));
  });

  it('holds out 8000 rows wherever all folds would', () => {
    for (let nRows = 8000; nRows < 60_000; nRows += 8500)
      expect(nHeldOut(nRows)).toBeGreaterThanOrEqual(8000);
  });

  it('takes more folds where a class is rare', () => {
    const nRows = 40_000;
    const codes = (share: number) => Int32Array.from({ length: nRows }, (_, i) => +(i % share < 1));
    const target = (share: number): Target => ({
      kind: 'classification',
      codes: codes(share),
      nClasses: 2,
    });
    const nFolds = (share: number) => enoughFolds(foldsOf(nRows), target(share)).length;
    expect([nFolds(2), nFolds(20), nFolds(30), nFolds(100)]).toEqual([2, 3, 4, 5]);
  });

  it('keeps all folds of rankings, whose rows are few beside their groups', () => {
    const groups = Int32Array.from({ length: 50_000 }, (_, i) => i >> 5);
    const target: Target = { kind: 'regression', values: new Float64Array(50_000), groups };
    expect(enoughFolds(foldsOf(50_000), target)).toHaveLength(5);
  });
});
