import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnSpread } from './centered.ts';
import { solvePositiveDefinite } from './cholesky.ts';
import { minimizeConvex } from './minimize-convex.ts';
import { solveMinimumNorm } from './minimum-norm.ts';

const entry = fc.double({ min: -10, max: 10, noNaN: true });

describe('solvePositiveDefinite', () => {
  it('solves a system with a known answer', () => {
    const w = solvePositiveDefinite(Float64Array.of(4, 2, 2, 3), Float64Array.of(10, 8));
    expect(w?.[0]).toBeCloseTo(1.75, 14);
    expect(w?.[1]).toBeCloseTo(1.5, 14);
  });

  it('says undefined for a matrix that is singular or indefinite', () => {
    expect(
      solvePositiveDefinite(Float64Array.of(1, 1, 1, 1), Float64Array.of(1, 1)),
    ).toBeUndefined();
    expect(
      solvePositiveDefinite(Float64Array.of(1, 2, 2, 1), Float64Array.of(1, 1)),
    ).toBeUndefined();
  });
});

describe('solveMinimumNorm', () => {
  it('leaves a residual that no column can explain, for any matrix', () => {
    const shape = fc.record({
      n: fc.integer({ min: 1, max: 8 }),
      p: fc.integer({ min: 1, max: 6 }),
    });
    const problem = shape.chain(({ n, p }) =>
      fc.record({
        n: fc.constant(n),
        p: fc.constant(p),
        a: fc.array(entry, { minLength: n * p, maxLength: n * p }),
        b: fc.array(entry, { minLength: n, maxLength: n }),
      }),
    );
    fc.assert(
      fc.property(problem, ({ n, p, a, b }) => {
        const columns = Float64Array.from(a, (v) => Math.round(v));
        const target = Float64Array.from(b);
        const { weights } = solveMinimumNorm({ nRows: n, nColumns: p, columns, target });
        const residual = target.map((v, i) =>
          weights.reduce((left, w, j) => left - w * columns[j * n + i], v),
        );
        for (let j = 0; j < p; j++) {
          let product = 0;
          for (let i = 0; i < n; i++) product += columns[j * n + i] * residual[i];
          expect(Math.abs(product)).toBeLessThan(1e-8);
        }
      }),
      { seed: 1 },
    );
  });

  it('finds the shortest of many answers and tells the rank', () => {
    const columns = Float64Array.of(1, 0, 1, 0, 0, 1);
    const found = solveMinimumNorm({
      nRows: 2,
      nColumns: 3,
      columns,
      target: Float64Array.of(2, 3),
    });
    expect(found.rank).toBe(2);
    [1, 1, 3].forEach((w, j) => {
      expect(found.weights[j]).toBeCloseTo(w, 14);
    });
  });

  it('gives a column of zeros the weight 0', () => {
    const columns = Float64Array.of(0, 0, 1, 2);
    const found = solveMinimumNorm({
      nRows: 2,
      nColumns: 2,
      columns,
      target: Float64Array.of(2, 4),
    });
    expect(found.weights[0]).toBe(0);
    expect(found.weights[1]).toBeCloseTo(2, 14);
    expect(found.rank).toBe(1);
  });
});

describe('minimizeConvex', () => {
  const bowl = {
    evaluate(w: Float64Array, gradient: Float64Array): number {
      let value = 0;
      for (let j = 0; j < w.length; j++) {
        const scale = 10 ** j;
        gradient[j] = scale * (w[j] - j) + (w[j] - j) ** 3;
        value += (scale * (w[j] - j) ** 2) / 2 + (w[j] - j) ** 4 / 4;
      }
      return value;
    },
  };

  it('reaches the bottom of a bowl whose sides differ 10 000-fold', () => {
    const found = minimizeConvex(bowl, new Float64Array(5).fill(50), {
      maxIterations: 500,
      tolerance: 1e-10,
    });
    expect(found.converged).toBe(true);
    found.point.forEach((w, j) => {
      expect(Math.abs(w - j)).toBeLessThan(1e-9);
    });
  });

  it('leaves the start untouched and says when the steps ran out', () => {
    const start = new Float64Array(5).fill(50);
    const found = minimizeConvex(bowl, start, { maxIterations: 1, tolerance: 1e-10 });
    expect(found).toMatchObject({ converged: false, nIterations: 1 });
    expect([...start]).toEqual([50, 50, 50, 50, 50]);
  });
});

describe('columnSpread', () => {
  it('keeps the digits of a small spread around a large mean', () => {
    const values = Float64Array.of(1e9 + 1, 1e9 + 2, 1e9 + 3);
    const { means, deviations } = columnSpread({ nRows: 3, nColumns: 1, values });
    expect(means[0]).toBe(1e9 + 2);
    expect(deviations[0]).toBeCloseTo(Math.sqrt(2 / 3), 12);
  });

  it('calls a column constant when rounding alone makes it vary', () => {
    const values = new Float64Array(1000).fill(0.1);
    expect(columnSpread({ nRows: 1000, nColumns: 1, values }).deviations[0]).toBe(0);
  });
});
