import { resolveParams } from '@kaizenml/contracts';
import { seededRandom } from '@kaizenml/ml/math';
import { boostedTrees, randomForest, type Target } from '@kaizenml/ml/models';
import { describe, expect, it } from 'vitest';
import { openFitTeam } from './fit-team.ts';

/** Enough rows that every kind of work is shared: histograms, partings, searches, gathered leaves. */
function problem(nRows: number, nColumns: number) {
  const random = seededRandom(3);
  const values = new Float64Array(nRows * nColumns);
  const codes = new Int32Array(nRows);
  for (let i = 0, at = 0; i < nRows; i++) {
    const first = at;
    for (let j = 0; j < nColumns; j++)
      values[at++] = random.next() < 0.05 ? Number.NaN : random.normal();
    const signal = (values[first] || 0) + (values[first + 1] || 0) * (values[first + 2] || 0);
    codes[i] = signal + random.normal() > 0 ? 1 : 0;
  }
  const y: Target = { kind: 'classification', codes, nClasses: 2 };
  return { x: { nRows, nColumns, values }, y };
}

describe('openFitTeam', () => {
  it.each([2, 3])('of %i threads learns the same bytes as one thread alone', (nMembers) => {
    const { x, y } = problem(60_000, 40);
    const params = resolveParams('boosted-trees', boostedTrees.params, {
      nRounds: 5,
      maxLeaves: 63,
      rowShare: 0.9,
    });
    const alone = boostedTrees.fit(x, y, params, { random: seededRandom(1) });
    const team = openFitTeam(nMembers);
    try {
      for (let round = 0; round < 2; round++) {
        const together = boostedTrees.fit(x, y, params, { random: seededRandom(1), team });
        expect(together).toEqual(alone);
      }
    } finally {
      team.close();
    }
  });

  it('of 3 threads grows the same forest as one thread alone', () => {
    const { x, y } = problem(2000, 6);
    const complete = { ...x, values: x.values.map((value) => value || 0) };
    const params = resolveParams('random-forest', randomForest.params, { nTrees: 10 });
    const fit = (more: object) =>
      randomForest.fit(complete, y, params, { random: seededRandom(1), ...more });
    const team = openFitTeam(3);
    try {
      expect(fit({ team })).toEqual(fit({}));
    } finally {
      team.close();
    }
  });
});
