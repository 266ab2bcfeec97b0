import { describe, expect, it } from 'vitest';
import { thrownBy } from '../../../../../test/thrown-by.ts';
import { seededRandom } from '../../math/index.ts';
import { getMetric } from '../../metrics/index.ts';
import type { Library } from '../library/library.ts';
import { sampleLibrary } from '../testing/sample-library.ts';
import { compareModels } from './compare-models.ts';
import { correctOptimism } from './correct-optimism.ts';
import { resampleValues } from './resample-values.ts';

/** Models of numbers whose errors have these standard deviations. */
function ofErrors(seed: number, nRows: number, deviations: readonly number[]): Library {
  const random = seededRandom(seed);
  return {
    truth: { kind: 'regression', values: new Float64Array(nRows) },
    foldOf: Int32Array.from({ length: nRows }, (_, i) => i % 5),
    members: deviations.map((deviation, m) => ({
      id: `model-${m}`,
      answers: Float64Array.from({ length: nRows }, () => deviation * random.normal()),
      microsPerRow: 1,
    })),
  };
}

const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;

describe('compareModels', () => {
  const rmse = getMetric('rmse');

  it('marks what cannot be told from the best, and leaves the rest', () => {
    const library = ofErrors(1, 400, [1, 1.02, 1.5, 1.6, 1.01]);
    const { standings, winner, sentence } = compareModels(library, rmse, {
      random: seededRandom(2),
      nResamples: 200,
    });
    const isMarked = standings.map(({ isIndistinguishable }) => isIndistinguishable);
    expect(isMarked).toEqual([true, true, false, false, true]);
    expect(standings[winner.winner].pValue).toBe(1);
    expect(sentence).toMatch(/2 other models cannot be told from it\.$/);
  });

  it('keeps the truly best model in 95 of 100 cases or more, however lucky others are', () => {
    const nKept = Array.from({ length: 60 }, (_, seed) => {
      const library = ofErrors(seed, 60, [1, 1.05, 1.05, 1.05, 1.05, 1.05, 1.05, 1.05]);
      const options = { random: seededRandom(seed), nResamples: 100 };
      return compareModels(library, rmse, options).standings[0].isIndistinguishable;
    }).filter(Boolean).length;
    expect(nKept).toBeGreaterThanOrEqual(57);
  });

  it('treats models that answer alike as one', () => {
    const { members, ...rest } = ofErrors(3, 50, [1]);
    const twins = { ...rest, members: [members[0], { ...members[0], id: 'twin' }] };
    const { standings } = compareModels(twins, rmse, { random: seededRandom(1), nResamples: 50 });
    expect(standings.every(({ isIndistinguishable }) => isIndistinguishable)).toBe(true);
  });
});

describe('correctOptimism', () => {
  it('finds what the best of many equal models is worth', () => {
    // 25 models whose true AUC is one half: the best one of 120 rows looks like 0.6.
    const auc = getMetric('roc_auc');
    const results = Array.from({ length: 25 }, (_, seed) => {
      const library = sampleLibrary({ seed, nRows: 120, nMembers: 25, nClasses: 2 });
      const luck = seededRandom(1000 + seed);
      const members = library.members.map((member) => ({
        ...member,
        answers: library.members[0].answers.map(() => luck.next()),
      }));
      const options = { random: seededRandom(seed), nResamples: 40 };
      return correctOptimism(resampleValues({ ...library, members }, auc, options), auc);
    });
    expect(mean(results.map(({ asSeen }) => asSeen))).toBeGreaterThan(0.58);
    expect(Math.abs(mean(results.map(({ corrected }) => corrected.value)) - 0.5)).toBeLessThan(
      0.02,
    );
    const nCovered = results.filter(
      ({ corrected: { low, high } }) => (low ?? 1) <= 0.5 && (high ?? 0) >= 0.5,
    ).length;
    expect(nCovered).toBeGreaterThanOrEqual(23);
  });

  it('takes nothing from a winner that wins every time', () => {
    const rmse = getMetric('rmse');
    const library = ofErrors(4, 300, [1, 3, 3]);
    const options = { random: seededRandom(1), nResamples: 100 };
    const { winner, optimism, asSeen } = correctOptimism(
      resampleValues(library, rmse, options),
      rmse,
    );
    expect(winner).toBe(0);
    expect(Math.abs(optimism)).toBeLessThan(0.02 * asSeen);
  });

  it('refuses rows that rarely define the metric', () => {
    const { members, ...rest } = sampleLibrary({ seed: 1, nRows: 3, nMembers: 2, nClasses: 2 });
    const truth = { kind: 'classification', codes: Int32Array.of(0, 1, 0), nClasses: 2 } as const;
    expect(
      thrownBy(() =>
        resampleValues({ ...rest, truth, members }, getMetric('roc_auc'), {
          random: seededRandom(1),
        }),
      ).message,
    ).toMatch(
      /^ROC AUC must be defined on most resamples of the 3 rows, but it is on \d+ of 200\.$/,
    );
  });
});
