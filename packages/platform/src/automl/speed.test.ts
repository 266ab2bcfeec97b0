import { workOf } from '@kaizenml/ml/search';
import { expect, it } from 'vitest';
import { openSpeed } from './speed.ts';

const SHAPE = { nRows: 1000, nColumns: 10, nClasses: 2 };
const candidate = (estimator: string) => ({
  id: estimator,
  estimator,
  params: {},
  isBaseline: false,
});
const [line, trees] = [candidate('logistic'), candidate('boosted-trees')];

it('openSpeed expects of an estimator what it took, and of others with more doubt', () => {
  const speed = openSpeed(SHAPE);
  expect(speed.leastMs(trees)).toBeUndefined();
  expect(speed.pace()).toBe(1);
  for (const times of [3, 3, 40]) speed.learn(line, times * workOf(line, SHAPE));
  expect(speed.pace()).toBeCloseTo(3, 9);
  expect(speed.leastMs(line)).toBeCloseTo((3 / 2) * workOf(line, SHAPE), 9);
  expect(speed.leastMs(trees)).toBeCloseTo((3 / 8) * workOf(trees, SHAPE), 9);
});
