import { describe, expect, it } from 'vitest';
import { defaultMetric, getMetric, METRICS, metricsFor } from './index.ts';

describe('getMetric', () => {
  it('finds every metric by its name', () => {
    for (const metric of METRICS) expect(getMetric(metric.name)).toBe(metric);
  });

  it('offers the closest names for an unknown one', () => {
    expect(() => getMetric('rocauc')).toThrow(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        message: expect.stringMatching(/^The metric must be one of "roc_auc", .* got "rocauc"\.$/),
        hint: 'Did you mean "roc_auc"?',
        details: { metric: 'rocauc', known: METRICS.map(({ name }) => name) },
      }),
    );
  });
});

describe('metricsFor', () => {
  it('starts each task with its most telling metrics', () => {
    expect(metricsFor('binary').map(({ name }) => name)).toEqual([
      'roc_auc',
      'average_precision',
      'log_loss',
      'accuracy',
      'balanced_accuracy',
      'f1',
      'precision',
      'recall',
      'mcc',
      'brier',
      'expected_calibration_error',
    ]);
    expect(metricsFor('regression').map(({ name }) => name)).toEqual([
      'rmse',
      'mae',
      'r2',
      'median_absolute_error',
      'mape',
      'poisson_deviance',
      'gamma_deviance',
    ]);
  });

  it('holds the default of every task', () => {
    for (const task of ['binary', 'multiclass', 'regression'] as const)
      expect(metricsFor(task)).toContain(defaultMetric(task));
  });
});
