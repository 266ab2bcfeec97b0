import { expect, it } from 'vitest';
import { fromRows } from '../../math/index.ts';
import { mapPoints } from './map-points.ts';

it('looks at points from the side on which they differ most', () => {
  const { x, y, shares } = mapPoints(
    fromRows([
      [0, 5, 1],
      [3, 5, 2],
      [6, 5, 1],
      [9, 5, 2],
    ]),
  );
  expect(shares[0] + shares[1]).toBeCloseTo(1, 12);
  expect(shares[0]).toBeGreaterThan(0.95);
  expect([...x].every((value, i) => i === 0 || value > x[i - 1])).toBe(true);
  expect(y[0] - y[1]).toBeLessThan(0);
});

it('lays points of one coordinate on a line, and equal ones on one another', () => {
  expect(mapPoints(fromRows([[1], [3]]))).toEqual({
    x: Float64Array.of(-1, 1),
    y: new Float64Array(2),
    shares: [1, 0],
  });
  expect(
    mapPoints(
      fromRows([
        [2, 2],
        [2, 2],
      ]),
    ).shares,
  ).toEqual([0, 0]);
});
