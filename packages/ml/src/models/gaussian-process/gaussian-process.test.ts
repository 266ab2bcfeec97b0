import { resolveParams } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { type Matrix, seededRandom } from '../../math/index.ts';
import { gaussianProcess, gaussianProcessVariances } from './gaussian-process.ts';

const random = seededRandom(4);

function wave(n: number): { x: Matrix; values: Float64Array } {
  const x = {
    nRows: n,
    nColumns: 1,
    values: Float64Array.from({ length: n }, () => 6 * random.next()),
  };
  return { x, values: x.values.map((each) => 3 * Math.sin(each) + 0.1 * random.normal()) };
}

function learn(x: Matrix, values: Float64Array, given: object = {}) {
  const params = resolveParams('gaussian-process', gaussianProcess.params, { ...given });
  return gaussianProcess.fit(x, { kind: 'regression', values }, params, {
    random: seededRandom(1),
  });
}

describe('gaussian-process', () => {
  const { x, values } = wave(60);
  const state = learn(x, values);

  it('finds the noise around a smooth function', () => {
    const deviation = Math.sqrt(state.noise) * state.targetDeviation;
    expect(deviation).toBeGreaterThan(0.07);
    expect(deviation).toBeLessThan(0.13);
  });

  it('is surer near rows it knows than far from them, and covers new targets', () => {
    const fresh = wave(200);
    const variances = gaussianProcessVariances(state, fresh.x);
    const answers = gaussianProcess.predict(state, fresh.x);
    const covered = answers.filter(
      (answer, i) => Math.abs(answer - fresh.values[i]) < 1.96 * Math.sqrt(variances[i]),
    );
    expect(covered.length / 200).toBeGreaterThan(0.88);
    expect(covered.length / 200).toBeLessThan(1);
    const [far] = gaussianProcessVariances(state, { ...x, nRows: 1, values: Float64Array.of(1e6) });
    const whole = (state.signal + state.noise) * state.targetDeviation ** 2;
    expect(far).toBeCloseTo(whole, 10);
    expect(far).toBeGreaterThan(20 * Math.max(...variances));
  });

  it('learns from a sample of more rows than it may', () => {
    const few = learn(x, values, { maxRows: 20 });
    expect(few.pulls).toHaveLength(20);
    expect(learn(x, values, { maxRows: 20 })).toEqual(few);
  });

  it('goes on to learn from all rows after a first few', () => {
    const many = wave(270);
    const { pulls, noise } = learn(many.x, many.values, { maxIterations: 5, nRestarts: 0 });
    expect(pulls).toHaveLength(270);
    expect(noise).toBeLessThan(0.01);
  });

  it('refuses variances of another number of columns', () => {
    const wide = { nRows: 1, nColumns: 2, values: Float64Array.of(1, 2) };
    expect(() => gaussianProcessVariances(state, wide)).toThrow(
      expect.objectContaining({ code: 'SHAPE_MISMATCH' }),
    );
  });
});
