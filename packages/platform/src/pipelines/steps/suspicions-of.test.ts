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
});
