import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromRows, takeMatrixRows } from './matrix.ts';
import {
  assertSparse,
  sparseFromRows,
  takeSparseRows,
  toDense,
  toSparse,
  transposeSparse,
} from './sparse-matrix.ts';

const dense = fc
  .record({ n: fc.integer({ min: 1, max: 6 }), p: fc.integer({ min: 1, max: 6 }) })
  .chain(({ n, p }) => {
    const row = fc.array(fc.constantFrom(0, 0, 0, 1, -2.5), { minLength: p, maxLength: p });
    return fc.array(row, { minLength: n, maxLength: n });
  });

describe('a sparse matrix', () => {
  it('is the dense one without its zeros, for any matrix and its rows', () => {
    fc.assert(
      fc.property(dense, (rows) => {
        const x = fromRows(rows);
        const sparse = toSparse(x);
        assertSparse(sparse);
        expect(sparse.values.includes(0)).toBe(false);
        expect(toDense(sparse)).toEqual(x);
        const order = rows.map((_, i) => rows.length - 1 - i);
        expect(toDense(takeSparseRows(sparse, order))).toEqual(takeMatrixRows(x, order));
        const turned = fromRows(rows[0].map((_, j) => rows.map((row) => row[j])));
        expect(toDense(transposeSparse(sparse))).toEqual(turned);
      }),
      { seed: 1 },
    );
  });

  it('adds up the entries of one place and sorts columns', () => {
    const x = sparseFromRows(
      [
        [
          [2, 1],
          [0, 3],
          [2, 0.5],
        ],
        [],
      ],
      3,
    );
    expect(toDense(x)).toEqual(
      fromRows([
        [3, 0, 1.5],
        [0, 0, 0],
      ]),
    );
    expect(x.columns).toEqual(Int32Array.of(0, 2));
  });

  it('refuses a column outside the matrix', () => {
    expect(() => sparseFromRows([[], [[3, 1]]], 3)).toThrow(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        message:
          'Row 2 of a sparse matrix must have ascending columns inside the matrix, got column 3.',
        details: { row: 2, received: 3, what: 'column' },
      }),
    );
  });

  it('refuses columns in disorder', () => {
    const x = { nRows: 1, nColumns: 3, offsets: Int32Array.of(0, 2) };
    const disordered = { ...x, columns: Int32Array.of(1, 0), values: Float64Array.of(1, 1) };
    expect(() => assertSparse(disordered)).toThrow(
      expect.objectContaining({ code: 'ARGUMENT_INVALID' }),
    );
  });

  it('refuses arrays whose lengths do not belong together', () => {
    const x = { nRows: 2, nColumns: 3, offsets: Int32Array.of(0, 1, 2) };
    const short = { ...x, columns: Int32Array.of(1), values: Float64Array.of(1) };
    expect(() => assertSparse(short)).toThrow(
      expect.objectContaining({
        code: 'SHAPE_MISMATCH',
        message:
          'A sparse matrix of 2 rows must have 3 offsets up to the number of its entries, got 3 offsets up to 2, 1 columns and 1 values.',
      }),
    );
  });
});
