import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../math/index.ts';
import { holdOut } from './hold-out.ts';

const N = 40;
const rows = {
  x: {
    nRows: N,
    nColumns: 1,
    values: Float64Array.from({ length: N }, (_, i) => i),
    levels: Int32Array.of(N),
  },
  y: { kind: 'regression' as const, values: Float64Array.from({ length: N }, (_, i) => 2 * i) },
  weights: Float64Array.from({ length: N }, (_, i) => 3 * i),
};

describe('holdOut', () => {
  it.each([
    [0.25, 10],
    [0.001, 1],
    [0.9, 36],
  ])('holds a share of %d out, %i of 40 rows, with what belongs to them', (share, nHeld) => {
    const [train, held] = holdOut(rows, share, seededRandom(1));
    expect([train.x.nRows, held.x.nRows]).toEqual([N - nHeld, nHeld]);
    for (const { x, y, weights } of [train, held]) {
      const ids = [...x.values];
      expect(ids).toEqual(ids.toSorted((a, b) => a - b));
      expect(y).toEqual({ kind: 'regression', values: x.values.map((i) => 2 * i) });
      expect(weights).toEqual(x.values.map((i) => 3 * i));
      expect(x.levels).toEqual(rows.x.levels);
    }
    const both = [...train.x.values, ...held.x.values].sort((a, b) => a - b);
    expect(both).toEqual([...rows.x.values]);
  });

  it('holds whole groups out', () => {
    const groups = Int32Array.from(
      { length: N },
      (_, i) => [7, 3, 3, 9, 4, 1, 1, 8][Math.floor(i / 5)],
    );
    for (let seed = 0; seed < 20; seed++) {
      const [train, held] = holdOut({ ...rows, groups }, 0.3, seededRandom(seed));
      const [learned, kept] = [new Set(train.groups), new Set(held.groups)];
      expect(learned.size + kept.size).toBe(6);
      expect(kept.size).toBe(2);
    }
  });

  it('leaves a row to learn from, and one to judge', () => {
    const two = {
      x: { nRows: 2, nColumns: 1, values: Float64Array.of(0, 1) },
      y: { kind: 'classification' as const, codes: Int32Array.of(1, 0), nClasses: 2 },
    };
    for (const share of [0.01, 0.9])
      expect(holdOut(two, share, seededRandom(1)).map(({ x }) => x.nRows)).toEqual([1, 1]);
  });
});
