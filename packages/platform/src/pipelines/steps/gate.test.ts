import type { Estimate } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { type GateParams, judge } from './gate.ts';

const estimate = (value: number, half: number): Estimate => ({
  value,
  low: value - half,
  high: value + half,
});
const baseline = (metrics: Record<string, Estimate>) => ({
  name: 'constant',
  title: 'Constant',
  metrics,
});
const params = (changes: Partial<GateParams> = {}): GateParams => ({
  min: {},
  max: {},
  betterThanBaseline: true,
  primaryMetric: 'roc_auc',
  ...changes,
});

describe('judge', () => {
  it('passes a model whose interval is above the baseline, without a finding', () => {
    const metrics = { roc_auc: estimate(0.8, 0.05) };
    const baselines = [baseline({ roc_auc: estimate(0.5, 0) })];
    expect(judge({ metrics, baselines }, params())).toEqual({
      passed: true,
      reasons: [],
      findings: [],
    });
  });

  it('passes a model that is better but not surely, and says so', () => {
    const metrics = { rmse: estimate(2, 0.5) };
    const baselines = [baseline({ rmse: estimate(2.3, 0.1) })];
    const verdict = judge({ metrics, baselines }, params({ primaryMetric: 'rmse' }));
    expect(verdict.passed).toBe(true);
    expect(verdict.findings).toMatchObject([
      {
        code: 'MODEL_NOT_BETTER',
        message: expect.stringContaining(
          'not surely better than a baseline: Root mean squared error 2 against 2.3 of Constant',
        ),
        details: { metric: 'rmse', value: 2, baseline: 'constant', baselineValue: 2.3 },
      },
    ]);
  });

  it.each([
    ['a higher-is-better metric', 'roc_auc', 0.49, 0.5],
    ['a lower-is-better metric', 'rmse', 3, 2.9],
    ['a draw', 'roc_auc', 0.5, 0.5],
  ])(
    'refuses a model that is no better than a baseline by %s',
    (_what, primaryMetric, own, theirs) => {
      const metrics = { [primaryMetric]: estimate(own, 0.1) };
      const baselines = [baseline({ [primaryMetric]: estimate(theirs, 0) })];
      const { passed, reasons } = judge({ metrics, baselines }, params({ primaryMetric }));
      expect(passed).toBe(false);
      expect(reasons).toEqual([expect.stringMatching(/^It is no better than a baseline: /)]);
      const lenient = params({ primaryMetric, betterThanBaseline: false });
      expect(judge({ metrics, baselines }, lenient).passed).toBe(true);
    },
  );

  it('refuses what misses a limit, with every limit that is missed', () => {
    const metrics = { roc_auc: estimate(0.7, 0.01), log_loss: estimate(0.6, 0.01) };
    const verdict = judge(
      { metrics, baselines: [] },
      params({ min: { roc_auc: 0.8 }, max: { log_loss: 0.5 } }),
    );
    expect(verdict.reasons).toEqual([
      'ROC AUC must be at least 0.8, got 0.7.',
      'Log loss must be at most 0.5, got 0.6.',
    ]);
  });

  it('accepts a value that is exactly at its limit', () => {
    const metrics = { roc_auc: estimate(0.8, 0.01) };
    const limits = params({ min: { roc_auc: 0.8 }, max: { roc_auc: 0.8 } });
    expect(judge({ metrics, baselines: [] }, limits).passed).toBe(true);
  });

  it('refuses a model whose primary metric the test part does not define', () => {
    const { passed, reasons } = judge({ metrics: {}, baselines: [] }, params());
    expect(passed).toBe(false);
    expect(reasons).toEqual([
      'ROC AUC could not be measured on the test part: it is not defined there.',
    ]);
  });
});
