import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromRows } from '../math/index.ts';
import type { MixedRows } from './mixed-rows.ts';
import { nearestInClass } from './nearest-in-class.ts';
import { nearestMixed } from './nearest-mixed.ts';

/** Every other row compared, by the definition. */
function bruteForce(
  { numbers: { nRows: n, nColumns: p, values }, codes, nCodes: q, mismatch }: MixedRows,
  asked: Int32Array,
  k: number,
): Int32Array {
  return Int32Array.from(
    [...asked].flatMap((a) =>
      Array.from({ length: n }, (_, b) => {
        let distance = 0;
        for (let j = 0; j < p; j++) distance += (values[a * p + j] - values[b * p + j]) ** 2;
        for (let j = 0; j < q; j++) if (codes[a * q + j] !== codes[b * q + j]) distance += mismatch;
        return { b, distance };
      })
        .filter(({ b }) => b !== a)
        .sort((one, other) => one.distance - other.distance || one.b - other.b)
        .slice(0, k)
        .map(({ b }) => b),
    ),
  );
}

/** Whole numbers, so that rows are equal or equally near, or fractions. */
const number = fc.oneof(
  fc.integer({ min: 0, max: 3 }),
  fc.double({ min: -2, max: 2, noNaN: true }),
);
const row = fc.tuple(
  number,
  number,
  number,
  fc.integer({ min: -1, max: 2 }),
  fc.integer({ min: 0, max: 1 }),
);
const rows = fc.array(row, { minLength: 7, maxLength: 60 });

it('finds what comparing every row finds, with categories and without', () => {
  fc.assert(
    fc.property(
      rows,
      fc.integer({ min: 1, max: 6 }),
      fc.constantFrom(0, 0.5, 1),
      (all, k, mismatch) => {
        const numbers = fromRows(all.map(([a, b, c]) => [a, b, c]));
        const asked = Int32Array.from(all, (_, i) => i).filter((i) => i % 3 !== 1);
        const codes = Int32Array.from(all.flatMap(([, , , d, e]) => [d, e]));
        const mixed = { numbers, codes, nCodes: 2, mismatch };
        expect(nearestInClass(mixed, asked, k)).toEqual(bruteForce(mixed, asked, k));
        const plain = { numbers, codes: new Int32Array(0), nCodes: 0, mismatch };
        const truth = bruteForce(plain, asked, k);
        expect(nearestInClass(plain, asked, k)).toEqual(truth);
        expect(nearestMixed(plain, asked, k)).toEqual(truth);
      },
    ),
    { seed: 2, numRuns: 60 },
  );
});
