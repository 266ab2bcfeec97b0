import type { ColumnStatistics } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { columnChange, columnChanges } from './index.ts';
import { sampleLevels, sampleNumbers, sampleStatistics } from './sample-columns.ts';

describe('columnChange', () => {
  it('is nothing between a column and itself', () => {
    for (const column of sampleStatistics().columns)
      expect(columnChange(column, column)).toMatchObject({ jensenShannon: 0, missing: 0, size: 0 });
  });

  it('is as computed by hand for two values', () => {
    const change = columnChange(
      sampleLevels('a', { x: 50, y: 50 }),
      sampleLevels('a', { x: 25, y: 75 }),
    );
    expect(change.lInfinity).toBeCloseTo(0.25, 12);
    const kl = (p: number, m: number) => p * Math.log2(p / m);
    const divergence = (kl(0.5, 0.375) + kl(0.5, 0.625) + kl(0.25, 0.375) + kl(0.75, 0.625)) / 2;
    expect(change.jensenShannon).toBeCloseTo(divergence, 12);
  });

  it('is 1 where nothing is shared, where the kind differs, and where one side lacks the column', () => {
    const [a, b] = [sampleNumbers('a', 0, 1), sampleNumbers('a', 5, 6)];
    expect(columnChange(a, b).jensenShannon).toBeGreaterThan(0.9);
    expect(columnChange(a, sampleLevels('a', { x: 1 })).size).toBe(1);
    expect(columnChange(a, null).size).toBe(1);
    expect(columnChange(null, a)).toMatchObject({ name: 'a', size: 1 });
  });

  it('sees the bulk move although one huge value stretches the range', () => {
    const stretched = (column: ColumnStatistics): ColumnStatistics => ({
      ...column,
      number: column.number && {
        ...column.number,
        max: 1e6,
        equalWidth: { edges: [0, 5e5, 1e6], counts: [439, 1], error: 0 },
        equalCount: column.number.equalCount && {
          ...column.number.equalCount,
          edges: [...column.number.equalCount.edges.slice(0, -1), 1e6],
        },
      },
    });
    const [a, b] = [sampleNumbers('a', 0, 20), sampleNumbers('a', 10, 30)].map(stretched);
    expect(columnChange(a ?? null, b ?? null).jensenShannon).toBeGreaterThan(0.2);
  });

  it('does not compare values of which none occurs twice', () => {
    const ids = sampleLevels('id', { a: 1, b: 1, c: 1 });
    expect(columnChange(ids, sampleLevels('id', { d: 1, e: 1 }))).toMatchObject({
      lInfinity: null,
      jensenShannon: null,
      size: 0,
    });
  });
});

describe('columnChanges', () => {
  it('has what changed most first, and columns of both tables', () => {
    const before = sampleStatistics();
    const moved = sampleStatistics(5);
    const after = {
      ...moved,
      columns: [sampleLevels('extra', { a: 4 }), ...moved.columns.slice(0, 2)],
    };
    const changes = columnChanges(before, after);
    expect(changes.map(({ name }) => name)).toEqual(['extra', 'since', 'months', 'plan']);
    expect(changes.map(({ size }) => size)).toEqual(
      changes.map(({ size }) => size).toSorted((a, b) => b - a),
    );
  });
});
