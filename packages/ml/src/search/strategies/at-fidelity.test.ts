import { describe, expect, it } from 'vitest';
import { shareOfRows, withMembers } from './index.ts';

const fidelity = (rows: number, members: number) => ({ rows, members, folds: 1 });

describe('withMembers', () => {
  it.each([
    ['boosted-trees', { nRounds: 300 }, { nRounds: 75 }],
    ['random-forest', {}, { nTrees: 25 }],
    ['random-forest', { nTrees: 1 }, { nTrees: 1 }],
    ['ridge', { l2: 2 }, { l2: 2 }],
  ])('%s with %o gets %o at a quarter', (estimator, params, expected) => {
    const candidate = { id: 'x', estimator, params, isBaseline: false };
    expect(withMembers(candidate, fidelity(1, 0.25)).params).toEqual(expected);
    expect(withMembers(candidate, fidelity(1, 1))).toBe(candidate);
  });
});

describe('shareOfRows', () => {
  const rows = Int32Array.from({ length: 100 }, (_, i) => 3 * i);

  it('takes a share in order; a smaller one is part of a larger one', () => {
    const few = shareOfRows(rows, fidelity(0.1, 1), 5);
    const more = shareOfRows(rows, fidelity(0.4, 1), 5);
    expect([few.length, more.length]).toEqual([10, 40]);
    expect(few.every((row) => more.includes(row))).toBe(true);
    expect([...more]).toEqual([...more].sort((a, b) => a - b));
    expect(more.every((row) => row % 3 === 0)).toBe(true);
    expect(shareOfRows(rows, fidelity(1, 1), 5)).toBe(rows);
  });
});
