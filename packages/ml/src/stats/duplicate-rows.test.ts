import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeText, makeTable } from '../table/index.ts';
import { countDuplicateRows } from './index.ts';

const rows = fc.array(
  fc.tuple(
    fc.constantFrom(0, -0, 1, 2.5, Number.NaN),
    fc.constantFrom('a', 'b', null),
    fc.constantFrom(1e300, 1e-300),
  ),
  { maxLength: 60 },
);

describe('countDuplicateRows', () => {
  it('agrees with comparing text of whole rows, missing and -0 included', () => {
    fc.assert(
      fc.property(rows, (given) => {
        const table = makeTable([
          { name: 'x', kind: 'number', values: Float64Array.from(given, ([x]) => x) },
          encodeText(
            'y',
            'category',
            given.map(([, y]) => y),
          ),
          { name: 'z', kind: 'number', values: Float64Array.from(given, ([, , z]) => z) },
        ]);
        const distinct = new Set(given.map(([x, y, z]) => `${x + 0}|${y}|${z}`));
        expect(countDuplicateRows(table)).toBe(given.length - distinct.size);
      }),
    );
  });

  it('is 0 for a table without columns', () => {
    expect(countDuplicateRows({ nRows: 0, columns: [] })).toBe(0);
  });

  it('tells 20 000 distinct rows apart', () => {
    const values = Float64Array.from({ length: 20_000 }, (_, i) => i / 7);
    expect(countDuplicateRows(makeTable([{ name: 'x', kind: 'number', values }]))).toBe(0);
  });
});
