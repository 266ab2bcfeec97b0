import { describe, expect, it } from 'vitest';
import { seededRandom, zeros } from '../math/index.ts';
import { logistic, ridge } from './index.ts';

const context = { random: seededRandom(1) };
const classes = { kind: 'classification', codes: Int32Array.of(0, 1), nClasses: 2 } as const;

describe('an estimator', () => {
  it('says how many rows and targets it got when they differ', () => {
    const y = { kind: 'regression', values: new Float64Array(39) } as const;
    expect(() => ridge.fit(zeros(40, 2), y, { l2: 1 }, context)).toThrow(
      expect.objectContaining({
        code: 'SHAPE_MISMATCH',
        message: 'ridge.fit must get one target per row, got 40 rows of features and 39 targets.',
        details: { estimator: 'ridge', nRows: 40, nTargets: 39 },
      }),
    );
  });

  it('says that there is nothing to learn from', () => {
    const y = { kind: 'regression', values: new Float64Array(0) } as const;
    expect(() => ridge.fit(zeros(0, 2), y, { l2: 1 }, context)).toThrow(
      expect.objectContaining({
        code: 'TABLE_EMPTY',
        message: 'ridge.fit must get at least one row, got 0.',
        details: { estimator: 'ridge', nRows: 0 },
      }),
    );
  });

  it('says which columns it expects when it predicts', () => {
    const state = { weights: new Float64Array(3), intercept: 0 };
    expect(() => ridge.predict(state, zeros(1, 4))).toThrow(
      expect.objectContaining({
        code: 'SHAPE_MISMATCH',
        message: 'ridge.predict must get 3 columns as in the fit, got 4.',
        details: { estimator: 'ridge', expected: 3, received: 4 },
      }),
    );
  });

  it('says which kind of target it learns', () => {
    expect(() => ridge.fit(zeros(2, 1), classes, { l2: 1 }, context)).toThrow(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        message: 'ridge.fit must get a target of numbers, got classes.',
        details: { estimator: 'ridge', expected: 'numbers', received: 'classes' },
      }),
    );
    const numbers = { kind: 'regression', values: new Float64Array(2) } as const;
    const params = { l1: 0, l2: 1, maxIterations: 10, tolerance: 1e-6 };
    expect(() => logistic.fit(zeros(2, 1), numbers, params, context)).toThrow(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        message: 'logistic.fit must get a target of classes, got numbers.',
        details: { estimator: 'logistic', expected: 'classes', received: 'numbers' },
      }),
    );
  });
});
