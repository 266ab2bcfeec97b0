import { resolveParams } from '@kaizenml/contracts';
import { fromRows, seededRandom } from '@kaizenml/ml/math';
import { randomForest, type Target } from '@kaizenml/ml/models';
import { expect, it } from 'vitest';
import expected from './expected.json' with { type: 'json' };
import scores from './expected-out-of-bag.json' with { type: 'json' };

const x = fromRows(expected.x);
const classes = (codes: readonly number[], nClasses: number): Target => ({
  kind: 'classification',
  codes: Int32Array.from(codes),
  nClasses,
});
const cases = [
  ['y', { kind: 'regression', values: Float64Array.from(expected.y) }],
  ['binary', classes(expected.binary, 2)],
  ['three', classes(expected.three, 3)],
] as const;

it.each(cases)(
  `the out-of-bag score of %s agrees with scikit-learn ${scores.versions['scikit-learn']}, within the noise of 40 seeds`,
  (name, y) => {
    const given = { nTrees: 60, minLeaf: 1, maxFeatures: 0.5, outOfBag: true };
    const params = resolveParams('random-forest', randomForest.params, given);
    let mean = 0;
    for (let seed = 0; seed < 40; seed++) {
      const { outOfBag } = randomForest.fit(x, y, params, { random: seededRandom(seed) });
      mean += (outOfBag?.score ?? Number.NaN) / 40;
    }
    const standardError = scores[name].deviation * Math.sqrt(2 / 40);
    expect(Math.abs(mean - scores[name].mean) / standardError).toBeLessThan(3.5);
  },
);
