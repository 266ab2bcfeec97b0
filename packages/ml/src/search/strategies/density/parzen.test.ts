import { describe, expect, it } from 'vitest';
import { exp, seededRandom } from '../../../math/index.ts';
import type { Dimension } from '../space/index.ts';
import { densityOf } from './index.ts';
import { densityAt, quantileAt, truncatedLogistic } from './truncated-logistic.ts';

const NUMBER: Dimension = {
  kind: 'number',
  name: 'x',
  low: 0,
  high: 1,
  scale: 'linear',
  isInteger: false,
  start: 0.5,
};
const CHOICE: Dimension = { kind: 'choice', name: 'c', choices: ['a', 'b', 'c'], start: 1 };

/** Integral over [0, 1] by the midpoint rule. */
function integral(f: (x: number) => number, n = 2000): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += f((i + 0.5) / n);
  return sum / n;
}

describe('truncatedLogistic', () => {
  it.each([
    [0.5, 0.2],
    [0, 0.1],
    [1, 0.6],
  ])('with center %d and deviation %d has mass 1, and quantiles that cut it', (center, width) => {
    const bell = truncatedLogistic(center, width);
    expect(integral((x) => densityAt(bell, x))).toBeCloseTo(1, 5);
    for (const p of [0.05, 0.4, 0.97]) {
      const below = quantileAt(bell, p);
      expect(integral((x) => (x <= below ? densityAt(bell, x) : 0))).toBeCloseTo(p, 2);
    }
  });
});

describe('densityOf', () => {
  const points = [
    [0.2, 0],
    [0.25, 0],
    [0.9, 2],
  ];
  const density = densityOf([NUMBER, CHOICE], points, [0.5, 1]);

  it('has mass 1 over numbers and choices together', () => {
    const at = (choice: number) => integral((x) => exp(density.logAt([x, choice])), 500);
    expect(at(0) + at(1) + at(2)).toBeCloseTo(1, 4);
  });

  it('draws as it says', () => {
    const random = seededRandom(2);
    const draws = Array.from({ length: 4000 }, () => density.draw(random));
    const share = (choice: number, from: number, to: number) =>
      draws.filter(([x, c]) => c === choice && x >= from && x < to).length / draws.length;
    for (const [choice, from, to] of [
      [0, 0, 0.4],
      [1, 0.4, 0.8],
      [2, 0.7, 1],
    ]) {
      const mass = integral(
        (x) => (x >= from && x < to ? exp(density.logAt([x, choice])) : 0),
        500,
      );
      expect(Math.abs(share(choice, from, to) - mass)).toBeLessThan(0.03);
    }
  });

  it('is even over no dimension at all', () => {
    expect(densityOf([], [[], []], []).logAt([])).toBeCloseTo(0, 12);
  });
});
