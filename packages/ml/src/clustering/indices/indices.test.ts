import { expect, it } from 'vitest';
import { fromRows } from '../../math/index.ts';
import { adjustedRand } from './adjusted-rand.ts';
import { calinskiHarabasz } from './calinski-harabasz.ts';
import { daviesBouldin } from './davies-bouldin.ts';
import { meanSilhouette, silhouettes } from './silhouettes.ts';
import { simplifiedSilhouette } from './simplified-silhouette.ts';

const x = fromRows([[0], [2], [10], [14]]);
const codes = Int32Array.of(0, 0, 1, 1);

it('silhouettes are (b - a) / max(a, b) by hand, 0 for a row alone', () => {
  const [widths] = silhouettes(x, [codes]);
  // Row 0: a = 2, b = (10 + 14) / 2.
  expect([...widths]).toEqual([10 / 12, 8 / 10, 5 / 9, 9 / 13]);
  expect([...silhouettes(x, [Int32Array.of(0, 0, 0, 1)])[0]].at(3)).toBe(0);
  expect(meanSilhouette(fromRows([[1], [1]]), Int32Array.of(0, 1))).toBe(0);
});

it('silhouettes of several clusterings are those of each', () => {
  const other = Int32Array.of(0, 1, 2, 1);
  const [first, second] = silhouettes(x, [codes, other]);
  expect(first).toEqual(silhouettes(x, [codes])[0]);
  expect(second).toEqual(silhouettes(x, [other])[0]);
});

it('the simplified silhouette measures to centers', () => {
  const centers = Float64Array.of(1, 12);
  const wanted = (1 - 1 / 12 + (1 - 1 / 10) + (1 - 2 / 9) + (1 - 2 / 13)) / 4;
  expect(simplifiedSilhouette(x, centers, codes)).toBeCloseTo(wanted, 14);
});

it('Calinski-Harabasz and Davies-Bouldin are their formulas by hand', () => {
  const total = 4 * 0 + [0, 2, 10, 14].reduce((sum, value) => sum + (value - 6.5) ** 2, 0);
  const within = 1 + 1 + 4 + 4;
  expect(calinskiHarabasz({ nRows: 4, k: 2, total, within })).toBeCloseTo(
    (total - within) / (within / 2),
    12,
  );
  expect(calinskiHarabasz({ nRows: 4, k: 1, total, within: total })).toBeNaN();
  const state = { centers: Float64Array.of(1, 12), nColumns: 1 };
  const assigned = { codes, distances: Float64Array.of(1, 1, 2, 2) };
  expect(daviesBouldin(state, assigned)).toBeCloseTo((1 + 2) / 11, 14);
});

it('the adjusted Rand index is 1 for other names, 0 for what chance gives, below 0 for less', () => {
  expect(adjustedRand([0, 0, 1, 2], [2, 2, 0, 1])).toBe(1);
  expect(adjustedRand([0, 0, 0], [0, 0, 0])).toBe(1);
  expect(adjustedRand([0, 0, 1, 1], [0, 0, 0, 0])).toBe(0);
  expect(adjustedRand([0, 0, 1, 1], [0, 1, 0, 1])).toBeCloseTo(-0.5, 14);
});
