import { describe, expect, it } from 'vitest';
import { minimizeSquares, type SquaresProblem } from './minimize-squares.ts';

/** Rosenbrock's valley as two residuals; its bottom is at (1, 1). */
const valley: SquaresProblem = {
  n: 2,
  residuals([a, b], out) {
    out[0] = 10 * (b - a * a);
    out[1] = 1 - a;
    return out[0] ** 2 + out[1] ** 2;
  },
  start: Float64Array.of(-1.2, 1),
  lower: Float64Array.of(-5, -5),
  upper: Float64Array.of(5, 5),
  steps: Float64Array.of(1e-6, 1e-6),
  enough: 1e-12,
};

describe('minimizeSquares', () => {
  it('finds the bottom of a bent valley', () => {
    const { theta, sum } = minimizeSquares(valley);
    expect(sum).toBeLessThan(1e-9);
    expect(theta[0]).toBeCloseTo(1, 4);
    expect(theta[1]).toBeCloseTo(1, 4);
  });

  it('stays in the box and ends where the box ends', () => {
    const { theta } = minimizeSquares({ ...valley, upper: Float64Array.of(0.5, 5) });
    expect(theta[0]).toBe(0.5);
    expect(theta[1]).toBeCloseTo(0.25, 4);
  });

  it('begins within the box', () => {
    const { theta, sum } = minimizeSquares({ ...valley, start: Float64Array.of(-90, 90) });
    expect(sum).toBeLessThan(100 * (5 - 25) ** 2 + 36);
    expect([...theta].every((value) => Math.abs(value) <= 5)).toBe(true);
  });

  it('stays at a start that is not usable', () => {
    const residuals = () => Number.POSITIVE_INFINITY;
    expect(minimizeSquares({ ...valley, residuals })).toEqual({
      theta: valley.start,
      sum: Number.POSITIVE_INFINITY,
    });
  });
});
