import { getMetric } from '@kaizenml/ml/metrics';
import type { Target } from '@kaizenml/ml/models';
import { describe, expect, it } from 'vitest';
import { correctAnswers } from './correct-answers.ts';

const N = 60;
const truth: Target = {
  kind: 'classification',
  codes: Int32Array.from({ length: N }, (_, i) => i % 2),
  nClasses: 2,
};
const answers = Float64Array.from({ length: 2 * N }, (_, k) => (k % 2 === 0 ? 0.7 : 0.3));
const correct = (target: Target, metric: string) =>
  correctAnswers(target, answers, {
    foldOf: Int32Array.from({ length: N }, (_, i) => Math.floor(i / 2) % 3),
    metric: getMetric(metric),
    costs: undefined,
    classes: ['no', 'yes'],
    seed: 1,
  });

describe('correctAnswers', () => {
  it('says that nothing learns from weights', () => {
    const weighted = { ...truth, weights: new Float64Array(N).fill(2) };
    expect(correct(weighted, 'f1')).toEqual({
      answers,
      sentences: {
        calibration: expect.stringMatching(
          /^Probabilities are left as they are: rows are weighted/,
        ),
        decision: expect.stringMatching(/^The most probable class is called: rows are weighted/),
      },
    });
    expect(correct(weighted, 'roc_auc').sentences.decision).toBeUndefined();
    expect(correct(truth, 'f1').sentences.calibration).not.toContain('weighted');
  });
});
