import { describe, expect, it } from 'vitest';
import { center } from './centered.ts';
import { fromRows } from './matrix.ts';
import { moments } from './moments.ts';
import { seededRandom } from './random.ts';
import { rowProducts } from './row-products.ts';
import { toSparse } from './sparse-matrix.ts';
import { sparseMoments } from './sparse-moments.ts';

const random = seededRandom(9);
/** More rows than one block, with a constant column and a mean far from 0. */
const rows = Array.from({ length: 300 }, () => [
  random.next() < 0.5 ? 0 : random.normal(),
  100 + random.normal(),
  3,
  random.normal(),
  random.next() < 0.9 ? 0 : 1,
]);
const x = fromRows(rows);
const y = Float64Array.from(rows, ([a, b]) => a - b + random.normal());
const weights = Float64Array.from(rows, (_, i) => (i % 4) / 2);

describe('moments', () => {
  const { columns, target, means, targetMean, nRows, nColumns } = center(x, y, weights);
  const times = (a: ArrayLike<number>, from: number, b: ArrayLike<number>, at: number) => {
    let sum = 0;
    for (let i = 0; i < nRows; i++) sum += a[from + i] * b[at + i];
    return sum;
  };

  it.each([
    ['dense', moments(x, y, weights)],
    ['sparse', sparseMoments(toSparse(x), y, weights)],
  ])('of %s rows are the products of centered columns', (_name, found) => {
    expect(found.means.every((mean, j) => Math.abs(mean - means[j]) < 1e-11)).toBe(true);
    expect(found.targetMean).toBeCloseTo(targetMean, 11);
    expect(found.targetSquares).toBeCloseTo(times(target, 0, target, 0), 9);
    for (let i = 0; i < nColumns; i++) {
      expect(found.crossed[i]).toBeCloseTo(times(columns, i * nRows, target, 0), 8);
      for (let j = 0; j < nColumns; j++) {
        const wanted = times(columns, i * nRows, columns, j * nRows);
        expect(found.gram[i * nColumns + j]).toBeCloseTo(wanted, 8);
      }
    }
    expect(found.gram[2 * nColumns + 2]).toBe(0);
  });

  it('of rows are what rows have in common', () => {
    const few = center(fromRows(rows.slice(0, 3)), y.subarray(0, 3));
    const found = rowProducts(few);
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 3; j++) {
        let wanted = 0;
        for (let c = 0; c < 5; c++) wanted += few.columns[c * 3 + i] * few.columns[c * 3 + j];
        expect(found[i * 3 + j]).toBeCloseTo(wanted, 12);
      }
    }
  });
});
