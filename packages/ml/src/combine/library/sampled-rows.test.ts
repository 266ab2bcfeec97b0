import { describe, expect, it } from 'vitest';
import { sampledRows } from './sampled-rows.ts';

describe('sampledRows', () => {
  it('draws distinct rising rows of every fold, however folds are dealt', () => {
    const rows = sampledRows(50_000, 10_000);
    expect(new Set(rows).size).toBe(10_000);
    expect([...rows]).toEqual([...rows].sort((a, b) => a - b));
    for (let fold = 0; fold < 5; fold++)
      expect(rows.filter((row) => row % 5 === fold).length).toBeGreaterThan(1800);
    expect(sampledRows(50_000, 10_000)).toEqual(rows);
  });

  it('takes all of few', () => {
    expect([...sampledRows(3, 5)]).toEqual([0, 1, 2]);
  });
});
