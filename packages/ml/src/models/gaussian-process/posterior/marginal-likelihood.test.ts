import { describe, expect, it } from 'vitest';
import { type Matrix, seededRandom } from '../../../math/index.ts';
import { negativeLogLikelihood } from './marginal-likelihood.ts';

const random = seededRandom(2);
const x: Matrix = {
  nRows: 23,
  nColumns: 3,
  values: Float64Array.from({ length: 69 }, () => random.normal()),
};
const y = Float64Array.from({ length: 23 }, () => random.normal());

describe('negativeLogLikelihood', () => {
  it('is that of a normal deviate for a single row', () => {
    const one: Matrix = { nRows: 1, nColumns: 1, values: Float64Array.of(4) };
    const given = { signal: 2, noise: 0.5, lengths: Float64Array.of(1) };
    const { value } = negativeLogLikelihood(one, Float64Array.of(3), given);
    expect(value).toBeCloseTo(9 / 2 / 2.5 + Math.log(2.5) / 2 + Math.log(2 * Math.PI) / 2, 12);
  });

  it('has the slopes that differences of its values have', () => {
    const at = (logs: readonly number[]) => {
      const [signal, noise, ...lengths] = logs.map(Math.exp);
      return negativeLogLikelihood(x, y, { signal, noise, lengths: Float64Array.from(lengths) });
    };
    const place = [0.3, -1.2, 0.1, 0.6, -0.4];
    const { bySignal, byNoise, byLengths } = at(place);
    [bySignal, byNoise, ...byLengths].forEach((slope, i) => {
      const moved = (step: number) => at(place.map((t, j) => (i === j ? t + step : t))).value;
      expect((moved(1e-5) - moved(-1e-5)) / 2e-5, `slope ${i}`).toBeCloseTo(slope, 6);
    });
  });

  it('is infinite where the covariance is not positive definite', () => {
    const twice: Matrix = { nRows: 2, nColumns: 1, values: Float64Array.of(1, 1) };
    const given = { signal: 1, noise: 0, lengths: Float64Array.of(1) };
    expect(negativeLogLikelihood(twice, Float64Array.of(1, 1), given).value).toBe(
      Number.POSITIVE_INFINITY,
    );
  });
});
