import {
  countCost,
  meanAndSpreadCost,
  meanCost,
  pelt,
  rankCost,
  type SegmentCost,
} from '@kaizenml/ml/change-points';
import { describe, expect, it } from 'vitest';
import expected from './expected.json' with { type: 'json' };

/** Our cost as ruptures scales it, and how often its penalty goes into ours. */
const COSTS: Readonly<Record<string, (values: number[]) => [SegmentCost, number]>> = {
  mean: (values) => [meanCost(values, 1), 1],
  'mean-and-spread': (values) => [meanAndSpreadCost(values, 1e-6), 1],
  count: (values) => [countCost(values), 1],
  // Ranks are scaled by their sample variance here, which makes the statistic that of Kruskal and Wallis.
  rank: (values) => [rankCost(values), (values.length - 1) / values.length],
};

describe('pelt', () => {
  it.each(Object.keys(COSTS))(
    `divides series as ruptures ${expected.versions.ruptures} does at the same cost, or better: %s`,
    (law) => {
      const cases = expected.cases.filter((each) => each.law === law);
      let nSame = 0;
      for (const { series, penalty, leastSize, at, cost: theirs } of cases) {
        const values = expected.series[series];
        const [cost, scale] = COSTS[law](values);
        const found = pelt(cost, { penalty: penalty * scale, leastSize });
        const total = costOf(cost, found) / scale;
        expect(costOf(cost, at) / scale).toBeCloseTo(theirs, 6);
        // Ruptures gives beginnings up before a stretch of the least size could take their place: it may miss the best.
        const gain = theirs + penalty * at.length - (total + penalty * found.length);
        expect(gain, `series ${series}, penalty ${penalty}`).toBeGreaterThan(-1e-6);
        if (gain < 1e-6) {
          expect(found, `series ${series}, penalty ${penalty}, least ${leastSize}`).toEqual(at);
          nSame++;
        }
      }
      expect(nSame).toBeGreaterThan(0.85 * cases.length);
    },
  );
});

function costOf(cost: SegmentCost, divisions: readonly number[]): number {
  const ends = [...divisions, cost.n];
  return ends.reduce((sum, to, i) => sum + cost.of(ends[i - 1] ?? 0, to), 0);
}
