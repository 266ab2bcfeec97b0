import { describe, expect, it } from 'vitest';
import { suspicionsOf } from './suspicions-of.ts';

const estimate = (value: number) => ({ value, low: null, high: null });

describe('suspicionsOf', () => {
  it('finds a score that is nearly perfect on many rows, not on few', () => {
    const metrics = { roc_auc: estimate(0.5), r2: estimate(0.9995) };
    expect(suspicionsOf({ metrics, curves: {}, nTestRows: 150 })).toMatchObject([
      { code: 'SCORE_TOO_GOOD', details: { metric: 'r2', value: 0.9995, nTestRows: 150 } },
    ]);
    expect(suspicionsOf({ metrics, curves: {}, nTestRows: 149 })).toEqual([]);
    expect(suspicionsOf({ metrics: { r2: estimate(0.999) }, curves: {}, nTestRows: 150 })).toEqual(
      [],
    );
  });

  it('finds the classes that are never answered, not those that no row has', () => {
    const confusion = {
      classes: ['no', 'yes', 'maybe'],
      counts: [
        [90, 0, 3],
        [7, 0, 0],
        [0, 0, 0],
      ],
    };
    expect(suspicionsOf({ metrics: {}, curves: { confusion }, nTestRows: 100 })).toMatchObject([
      {
        code: 'CLASS_NEVER_ANSWERED',
        message: 'The model never answers "yes", which 7 of 100 unseen rows are.',
        details: { class: 'yes', nTrue: 7, nRows: 100 },
      },
    ]);
  });

  it('says how often the truth lay where quantiles said, and warns where that is not chance', () => {
    const coverageOf = (low: number) => ({
      below: [
        { level: 0.1, share: low },
        { level: 0.9, share: 0.89 },
      ],
      between: { promised: 0.8, share: 0.89 - low },
    });
    const found = (low: number) =>
      suspicionsOf({ metrics: {}, curves: {}, nTestRows: 400, coverage: coverageOf(low) });
    expect(found(0.12)).toMatchObject([
      {
        code: 'QUANTILES_COVERAGE',
        severity: 'info',
        message:
          '77 % of 400 unseen rows lie between the outer quantiles, which promise 80 %: 12 % below the quantile 0.1, 89 % below the quantile 0.9.',
      },
    ]);
    expect(found(0.2)).toMatchObject([{ code: 'QUANTILES_COVERAGE', severity: 'warning' }]);
  });
});
