import { encodeText } from '@kaizenml/ml/table';
import { countColumn, type LevelBinning, type NumberBinning } from '@kaizenml/ml/windows';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spreadValues } from './spread-values.ts';

const binning: LevelBinning = { name: 'plan', kind: 'category', levels: ['a', 'b', 'c'] };
const windowOf = (levels: readonly (string | null)[]) =>
  countColumn(binning, encodeText('plan', 'category', [...levels]));

describe('spreadValues', () => {
  it('gives every level the share of the window, to within one value', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c', null), { minLength: 1 }), (levels) => {
        const n = 16;
        const values = spreadValues(binning, windowOf(levels), n) ?? [];
        expect(values).toHaveLength(n);
        for (const level of ['a', 'b', 'c', null]) {
          const share = levels.filter((one) => one === level).length / levels.length;
          const given = values.filter((one) => one === level).length;
          expect(Math.abs(given - share * n)).toBeLessThan(1);
        }
      }),
    );
  });

  it('gives numbers the centers of their bins, dates as instants, and truth as booleans', () => {
    const edges = Float64Array.of(10, 20);
    const number: NumberBinning = {
      ...{ name: 'x', kind: 'number', edges },
      centers: Float64Array.of(5, 15, 25),
    };
    const counts = Float64Array.of(1, 2, 1);
    expect(spreadValues(number, { counts, missing: 0, newLevels: new Map() }, 4)).toEqual([
      5, 15, 15, 25,
    ]);
    expect(
      spreadValues({ ...number, kind: 'date' }, { counts, missing: 0, newLevels: new Map() }, 1),
    ).toEqual(['1970-01-01T00:00:00.015Z']);
    const truth: LevelBinning = { name: 't', kind: 'boolean', levels: ['true', 'false'] };
    expect(
      spreadValues(
        truth,
        { counts: Float64Array.of(1, 1, 0), missing: 2, newLevels: new Map() },
        4,
      ),
    ).toEqual([true, false, null, null]);
  });

  it('gives the most frequent new level for those that the reference did not know', () => {
    expect(spreadValues(binning, windowOf(['a', 'd', 'e', 'e']), 4)).toEqual(['a', 'e', 'e', 'e']);
  });

  it('knows no values of texts, and none of a window without rows', () => {
    const text: NumberBinning = {
      ...{ name: 'x', kind: 'text', edges: Float64Array.of(3) },
      centers: Float64Array.of(2, 4),
    };
    expect(
      spreadValues(text, { counts: Float64Array.of(1, 1), missing: 0, newLevels: new Map() }, 2),
    ).toBeUndefined();
    expect(spreadValues(binning, windowOf([]), 2)).toBeUndefined();
  });
});
