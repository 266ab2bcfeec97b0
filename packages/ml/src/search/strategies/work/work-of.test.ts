import { describe, expect, it } from 'vitest';
import { ESTIMATORS } from '../../../models/index.ts';
import { estimatorSpace, workOf } from '../index.ts';
import { MEASURED_WORK } from './measured-work.ts';

const SHAPE = { nRows: 5000, nColumns: 20, nClasses: 2 };
const names = [
  ...new Set(
    (['classification', 'regression'] as const).flatMap((kind) =>
      estimatorSpace(kind, { nRows: 1000 }).families.map(({ name }) => name),
    ),
  ),
];

describe.each(names)('the work of %s', (estimator) => {
  const at = (more: Partial<typeof SHAPE>, fidelity = { rows: 1, members: 1 }) =>
    workOf({ estimator, params: {} }, { ...SHAPE, ...more }, fidelity);

  it('grows with rows, in proportion where there are many', () => {
    expect(at({ nRows: 500 })).toBeLessThan(at({ nRows: 1000 }));
    expect(at({ nRows: 2_000_000 }) / at({ nRows: 1_000_000 })).toBeCloseTo(2, 10);
  });

  it('shrinks with a share of the rows or members', () => {
    expect(at({}, { rows: 0.1, members: 1 })).toBeLessThan(at({}) / 3);
    expect(at({}, { rows: 1, members: 0.25 })).toBeLessThanOrEqual(at({}));
  });
});

describe('workOf', () => {
  it('knows estimators only, of each the dimensions that it has', () => {
    for (const [name, { units }] of Object.entries(MEASURED_WORK)) {
      const estimator = ESTIMATORS.find((each) => each.name === name);
      expect(Object.keys(estimator?.params ?? {})).toEqual(
        expect.arrayContaining(Object.keys(units)),
      );
    }
  });

  it('tells what is dear from what is cheap', () => {
    const work = (estimator: string, params = {}) => workOf({ estimator, params }, SHAPE);
    expect(work('boosted-trees', { nRounds: 1000 })).toBeGreaterThan(
      3 * work('boosted-trees', { nRounds: 100 }),
    );
    expect(work('multilayer-perceptron')).toBeGreaterThan(10 * work('decision-tree'));
  });
});
