import { describe, expect, it } from 'vitest';
import { thrownBy } from '../../../../../test/thrown-by.ts';
import { seededRandom } from '../../math/index.ts';
import { getMetric } from '../../metrics/index.ts';
import { checkShuffled } from './check-shuffled.ts';
import { learningCurve } from './learning-curve.ts';
import { normalCdf } from './normal-cdf.ts';

const auc = getMetric('roc_auc');
const logLoss = getMetric('log_loss');

const around = (value: number) => ({ value, low: value - 0.04, high: value + 0.04 });

describe('checkShuffled', () => {
  const random = seededRandom(2);
  const blind = Array.from({ length: 19 }, () => around(0.5 + 0.02 * random.normal()));

  it('calls a target predictable when no shuffled one does as well', () => {
    expect(checkShuffled({ real: 0.8, shuffled: blind, chance: 0.5 }, auc)).toMatchObject({
      pValue: 0.05,
      isPredictable: true,
      looksLikeChance: true,
      sentence: expect.stringMatching(/^On 19 shuffled targets the search finds nothing/),
    });
  });

  it('calls a target not predictable when shuffled ones do as well', () => {
    const report = checkShuffled({ real: 0.5, shuffled: blind, chance: 0.5 }, auc);
    expect(report.pValue).toBeGreaterThan(0.2);
    expect(report.sentence).toMatch(/this target is not predictable from these columns\.$/);
  });

  it('sees an estimate that is better than chance without a target', () => {
    const leaking = blind.map(({ value }) => around(value + 0.1));
    const report = checkShuffled({ real: 0.8, shuffled: leaking, chance: 0.5 }, auc);
    expect(report).toMatchObject({ looksLikeChance: false, isPredictable: false });
    expect(report.sentence).toContain('the estimate is not honest');
  });

  it('proves nothing by one shuffle, and knows losses', () => {
    const one = { real: 0.3, shuffled: [around(0.69)], chance: 0.7 };
    expect(checkShuffled(one, logLoss)).toMatchObject({
      pValue: 0.5,
      looksLikeChance: true,
      sentence: expect.stringMatching(/one is too few to prove/),
    });
  });

  it('is right about chance in 19 of 20 searches on noise', () => {
    const flagged = Array.from({ length: 200 }, () => {
      const draw = () => around(0.5 + 0.0204 * random.normal());
      const shuffled = Array.from({ length: 19 }, draw);
      return checkShuffled({ real: draw().value, shuffled, chance: 0.5 }, auc);
    });
    expect(flagged.filter(({ isPredictable }) => isPredictable).length).toBeLessThan(20);
    expect(flagged.filter(({ looksLikeChance }) => !looksLikeChance).length).toBeLessThan(4);
  });

  it('refuses what cannot be judged', () => {
    expect(
      [[], [around(Number.NaN)], [{ value: 0.5, low: null, high: null }]].map(
        (shuffled) =>
          thrownBy(() => checkShuffled({ real: 0.8, shuffled, chance: 0.5 }, auc)).message,
      ),
    ).toEqual([
      'checkShuffled must get finite values of ROC AUC and at least one of a shuffled target, got no shuffled run.',
      'checkShuffled must get finite values of ROC AUC and at least one of a shuffled target, got NaN.',
      'checkShuffled must get the interval of a single shuffled run of ROC AUC, got none.',
    ]);
  });
});

describe('normalCdf', () => {
  it('agrees with scipy to 1e-7', () => {
    const known = [
      [-3, 0.0013498980316301],
      [-1, 0.158655253931457],
      [0, 0.5],
      [0.5, 0.691462461274013],
      [1.96, 0.97500210485178],
    ];
    for (const [z, share] of known) expect(Math.abs(normalCdf(z) - share)).toBeLessThan(1e-7);
  });
});

describe('learningCurve', () => {
  const sizes = [500, 1000, 2000, 4000, 8000];
  const law = (exponent: number, gap: number) => (size: number) =>
    0.9 - gap * (size / 8000) ** -exponent;
  const measure = (truth: (size: number) => number, noise: number, seed = 1) => {
    const random = seededRandom(seed);
    return sizes.map((size) => ({
      size,
      value: truth(size) + noise * random.normal(),
      standardError: noise,
    }));
  };

  it('continues an exact power law', () => {
    const truth = law(0.5, 0.05);
    const { gainOfTwice, gainOfTenfold, curve, verdict } = learningCurve(
      measure(truth, 1e-4),
      auc,
      { of: 'rows' },
    );
    expect(gainOfTwice.value).toBeCloseTo(truth(16_000) - truth(8000), 3);
    expect(gainOfTenfold.value).toBeCloseTo(truth(80_000) - truth(8000), 2);
    expect(curve.at(-1)).toMatchObject({ size: expect.closeTo(80_000, 6) });
    expect(verdict).toBe('helps');
  });

  it('covers the true gain in nine of ten noisy curves', () => {
    const truth = law(0.7, 0.03);
    const gain = truth(16_000) - truth(8000);
    const nCovered = Array.from({ length: 50 }, (_, seed) => {
      const { gainOfTwice } = learningCurve(measure(truth, 0.004, seed), auc, { of: 'rows' });
      return (gainOfTwice.low ?? 1) <= gain && (gainOfTwice.high ?? 0) >= gain;
    }).filter(Boolean).length;
    expect(nCovered).toBeGreaterThanOrEqual(42);
  });

  it('says enough of a flat curve, and unclear of a wild one', () => {
    const flat = learningCurve(
      measure(() => 0.8, 1e-3),
      auc,
      { of: 'features' },
    );
    expect(flat.verdict).toBe('enough');
    expect(flat.sentence).toMatch(/^More features would hardly help: twice as many/);
    const wild = learningCurve(
      measure(() => 0.8, 0.05),
      auc,
      { of: 'rows' },
    );
    expect(wild.verdict).toBe('unclear');
  });

  it('takes folds that agree by chance for no certainty', () => {
    const points = [
      [2, 1 / 3, 0],
      [2, 1 / 3, 0],
      [4, 1 / 6, 0.19],
      [7, 0.5, 0.19],
    ].map(([size, value, standardError]) => ({ size, value, standardError }));
    const { gainOfTwice, verdict } = learningCurve(points, auc, { of: 'rows' });
    expect(gainOfTwice.low).toBeLessThan(gainOfTwice.value);
    expect(gainOfTwice.high).toBeGreaterThan(gainOfTwice.value);
    expect(verdict).toBe('unclear');
  });

  it('knows losses, and that nothing is better than perfect', () => {
    const truth = law(0.3, 0.1);
    const points = measure(truth, 1e-3).map((each) => ({ ...each, value: 1 - each.value }));
    const { curve, gainOfTenfold, verdict } = learningCurve(points, logLoss, { of: 'rows' });
    expect(verdict).toBe('helps');
    expect(curve[0].value).toBeGreaterThan(curve.at(-1)?.value ?? 1);
    for (const { low, value, high } of curve) {
      expect(low).toBeGreaterThanOrEqual(0);
      expect(value).toBeGreaterThanOrEqual(low ?? 1);
      expect(high).toBeGreaterThanOrEqual(value);
    }
    expect(gainOfTenfold.high).toBeLessThanOrEqual(1 - truth(8000) + 0.01);
  });

  it('refuses too few sizes and values that are not finite', () => {
    const points = measure(law(0.5, 0.05), 1e-3);
    const broken = [...points.slice(1), { size: 9, value: Number.NaN, standardError: 0.1 }];
    expect(
      [points.slice(3), broken].map(
        (given) => thrownBy(() => learningCurve(given, auc, { of: 'rows' })).message,
      ),
    ).toEqual([
      'A learning curve must have finite values of at least three sizes, got 2 sizes.',
      'A learning curve must have finite values of at least three sizes, got a value of NaN ± 0.1 at 9.',
    ]);
  });
});
