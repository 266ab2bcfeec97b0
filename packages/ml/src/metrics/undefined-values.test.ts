import { describe, expect, it } from 'vitest';
import { type ClassificationOutcome, getMetric, type RegressionOutcome } from './index.ts';

function binary(truth: number[], scores: number[]): ClassificationOutcome {
  return {
    kind: 'classification',
    truth: Int32Array.from(truth),
    probabilities: Float64Array.from(scores.flatMap((p) => [1 - p, p])),
    nClasses: 2,
  };
}

const regression = (truth: number[], predicted: number[]): RegressionOutcome => ({
  kind: 'regression',
  truth: Float64Array.from(truth),
  predicted: Float64Array.from(predicted),
});

describe('a metric that the outcome does not define', () => {
  const allNegative = binary([0, 0, 0], [0.1, 0.6, 0.2]);
  it.each(['roc_auc', 'average_precision', 'recall', 'mcc'])(
    '%s is not a number when no row is positive',
    (name) => {
      expect(getMetric(name).compute(allNegative)).toBeNaN();
    },
  );

  it('precision is not a number when no row is called positive', () => {
    expect(getMetric('precision').compute(binary([0, 1], [0.1, 0.2]))).toBeNaN();
  });

  it('f1 is not a number when no row is positive or called so', () => {
    expect(getMetric('f1').compute(binary([0, 0], [0.1, 0.2]))).toBeNaN();
  });

  it('r2 is not a number for a constant truth', () => {
    expect(getMetric('r2').compute(regression([3, 3, 3], [1, 2, 3]))).toBeNaN();
  });

  it('mape is not a number when a truth is 0, unless that row has no weight', () => {
    const outcome = regression([0, 2], [1, 1]);
    expect(getMetric('mape').compute(outcome)).toBeNaN();
    expect(getMetric('mape').compute(outcome, Float64Array.of(0, 1))).toBe(0.5);
  });

  it('poisson_deviance is not a number for a negative count or a prediction of 0', () => {
    expect(getMetric('poisson_deviance').compute(regression([-1, 2], [1, 2]))).toBeNaN();
    expect(getMetric('poisson_deviance').compute(regression([1, 2], [0, 2]))).toBeNaN();
  });

  it('gamma_deviance is not a number for a truth or a prediction of 0', () => {
    expect(getMetric('gamma_deviance').compute(regression([0, 2], [1, 2]))).toBeNaN();
    expect(getMetric('gamma_deviance').compute(regression([1, 2], [0, 2]))).toBeNaN();
  });
});

describe('conventions', () => {
  it('mcc is 0, the value of guessing, when one class is always called', () => {
    expect(getMetric('mcc').compute(binary([0, 1, 1], [0.9, 0.9, 0.9]))).toBe(0);
  });

  it('roc_auc counts a tie as half', () => {
    expect(getMetric('roc_auc').compute(binary([0, 1], [0.4, 0.4]))).toBe(0.5);
  });

  it('poisson_deviance takes a count of 0 as likely when little is predicted', () => {
    expect(getMetric('poisson_deviance').compute(regression([0, 0], [0.25, 0.75]))).toBe(1);
  });

  it('log_loss charges a certain mistake 36 nats, not infinity', () => {
    expect(getMetric('log_loss').compute(binary([1], [0]))).toBeCloseTo(36.04, 2);
  });

  it('a tie of two classes is called for the positive one, of more for the first', () => {
    expect(getMetric('accuracy').compute(binary([0, 1, 1], [0.5, 0.5, 0.5]))).toBe(2 / 3);
    const outcome: ClassificationOutcome = {
      kind: 'classification',
      truth: Int32Array.of(0, 1),
      probabilities: Float64Array.of(0.4, 0.4, 0.2, 0.2, 0.4, 0.4),
      nClasses: 3,
    };
    expect(getMetric('accuracy').compute(outcome)).toBe(1);
  });

  it('roc_auc_ovr leaves out a class that does not occur', () => {
    const outcome: ClassificationOutcome = {
      kind: 'classification',
      truth: Int32Array.of(0, 1),
      probabilities: Float64Array.of(0.7, 0.2, 0.1, 0.1, 0.8, 0.1),
      nClasses: 3,
    };
    expect(getMetric('roc_auc_ovr').compute(outcome)).toBe(1);
  });
});
