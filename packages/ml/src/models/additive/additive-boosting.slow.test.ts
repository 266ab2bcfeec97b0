import { resolveParams } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { fromRows, type Matrix, seededRandom, sigmoid, softmaxInPlace } from '../../math/index.ts';
import { correlation } from '../../stats/index.ts';
import type { Target } from '../estimator.ts';
import { additiveBoosting } from './additive-boosting.ts';
import { type AdditiveState, contributionsOf, termsOf } from './shapes/index.ts';

const N = 600;

function learn(x: Matrix, y: Target, given: object = {}, weights?: Float64Array): AdditiveState {
  const params = resolveParams('additive-boosting', additiveBoosting.params, {
    nBags: 3,
    ...given,
  });
  const context = { random: seededRandom(4), ...(weights && { weights }) };
  return additiveBoosting.fit(x, y, params, context);
}

function regression(values: readonly number[]): Target {
  return { kind: 'regression', values: Float64Array.from(values) };
}

/** Rows of numbers drawn evenly from -1 to 1. */
function evenRows(nColumns: number, seed = 1): number[][] {
  const random = seededRandom(seed);
  return Array.from({ length: N }, () =>
    Array.from({ length: nColumns }, () => 2 * random.next() - 1),
  );
}

/** What a curve adds at each training value of its column. */
function heightsAt(state: AdditiveState, rows: readonly number[][], column: number): number[] {
  return rows.map((row) => contributionsOf(state, Float64Array.from(row))[column]);
}

describe('additive boosting', () => {
  it('recovers the curves of an additive function', () => {
    const rows = evenRows(3);
    const curves = [(v: number) => 3 * v * v, (v: number) => (v > 0.2 ? 2 : 0), () => 0];
    const noise = seededRandom(2);
    const y = rows.map((row) =>
      row.reduce((sum, v, j) => sum + curves[j](v), 0.1 * noise.normal()),
    );
    const state = learn(fromRows(rows), regression(y), { nInteractions: 0 });
    for (const j of [0, 1]) {
      const truth = Float64Array.from(rows, (row) => curves[j](row[j]));
      const found = Float64Array.from(heightsAt(state, rows, j));
      expect(correlation(found, truth)).toBeGreaterThan(0.995);
    }
    const [first, second, none] = termsOf(state).map(({ importance }) => importance);
    expect(none).toBeLessThan(0.05 * Math.min(first, second));
  });

  it('finds the one pair of columns that interacts, and its surface', () => {
    const rows = evenRows(4);
    const y = rows.map(([a, b, c, d]) => a + 3 * b * d - c);
    const state = learn(fromRows(rows), regression(y), { nBags: 1 });
    expect(state.surfaces[0].columns).toEqual([1, 3]);
    const found = Float64Array.from(
      rows,
      (row) => contributionsOf(state, Float64Array.from(row))[4],
    );
    const truth = Float64Array.from(rows, ([, b, , d]) => b * d);
    expect(correlation(found, truth)).toBeGreaterThan(0.98);
  });

  it('answers exactly what intercept and contributions sum to', () => {
    const rows = evenRows(3);
    const x = fromRows(rows);
    const signal = rows.map(([a, b, c]) => a + 2 * a * b - c);
    const classes = (cuts: readonly number[]): Target => ({
      kind: 'classification',
      codes: Int32Array.from(signal, (v) => cuts.filter((cut) => v > cut).length),
      nClasses: cuts.length + 1,
    });
    for (const y of [regression(signal), classes([0]), classes([-0.5, 0.5])]) {
      const state = learn(x, y, { nBags: 2, maxRounds: 40 });
      const nScores = state.intercepts.length;
      const answers = additiveBoosting.predict(state, x);
      for (const i of [0, 7, 99]) {
        const scores = state.intercepts.slice();
        contributionsOf(state, Float64Array.from(rows[i])).forEach((value, at) => {
          scores[at % nScores] += value;
        });
        if (y.kind === 'regression') expect(answers[i]).toBe(scores[0]);
        else if (y.nClasses === 2) expect(answers[2 * i + 1]).toBe(sigmoid(scores[0]));
        else {
          softmaxInPlace(scores, 0, 3);
          expect(answers.slice(3 * i, 3 * i + 3)).toEqual(scores);
        }
      }
    }
  });

  it('centres curves and surfaces over the training rows', () => {
    const rows = evenRows(3).map(([a, b, c]) => [a, b, (b + c) / 2]);
    const weights = Float64Array.from(rows, (_, i) => 1 + (i % 3));
    const y = regression(rows.map(([a, b, c]) => 5 + a + 4 * b * c));
    const terms = termsOf(learn(fromRows(rows), y, { nBags: 2, maxRounds: 200 }, weights));
    expect(terms.length).toBeGreaterThan(3);
    for (const { contributions, weights: own } of terms) {
      const sum = contributions.reduce((total, value, c) => total + own[c] * value, 0);
      expect(sum).toBeCloseTo(0, 8);
    }
  });

  it('learns what missing values and levels add, and adds 0 for a level that it never saw', () => {
    const random = seededRandom(3);
    const effects = [-2, 0, 3];
    const rows = Array.from({ length: N }, () => [
      random.next() < 0.3 ? Number.NaN : random.next(),
      random.below(3),
    ]);
    const y = rows.map(([v, code]) => (Number.isNaN(v) ? 4 : 0) + effects[code]);
    const x: Matrix = { ...fromRows(rows), levels: Int32Array.of(0, 3) };
    const state = learn(x, regression(y));
    const at = (...row: number[]) => contributionsOf(state, Float64Array.from(row));
    expect(at(Number.NaN, 0)[0] - at(0.5, 0)[0]).toBeCloseTo(4, 1);
    expect(at(0.5, 2)[1] - at(0.5, 0)[1]).toBeCloseTo(5, 1);
    expect(at(0.5, 3)[1]).toBe(0);
    expect(at(0.5, -1)[1]).toBe(0);
    const [number, category] = termsOf(state);
    expect(number.cells[0][0]).toEqual({ kind: 'missing' });
    expect(number.cells[0][1]).toMatchObject({ kind: 'range', low: null });
    expect(category.cells[0].slice(1)).toEqual([
      { kind: 'levels', codes: [0], hasOthers: false },
      { kind: 'levels', codes: [1], hasOthers: false },
      { kind: 'levels', codes: [2], hasOthers: false },
      { kind: 'levels', codes: [], hasOthers: true },
    ]);
  });

  it('recovers the logits of levels', () => {
    const random = seededRandom(5);
    const shares = [0.1, 0.5, 0.9];
    const codes = Int32Array.from({ length: 3000 }, (_, i) => i % 3);
    const x = { ...fromRows(Array.from(codes, (code) => [code])), levels: Int32Array.of(3) };
    const truth = Int32Array.from(codes, (code) => (random.next() < shares[code] ? 1 : 0));
    const state = learn(x, { kind: 'classification', codes: truth, nClasses: 2 });
    const rows = fromRows([[0], [1], [2]]);
    const answers = additiveBoosting.predict(state, rows);
    for (const code of [0, 1, 2]) {
      const own = truth.filter((_, i) => codes[i] === code);
      const share = own.reduce((sum, v) => sum + v, 0) / own.length;
      expect(answers[2 * code + 1]).toBeCloseTo(share, 1.5);
    }
  });

  it('is the same to the bit with rows of weight 0 and without them', () => {
    const rows = evenRows(2);
    const y = rows.map(([a, b], i) => (i % 4 === 0 ? 100 : a - b));
    const weights = Float64Array.from(rows, (_, i) => (i % 4 === 0 ? 0 : 2));
    const isKept = (_: unknown, i: number) => i % 4 !== 0;
    const without = learn(
      fromRows(rows.filter(isKept)),
      regression(y.filter(isKept)),
      { maxRounds: 30 },
      weights.filter(isKept),
    );
    expect(learn(fromRows(rows), regression(y), { maxRounds: 30 }, weights)).toEqual(without);
  });

  it('tells how far the bags disagree, and nothing for a single bag', () => {
    const rows = evenRows(2);
    const noise = seededRandom(8);
    const y = regression(rows.map(([a]) => a + noise.normal()));
    const several = learn(fromRows(rows), y, { nBags: 4 });
    expect(several.curves[0].deviations.some((deviation) => deviation > 0)).toBe(true);
    const single = learn(fromRows(rows), y, { nBags: 1 });
    expect(single.curves[0].deviations.every((deviation) => deviation === 0)).toBe(true);
  });

  it('refuses a row of another length', () => {
    const rows = evenRows(2);
    const state = learn(fromRows(rows), regression(rows.map(([a]) => a)), { maxRounds: 5 });
    expect(() => contributionsOf(state, Float64Array.of(1))).toThrow(
      expect.objectContaining({
        code: 'SHAPE_MISMATCH',
        message: 'A row of additive-boosting must have 2 columns as in the fit, got 1.',
        details: { estimator: 'additive-boosting', expected: 2, received: 1 },
      }),
    );
  });
});
