import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../math/index.ts';
import { ESTIMATORS, getEstimator } from '../../models/index.ts';
import { drawCandidate } from './random.ts';

function drawn(nRows: number): Set<string> {
  const random = seededRandom(1);
  const draws = Array.from({ length: 400 }, () => drawCandidate('classification', random, nRows));
  return new Set(draws.map(({ estimator }) => estimator));
}

describe('drawCandidate', () => {
  it('draws every classifier for few rows, save baselines and those that take counts', () => {
    const able = ESTIMATORS.filter(
      ({ traits }) => traits.classification && !traits.ignoresFeatures && !traits.nonNegative,
    );
    expect(drawn(100)).toEqual(new Set(able.map(({ name }) => name)));
    expect(drawn(100)).toContain('k-nearest-neighbors');
  });

  it('leaves out what is too slow for many rows', () => {
    const many = drawn(1_000_000);
    expect(many.size).toBeGreaterThan(3);
    expect([...many].filter((name) => getEstimator(name).traits.maxRows)).toEqual([]);
  });
});
