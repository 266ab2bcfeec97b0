import { describe, expect, it } from 'vitest';
import { createDuplicateRows } from './duplicate-rows.ts';

const row = (i: number) => Int32Array.of(i, Math.imul(i, 0x9e3779b1), i >> 3);

describe('createDuplicateRows', () => {
  it('counts rows that occur again, with their lines', () => {
    const rows = createDuplicateRows();
    [1, 2, 1, 3, 2, 1].forEach((i, index) => {
      rows.add(row(i), index + 2, index);
    });
    expect(rows.finish()).toEqual({
      seen: {
        count: 3,
        first: [
          { line: 4, index: 2, value: '2' },
          { line: 6, index: 4, value: '3' },
          { line: 7, index: 5, value: '2' },
        ],
      },
      sampledEvery: 1,
    });
  });

  it('estimates them from an even sample where there are more rows than it remembers', () => {
    const rows = createDuplicateRows(1024);
    for (let i = 0; i < 40_000; i++) rows.add(row(i % 4 === 3 ? i - 1 : i), i + 2, i);
    const { seen, sampledEvery } = rows.finish();
    expect(sampledEvery).toBe(32);
    // 10 000 copies; the share of 1/32 that is looked at has a standard deviation of 5.6 %.
    expect(Math.abs(seen.count - 10_000)).toBeLessThan(1700);
  });
});
