import { resolveParams } from '@kaizenml/contracts';
import { fromRows, seededRandom } from '@kaizenml/ml/math';
import { isolationForest } from '@kaizenml/ml/outliers';
import { describe, expect, it } from 'vitest';
import expected from './expected.json' with { type: 'json' };

const x = fromRows(expected.x);

function scores(nTrees: number, seed: number): Float64Array {
  const given = { nTrees, subsample: expected.subsample };
  const params = resolveParams('isolation-forest', isolationForest.params, given);
  return isolationForest.score(isolationForest.fit(x, params, { random: seededRandom(seed) }), x);
}

/** Share of pairs of an outlier and another row that are in the right order; ties count half. */
function auc(scored: Float64Array): number {
  const of = (kind: number) => [...scored].filter((_, i) => expected.isOutlier[i] === kind);
  const [others, outliers] = [of(0), of(1)];
  let wins = 0;
  for (const high of outliers) for (const low of others) wins += (Math.sign(high - low) + 1) / 2;
  return wins / (outliers.length * others.length);
}

describe(`the isolation forest agrees with scikit-learn ${expected.versions['scikit-learn']}`, () => {
  it('on the score of every row by its trees and the exact mean path, up to the noise of 1500 trees', () => {
    const gaps = scores(1500, 1).map((score, i) => score - expected.scores[i]);
    // One score's noise is about 0.004; that of the mean of all 150 is below 0.001.
    gaps.forEach((gap, i) => {
      expect(Math.abs(gap), `row ${i}`).toBeLessThan(0.02);
    });
    expect(Math.abs(gaps.reduce((a, b) => a + b, 0) / gaps.length)).toBeLessThan(0.002);
  });

  it('on how well 100 trees rank planted outliers, within the noise of 20 seeds', () => {
    const { mean, deviation } = expected.auc;
    const found = Array.from({ length: 20 }, (_, seed) => auc(scores(100, seed)));
    const ours = found.reduce((a, b) => a + b, 0) / found.length;
    // The difference of two means of 20; four standard errors.
    expect(Math.abs(ours - mean)).toBeLessThan(4 * deviation * Math.sqrt(2 / 20));
  });
});
