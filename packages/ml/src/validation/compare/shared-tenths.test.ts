import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../math/index.ts';
import { addColumn, emptyColumn, finishColumn } from '../../sketches/index.ts';
import { jensenShannonDivergence } from './column-distances.ts';
import { sharedTenths } from './shared-tenths.ts';

function columnOf(values: readonly number[]) {
  const sketch = emptyColumn('x', 'number');
  addColumn(sketch, { name: 'x', kind: 'number', values: Float64Array.from(values) });
  return finishColumn(sketch);
}

/** Positive numbers with a long tail. */
function skewed(n: number, seed: number, factor = 1): number[] {
  const random = seededRandom(seed);
  return Array.from({ length: n }, () => (factor * random.next()) / (1.001 - random.next()));
}

describe('sharedTenths', () => {
  it('counts whole numbers exactly, and every finite value once', () => {
    const [a, b] = [columnOf([1, 2, 2, 3, 9, Number.POSITIVE_INFINITY]), columnOf([2, 2, 4])];
    const shared = sharedTenths(a, b);
    expect(shared?.a.reduce((sum, n) => sum + n, 0)).toBe(5);
    expect(shared?.b.reduce((sum, n) => sum + n, 0)).toBe(3);
  });

  it('has nothing to say of columns without a finite value', () => {
    expect(sharedTenths(columnOf([Number.NaN]), columnOf([1]))).toBeNull();
  });
});

describe('jensenShannonDivergence of numbers', () => {
  it('is small between two samples of one distribution, however far its tail goes', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const [a, b] = [skewed(5000, seed), [...skewed(5000, seed + 100), 1e7]];
      expect(jensenShannonDivergence(columnOf(a), columnOf(b))).toBeLessThan(0.02);
    }
  });

  it('sees another unit, tail or not', () => {
    const [a, b] = [skewed(5000, 1), [...skewed(5000, 2, 2.5), 1e7]];
    expect(jensenShannonDivergence(columnOf(a), columnOf(b))).toBeGreaterThan(0.08);
  });
});
