import { workOf } from '@kaizenml/ml/search';
import { expect, it } from 'vitest';
import { openSpeed } from './speed.ts';

const SHAPE = { nRows: 30_000, nColumns: 10, nClasses: 2 };
const candidate = (estimator: string) => ({
  id: estimator,
  estimator,
  params: {},
  isBaseline: false,
});
const [line, trees] = [candidate('logistic'), candidate('boosted-trees')];

it('openSpeed expects of an estimator half of what it took, and of others a quarter', () => {
  const speed = openSpeed(SHAPE);
  expect(speed.leastMs(line)).toBeUndefined();
  for (const times of [3, 3, 40]) speed.learn(line, times * workOf(line, SHAPE));
  expect(speed.leastMs(line)).toBeCloseTo(1.5 * workOf(line, SHAPE), 6);
  expect(speed.leastMs(trees)).toBeCloseTo(0.75 * workOf(trees, SHAPE), 6);
});

it('openSpeed expects as long a time of what takes as much work as a fold that was stopped', () => {
  const speed = openSpeed(SHAPE);
  speed.learnStopped(trees, 4000);
  expect(speed.leastMs(trees)).toBeCloseTo(4000, 6);
  const fewer = { ...trees, params: { nRounds: 20 } };
  expect(speed.leastMs(fewer)).toBeLessThan(1500);
  expect(speed.leastMs(line)).toBeUndefined();
});

it('openSpeed adds up the shortest preparation of each recipe', () => {
  const speed = openSpeed(SHAPE);
  for (const [recipe, ms] of [
    ['dense', 10],
    ['native', 5],
    ['dense', 30],
    ['dense', 20],
  ] as const)
    speed.learnPreparation(recipe, ms);
  expect(speed.preparationMs()).toBe(15);
});

it('openSpeed tells how long threads wait for a processor', () => {
  const speed = openSpeed(SHAPE);
  expect(speed.pace()).toBe(1);
  speed.learnPace({ wallMs: 10_000, cpuMs: 2000 });
  speed.learnPace({ wallMs: 1000, cpuMs: 1000 });
  expect(speed.pace()).toBe(1 + 0.5 * (12_000 / 4000 - 1));
});
