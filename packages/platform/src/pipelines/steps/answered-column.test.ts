import type { Outcome } from '@kaizenml/ml/metrics';
import { describe, expect, it } from 'vitest';
import { answeredColumn } from './answered-column.ts';

describe('answeredColumn', () => {
  const asked = { target: 'risk', classes: ['good', 'bad'] };
  const outcome: Outcome = {
    ...{ kind: 'classification', nClasses: 2, truth: Int32Array.of(0, 1, 0) },
    probabilities: Float64Array.of(0.9, 0.1, 0.7, 0.3, 0.4, 0.6),
  };

  it('holds the classes that are called, by the rule of the model where it has one', () => {
    const ofClasses = { name: 'risk', kind: 'category', levels: asked.classes };
    const codes = Int32Array.of(0, 0, 1);
    expect(answeredColumn(asked, outcome)).toEqual({ ...ofClasses, codes });
    const called = Int32Array.of(0, 1, 1);
    expect(answeredColumn(asked, { ...outcome, called })).toEqual({ ...ofClasses, codes: called });
  });

  it('holds the numbers that are answered', () => {
    const predicted = Float64Array.of(1, 2.5);
    expect(
      answeredColumn(asked, { kind: 'regression', truth: Float64Array.of(0, 0), predicted }),
    ).toEqual({ name: 'risk', kind: 'number', values: predicted });
  });
});
