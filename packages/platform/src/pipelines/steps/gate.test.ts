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

const gainOver = (value: number, half: number) => ({
  baseline: 'constant',
  title: 'Constant',
  gain: estimate(value, half),
});

describe('judge', () => {
  it('passes a model whose gain over the baseline is surely above 0, without a finding', () => {
    const metrics = { roc_auc: estimate(0.8, 0.05) };
    const baselines = [baseline({ roc_auc: estimate(0.5, 0) })];
    expect(judge({ metrics, baselines, gains: [gainOver(0.3, 0.05)] }, params())).toEqual({
      passed: true,
      reasons: [],
      findings: [],
    });
  });

  it.each([
    ['not surely better', 0.02, 0.05, 'not surely better than'],
    ['no better', 0, 0.01, 'no better than'],
    ['worse', -0.1, 0.01, 'no better than'],
  ])(
    'refuses a model that is %s, unless the project is lenient, and says so',
    (_what, value, half, how) => {
      const outcome = {
        metrics: { rmse: estimate(2, 0.5) },
        baselines: [baseline({ rmse: estimate(2.3, 0.1) })],
        gains: [gainOver(value, half)],
      };
      const said = `a baseline: Root mean squared error 2 against 2.3 of Constant.`;
      const strict = judge(outcome, params({ primaryMetric: 'rmse' }));
      expect(strict.passed).toBe(false);
      expect(strict.reasons).toEqual([`It is ${how} ${said}`]);
      expect(strict.findings).toMatchObject([
        {
          code: 'MODEL_NOT_BETTER',
          message: `The best model is ${how} ${said}`,
          details: { metric: 'rmse', baseline: 'constant', gain: { value } },
        },
      ]);
      const lenient = judge(outcome, params({ primaryMetric: 'rmse', betterThanBaseline: false }));
      expect(lenient.passed).toBe(true);
      expect(lenient.findings).toEqual(strict.findings);
    },
  );

  it('refuses what misses a limit, with every limit that is missed', () => {
    const metrics = { roc_auc: estimate(0.7, 0.01), log_loss: estimate(0.6, 0.01) };
    const verdict = judge(
      { metrics, baselines: [], gains: [] },
      params({ min: { roc_auc: 0.8 }, max: { log_loss: 0.5 } }),
    );
    expect(verdict.reasons).toEqual([
      'ROC AUC must be at least 0.8, got 0.7.',
      'Log loss must be at most 0.5, got 0.6.',
    ]);
  });

  it('holds the mean cost of calls against a limit', () => {
    const metrics = { roc_auc: estimate(0.8, 0.01), mean_cost: estimate(0.44, 0.1) };
    const reasons = (mean_cost: number) =>
      judge({ metrics, baselines: [], gains: [] }, params({ max: { mean_cost } })).reasons;
    expect(reasons(0.5)).toEqual([]);
    expect(reasons(0.4)).toEqual(['Mean cost per row must be at most 0.4, got 0.44.']);
  });

  it('accepts a value that is exactly at its limit', () => {
    const metrics = { roc_auc: estimate(0.8, 0.01) };
    const limits = params({ min: { roc_auc: 0.8 }, max: { roc_auc: 0.8 } });
    expect(judge({ metrics, baselines: [], gains: [] }, limits).passed).toBe(true);
  });

  it('refuses a model whose primary metric the test part does not define', () => {
    const { passed, reasons } = judge({ metrics: {}, baselines: [], gains: [] }, params());
    expect(passed).toBe(false);
    expect(reasons).toEqual([
      'ROC AUC could not be measured on the test part: it is not defined there.',
    ]);
  });
});
