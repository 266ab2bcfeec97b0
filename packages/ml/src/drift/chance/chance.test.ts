import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../math/index.ts';
import { cramerVonMisesTail, normalTail } from '../../stats/index.ts';
import { numberSample } from '../samples/index.ts';
import { chanceOfArea } from './chance-of-area.ts';
import { chanceOfBins } from './chance-of-bins.ts';
import { chanceOfSquares } from './chance-of-squares.ts';
import { drawRows } from './draw-rows.ts';
import { pooledCells } from './pooled-cells.ts';

/** Evenly spread values: the axis is then the share of rows, and the bridge the standard one. */
const even = numberSample(Float64Array.from({ length: 4000 }, (_, i) => (i + 0.5) / 4000));
const cells = pooledCells(even, even);

describe('pooledCells', () => {
  it('keep the integral of u (1 - u), 1/6 on the unit interval, in at most 65 cells', () => {
    const sum = cells.shares.reduce((total, u, i) => total + cells.lengths[i] * u * (1 - u), 0);
    expect(sum).toBeCloseTo(1 / 6, 3);
    expect(cells.shares.length).toBeLessThanOrEqual(65);
  });

  it('are none where all rows are equal', () => {
    const constant = numberSample(Float64Array.of(3, 3));
    expect(pooledCells(constant, constant).shares).toHaveLength(0);
    expect(chanceOfSquares(1, pooledCells(constant, constant))).toBe(1);
    expect(chanceOfArea(1, pooledCells(constant, constant), 1)).toBe(1);
  });
});

describe('chanceOfSquares', () => {
  it.each([0.06, 0.1188, 0.2, 0.3473, 0.46136, 0.74346, 1.2])(
    'is the limit of Cramér and von Mises on the unit interval, at %d',
    (x) => {
      expect(Math.abs(chanceOfSquares(x, cells) - cramerVonMisesTail(x))).toBeLessThan(0.03);
      if (x > 0.3) expect(chanceOfSquares(x, cells) / cramerVonMisesTail(x)).toBeCloseTo(1, 0);
    },
  );
});

describe('chanceOfArea', () => {
  it('has the mean sqrt(pi / 32) and the spread sqrt(7 / 60 - pi / 32) of the area under a bridge', () => {
    const [mean, sd] = [Math.sqrt(Math.PI / 32), Math.sqrt(7 / 60 - Math.PI / 32)];
    const step = 0.05;
    let [first, second] = [0, 0];
    for (let x = step / 2; x < 1.2; x += step) {
      const above = chanceOfArea(x, cells, 1 / 12);
      first += above * step;
      second += 2 * x * above * step;
    }
    expect(Math.abs(first / mean - 1)).toBeLessThan(0.03);
    expect(Math.abs(Math.sqrt(second - first * first) / sd - 1)).toBeLessThan(0.1);
  });

  it('falls where no draw lies any more, near the chance that the integral itself is as far out', () => {
    let last = 1;
    for (const x of [0.8, 1, 1.3, 1.6, 2]) {
      const found = chanceOfArea(x, cells, 1 / 12);
      expect(found).toBeLessThan(last);
      // The area is at least the absolute integral, a normal deviate of variance 1/12, and hardly ever more where it is large.
      const integral = 2 * normalTail(x * Math.sqrt(12));
      expect(found / integral).toBeGreaterThan(1);
      expect(found / integral).toBeLessThan(10);
      last = found;
    }
    expect(last).toBeLessThan(1e-9);
  });
});

describe('chanceOfBins', () => {
  it('is that of Pearson where bins are full, and joins those that are not', () => {
    expect(chanceOfBins({ reference: [10, 20, 30], current: [30, 20, 10] })).toBeCloseTo(
      Math.exp(-10),
      12,
    );
    const full = chanceOfBins({ reference: [50, 50], current: [60, 40] });
    expect(chanceOfBins({ reference: [50, 49, 1], current: [60, 39, 1] })).toBeCloseTo(full, 12);
    expect(chanceOfBins({ reference: [1, 0], current: [0, 1] })).toBe(1);
  });
});

describe('drawRows', () => {
  it.each([
    ['one by one', [5, 10, 25], 16],
    ['bin by bin', [5000, 10_000, 25_000], 16_000],
  ])('has the mean and the spread of the hypergeometric distribution, %s', (_, all, n) => {
    const random = seededRandom(3);
    const total = all.reduce((sum, rows) => sum + rows, 0);
    const drawn = Array.from({ length: 2000 }, () => drawRows(all, n, random));
    for (const rows of drawn) expect(rows.reduce((sum, each) => sum + each, 0)).toBe(n);
    all.forEach((rows, bin) => {
      const mean = drawn.reduce((sum, each) => sum + each[bin], 0) / drawn.length;
      const square = drawn.reduce((sum, each) => sum + (each[bin] - mean) ** 2, 0) / drawn.length;
      const share = rows / total;
      const variance = n * share * (1 - share) * ((total - n) / (total - 1));
      expect(Math.abs(mean - n * share)).toBeLessThan(4 * Math.sqrt(variance / drawn.length));
      expect(Math.abs(square / variance - 1)).toBeLessThan(0.15);
    });
  });
});
