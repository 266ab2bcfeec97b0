import { describe, expect, it } from 'vitest';
import { packState, unpackState } from '../artifact/state-codec.ts';
import { fromRows, type Matrix, seededRandom, takeMatrixRows } from '../math/index.ts';
import { expectedValues, robustDistance } from './robust-distance.ts';

const fit = (x: Matrix, seed = 1) => robustDistance.fit(x, {}, { random: seededRandom(seed) });

/** Two columns that go together, and one that does not. */
function together(nRows: number, seed = 1): Matrix {
  const random = seededRandom(seed);
  const values = new Float64Array(3 * nRows);
  for (let i = 0; i < nRows; i++) {
    const size = random.normal();
    values.set([170 + 10 * size, 70 + 12 * size + 3 * random.normal(), 5 + random.normal()], 3 * i);
  }
  return { nRows, nColumns: 3, values };
}

describe('robust-distance', () => {
  it('finds a combination that is odd though each value is not, and what was to be expected', () => {
    const x = together(300);
    x.values.set([185, 55, 5], 3 * 40);
    const state = fit(x);
    expect(state.method).toBe('mcd');
    const scores = robustDistance.score(state, x);
    expect(scores.indexOf(Math.max(...scores))).toBe(40);
    expect(scores[40]).toBeGreaterThan(7);
    const expected = expectedValues(state, takeMatrixRows(x, [40]));
    // 70 + 12 * 1.5, and 170 - 10 * 1.25.
    expect(Math.abs(expected.values[1] - 88)).toBeLessThan(3);
    expect(expected.values[0]).toBeLessThan(162);
  });

  it('has parts that add up to the squared distance', () => {
    const x = together(200);
    const state = fit(x);
    const scores = robustDistance.score(state, x);
    const parts = robustDistance.contributions(state, x);
    for (let i = 0; i < x.nRows; i += 7)
      expect(parts[3 * i] + parts[3 * i + 1] + parts[3 * i + 2]).toBeCloseTo(scores[i] ** 2, 9);
  });

  it.each([300, 2500])('is not pulled away by a third of %i rows', (nRows) => {
    const x = together(nRows);
    const random = seededRandom(3);
    for (let i = 0; i < nRows; i += 3)
      for (let j = 0; j < 3; j++) x.values[3 * i + j] = 400 + random.normal();
    const { centers, units, precision, method } = fit(x);
    expect(method).toBe('mcd');
    expect(Math.abs(centers[0] - 170)).toBeLessThan(2);
    expect(Math.abs(centers[2] - 5)).toBeLessThan(0.3);
    // The third column stands alone: its precision is 1 / variance, which is 1.
    expect(precision[8] / units[2] ** 2).toBeGreaterThan(0.7);
    expect(precision[8] / units[2] ** 2).toBeLessThan(1.4);
  });

  it('is the same in any unit and for any order of the columns', () => {
    const x = together(150);
    const turned = fromRows(
      Array.from({ length: 150 }, (_, i) => {
        const [a, b, c] = x.values.subarray(3 * i, 3 * i + 3);
        return [c * 1e6, a - 1e4, -b / 1000];
      }),
    );
    const scores = robustDistance.score(fit(x), x);
    robustDistance.score(fit(turned), turned).forEach((score, i) => {
      expect(score).toBeCloseTo(scores[i], 6);
    });
  });

  it('shrinks where rows are few or half of them lie on a plane, so that normal rows keep their distance', () => {
    const random = seededRandom(2);
    const wide = {
      nRows: 30,
      nColumns: 50,
      values: new Float64Array(1500).map(() => random.normal()),
    };
    const twice = together(200);
    for (let i = 0; i < 200; i++) twice.values[3 * i + 2] = twice.values[3 * i];
    for (const x of [wide, twice]) {
      const state = fit(x);
      expect(state.method).toBe('shrinkage');
      const scores = robustDistance.score(state, x).sort();
      expect(Math.abs(scores[x.nRows / 2] / Math.sqrt(x.nColumns) - 1)).toBeLessThan(0.15);
    }
  });

  it('lets columns of few values stand for themselves, and leaves constant ones aside', () => {
    const random = seededRandom(4);
    const rows = Array.from({ length: 200 }, (_, i) => [random.normal(), i % 50 === 0 ? 1 : 0, 7]);
    const state = fit(fromRows(rows));
    expect(state.method).toBe('mcd');
    expect(state.units[2]).toBe(0);
    const [usual, rare, other] = robustDistance.score(
      state,
      fromRows([
        [0, 0, 7],
        [0, 1, 7],
        [0, 0, 9],
      ]),
    );
    expect(rare).toBeGreaterThan(5);
    expect(other).toBe(usual);
  });

  it('answers for one row, equal rows, and the largest numbers', () => {
    for (const x of [
      fromRows([[1, 2]]),
      fromRows([[1], [1], [1]]),
      fromRows([[1.7e308], [-1.7e308], [0], [1], [2]]),
    ]) {
      const scores = robustDistance.score(fit(x), x);
      for (const score of scores) expect(Number.isFinite(score) && score >= 0).toBe(true);
    }
  });

  it('gives the same bits for the same seed, to a row alone, and after being written and read', () => {
    const x = together(700);
    const state = fit(x);
    expect(fit(x)).toEqual(state);
    const scores = robustDistance.score(state, x);
    expect(robustDistance.score(state, takeMatrixRows(x, [5]))[0]).toBe(scores[5]);
    const { json, tensors, bytes } = packState(state);
    const read = unpackState(JSON.parse(JSON.stringify(json)), tensors, bytes) as typeof state;
    expect(robustDistance.score(read, x)).toEqual(scores);
  });

  it('counts a missing value as typical, and refuses what it cannot use', () => {
    const state = fit(together(100));
    const [whole, missing] = robustDistance.score(
      state,
      fromRows([
        [state.centers[0], 90, 5],
        [Number.NaN, 90, 5],
      ]),
    );
    expect(missing).toBe(whole);
    expect(() => fit({ nRows: 0, nColumns: 1, values: new Float64Array() })).toThrow(
      expect.objectContaining({ code: 'TABLE_EMPTY' }),
    );
    expect(() => fit(fromRows([[1, Number.NaN]]))).toThrow(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        message: 'robust-distance.fit must get finite values, got NaN in row 1.',
      }),
    );
    expect(() => robustDistance.score(state, fromRows([[1]]))).toThrow(
      expect.objectContaining({ code: 'SHAPE_MISMATCH' }),
    );
    expect(() =>
      robustDistance.score({ ...state, units: new Float64Array(2) }, together(2)),
    ).toThrow(expect.objectContaining({ code: 'MODEL_ARTIFACT_INVALID' }));
  });
});
