import { describe, expect, it } from 'vitest';
import type { Comparison, RetrainingStep } from './retraining-types.ts';
import { sayComparison, stateOf } from './say-retraining.ts';

const compared = (gain: Comparison['gain']): Comparison => ({
  ...{ metric: 'roc_auc', champion: 0.81, challenger: 0.84, nRows: 600, level: 0.95, slices: [] },
  gain,
});

describe('sayComparison', () => {
  it('says who is better by how much, and between what the gain lies', () => {
    expect(sayComparison(compared({ value: 0.03, low: 0.012, high: 0.05 }), 'ROC AUC')).toBe(
      'On the newest 600 rows ROC AUC is 0.840 against 0.810: the challenger is better by 0.030. The gain is between 0.012 and 0.050 (95\u{a0}%).',
    );
    expect(sayComparison(compared({ value: -0.03, low: -0.05, high: -0.01 }), 'ROC AUC')).toContain(
      'the challenger is worse by 0.030. The gain is between −0.050 and −0.010',
    );
  });

  it('says where a gain may be chance', () => {
    expect(sayComparison(compared({ value: 0.03, low: -0.01, high: 0.07 }), 'ROC AUC')).toContain(
      'better by 0.030, which may be chance.',
    );
    expect(sayComparison(compared({ value: 0.03, low: null, high: null }), 'ROC AUC')).toMatch(
      /better by 0\.030, which may be chance\.$/,
    );
    expect(sayComparison(compared({ value: 0, low: null, high: null }), 'ROC AUC')).toMatch(
      /is as good\.$/,
    );
  });
});

describe('stateOf', () => {
  const at = '2026-11-01T00:00:00.000Z';
  const step = (over: Partial<RetrainingStep>): RetrainingStep => ({
    ...{ name: 'gather', status: 'done', startedAt: at, endedAt: at, message: '' },
    ...over,
  });
  const steps = [step({}), step({ name: 'train', status: 'running', endedAt: null })];

  it('tells what is done, where it stands and what is to come', () => {
    expect((['gather', 'train', 'compare'] as const).map((name) => stateOf(name, steps))).toEqual([
      ...['done', 'now', 'later'],
    ]);
  });

  it('tells where it ended without a result', () => {
    expect(stateOf('compare', [step({ name: 'compare', status: 'refused' })])).toBe('refused');
    const stopped = step({ name: 'train', status: 'refused' });
    expect(stateOf('train', [stopped])).toBe('refused');
  });
});
