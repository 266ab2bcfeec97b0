import { AIMS, TASKS } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { defaultMetric, describeMetric, getMetric, METRICS, metricsFor } from './index.ts';

describe('describeMetric', () => {
  it('knows the mean cost as well, which no name can compute', () => {
    expect(describeMetric('mean_cost')).toMatchObject({ name: 'mean_cost', better: 'lower' });
    expect(describeMetric('ndcg@10').title).toBe(getMetric('ndcg@10').title);
    expect(() => describeMetric('mean_costs')).toThrow(
      expect.objectContaining({ code: 'ARGUMENT_INVALID' }),
    );
  });
});

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
        details: { metric: 'rocauc', known: [...METRICS.map(({ name }) => name), 'ndcg@10'] },
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

  it('holds the default of every task, which comes first of an aim', () => {
    for (const task of TASKS) expect(metricsFor(task)).toContain(defaultMetric(task));
    expect(AIMS.map((aim) => defaultMetric('regression', aim).name)).toEqual([
      'rmse',
      'poisson_deviance',
      'pinball_loss',
      'ndcg@10',
    ]);
    for (const aim of ['counts', 'quantiles', 'ranking'] as const) {
      const names = metricsFor('regression', aim).map(({ name }) => name);
      expect(names[0]).toBe(defaultMetric('regression', aim).name);
      expect(names.map((name) => getMetric(name).name)).toEqual(names);
    }
  });
});
