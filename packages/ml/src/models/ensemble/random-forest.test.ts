import { resolveParams } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { type Matrix, seededRandom } from '../../math/index.ts';
import type { Target } from '../estimator.ts';
import { outOfBagAnswers, type Trees } from '../tree/growth/index.ts';
import { randomForest } from './random-forest.ts';

const random = seededRandom(8);
const x: Matrix = {
  nRows: 60,
  nColumns: 3,
  values: Float64Array.from({ length: 180 }, () => random.normal()),
};
const latent = Float64Array.from({ length: 60 }, (_, i) => x.values[3 * i] + random.normal());
const targets: readonly [name: string, y: Target][] = [
  ['numbers', { kind: 'regression', values: latent }],
  ['two classes', classes(2)],
  ['three classes', classes(3)],
];

function classes(nClasses: number): Target {
  const codes = Int32Array.from(latent, (v) => Math.min(nClasses - 1, Math.max(0, Math.ceil(v))));
  return { kind: 'classification', codes, nClasses };
}

function fit(y: Target, given: object, rows = x): Trees {
  const params = resolveParams('random-forest', randomForest.params, { nTrees: 6, ...given });
  return randomForest.fit(rows, y, params, { random: seededRandom(3) });
}

/** Means over the trees whose draw, made here again, has not hit the row. */
function byHand(state: Trees): Float64Array {
  const { treeSeeds } = state.outOfBag ?? { treeSeeds: [] };
  const n = x.nRows;
  const width = Math.max(1, state.nClasses);
  const sums = new Float64Array(n * width);
  const nTold = new Float64Array(n);
  Array.from(treeSeeds).forEach((seed, t) => {
    const own = seededRandom(seed);
    const drawn = new Set(Array.from({ length: n }, () => own.below(n)));
    const alone = { ...state, roots: state.roots.slice(t, t + 1) };
    const answers = randomForest.predict(alone, x);
    for (let i = 0; i < n; i++) {
      if (drawn.has(i)) continue;
      nTold[i]++;
      for (let k = 0; k < width; k++) sums[i * width + k] += answers[i * width + k];
    }
  });
  return sums.map((sum, at) => sum / nTold[Math.floor(at / width)]);
}

describe.each(targets)('out of bag, %s', (_name, y) => {
  const state = fit(y, { outOfBag: true });

  it('answers are the means of the trees that did not draw the row', () => {
    const wanted = byHand(state);
    const found = outOfBagAnswers(state, x);
    expect(found.length).toBe(wanted.length);
    expect(found.some(Number.isNaN)).toBe(true);
    found.forEach((value, at) => {
      if (Number.isNaN(wanted[at])) expect(value).toBeNaN();
      else expect(value).toBeCloseTo(wanted[at], 14);
    });
  });

  it('scores them on the rows that have an answer', () => {
    const answers = byHand(state);
    const width = answers.length / x.nRows;
    const rows = Array.from(latent.keys()).filter((i) => !Number.isNaN(answers[i * width]));
    expect(rows.length).toBeLessThan(60);
    const found = state.outOfBag;
    expect(found).toMatchObject({ nScored: rows.length, nRows: 60 });
    if (y.kind === 'regression') {
      const truth = rows.map((i) => y.values[i]);
      const mean = truth.reduce((a, b) => a + b, 0) / truth.length;
      const spread = truth.reduce((sum, v) => sum + (v - mean) ** 2, 0);
      const error = rows.reduce((sum, i) => sum + (y.values[i] - answers[i]) ** 2, 0);
      expect(found?.metric).toBe('r2');
      expect(found?.score).toBeCloseTo(1 - error / spread, 12);
    } else {
      const answered = (i: number) => {
        const own = [...answers.slice(i * width, (i + 1) * width)];
        return width === 2 ? Number(own[1] >= 0.5) : own.indexOf(Math.max(...own));
      };
      expect(found?.metric).toBe('accuracy');
      const nRight = rows.filter((i) => answered(i) === y.codes[i]).length;
      expect(found?.score).toBeCloseTo(nRight / rows.length, 14);
    }
  });

  it('changes neither trees nor, unasked, the state', () => {
    const { outOfBag, ...trees } = state;
    expect(outOfBag?.nRows).toBe(x.nRows);
    expect(fit(y, {})).toEqual(trees);
    expect(fit(y, {})).not.toHaveProperty('outOfBag');
  });
});

describe('out of bag', () => {
  it('has no score where no row was left out, or where all numbers are equal', () => {
    const one = { nRows: 1, nColumns: 1, values: Float64Array.of(1) };
    const lonely = fit({ kind: 'regression', values: Float64Array.of(2) }, { outOfBag: true }, one);
    expect(lonely.outOfBag).toMatchObject({ metric: 'r2', score: null, nScored: 0 });
    const flat: Target = { kind: 'regression', values: new Float64Array(60).fill(0.1) };
    expect(fit(flat, { outOfBag: true }).outOfBag?.score).toBeNull();
  });

  it('is refused for a forest that was not asked, and for other rows', () => {
    expect(() => outOfBagAnswers(fit(targets[0][1], {}), x)).toThrow(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        message:
          'The forest must know the rows that its trees drew, got one fitted without `outOfBag`.',
      }),
    );
    const state = fit(targets[0][1], { outOfBag: true });
    const fewer = { ...x, nRows: 59, values: x.values.subarray(3) };
    expect(() => outOfBagAnswers(state, fewer)).toThrow(
      expect.objectContaining({
        code: 'SHAPE_MISMATCH',
        message: 'The rows must be the 60 of the fit, got 59.',
      }),
    );
  });
});
