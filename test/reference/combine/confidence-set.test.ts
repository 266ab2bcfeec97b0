import { modelConfidenceSet } from '@kaizenml/ml/combine';
import { seededRandom } from '@kaizenml/ml/math';
import { describe, expect, it } from 'vitest';
import expected from './expected-confidence-set.json' with { type: 'json' };

const { losses, pValues } = expected;
const n = losses[0].length;

function meansOf(rows: ArrayLike<number>): Float64Array {
  return Float64Array.from(losses, (each) => {
    let sum = 0;
    for (let i = 0; i < rows.length; i++) sum += each[rows[i]];
    return sum / rows.length;
  });
}

describe('modelConfidenceSet', () => {
  it(`agrees with arch ${expected.versions.arch} within the noise of 2000 resamples`, () => {
    const random = seededRandom(1);
    const resampled = Array.from({ length: 2000 }, () =>
      meansOf(Int32Array.from({ length: n }, () => random.below(n))),
    );
    const all = meansOf(Int32Array.from({ length: n }, (_, i) => i));
    const standings = modelConfidenceSet(all, resampled);
    // The standard error of a share of 0.1 in 2000 draws is 0.007.
    standings.forEach(({ pValue }, m) => {
      expect(Math.abs(pValue - pValues[m])).toBeLessThan(0.02);
    });
    expect(standings.map(({ isIndistinguishable }) => isIndistinguishable)).toEqual(
      pValues.map((each) => each > 0.05),
    );
  });
});
