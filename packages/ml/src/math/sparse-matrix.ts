import { AppError } from '@kaizenml/contracts';
import { type Matrix, zeros } from './matrix.ts';

/**
 * A matrix that is mostly zeros, in compressed rows: the entries of row i are those at `offsets[i]` to
 * `offsets[i + 1] - 1`, in ascending order of their columns. What is not listed is 0.
 */
export interface SparseMatrix {
  readonly nRows: number;
  readonly nColumns: number;
  /** Length nRows + 1, from 0 to the number of entries. */
  readonly offsets: Int32Array;
  /** Column of each entry. */
  readonly columns: Int32Array;
  /** Value of each entry. */
  readonly values: Float64Array;
}

/**
 * A sparse matrix from the entries of its rows, in any order; entries of one place are added up.
 *
 * @param rows For each row its entries as [column, value].
 * @throws ARGUMENT_INVALID where a column is outside 0 to nColumns - 1.
 */
export function sparseFromRows(
  rows: readonly (readonly (readonly [column: number, value: number])[])[],
  nColumns: number,
): SparseMatrix {
  const offsets = new Int32Array(rows.length + 1);
  const columns: number[] = [];
  const values: number[] = [];
  rows.forEach((entries, i) => {
    for (const [column, value] of entries.toSorted(([a], [b]) => a - b)) {
      if (columns.length > offsets[i] && columns.at(-1) === column)
        values[values.length - 1] += value;
      else {
        columns.push(column);
        values.push(value);
      }
    }
    offsets[i + 1] = columns.length;
  });
  const x: SparseMatrix = {
    nRows: rows.length,
    nColumns,
    offsets,
    columns: Int32Array.from(columns),
    values: Float64Array.from(values),
  };
  assertSparse(x);
  return x;
}

/** The same matrix without its zeros. @cost O(n p) */
export function toSparse({ nRows, nColumns, values }: Matrix): SparseMatrix {
  let nEntries = 0;
  for (let at = 0; at < values.length; at++) if (values[at] !== 0) nEntries++;
  const offsets = new Int32Array(nRows + 1);
  const columns = new Int32Array(nEntries);
  const kept = new Float64Array(nEntries);
  for (let i = 0, at = 0, next = 0; i < nRows; i++) {
    for (let j = 0; j < nColumns; j++, at++) {
      if (values[at] === 0) continue;
      columns[next] = j;
      kept[next++] = values[at];
    }
    offsets[i + 1] = next;
  }
  return { nRows, nColumns, offsets, columns, values: kept };
}

/** The same matrix with its zeros. @cost O(n p) time and memory. */
export function toDense({ nRows, nColumns, offsets, columns, values }: SparseMatrix): Matrix {
  const x = zeros(nRows, nColumns);
  for (let i = 0; i < nRows; i++) {
    for (let at = offsets[i]; at < offsets[i + 1]; at++)
      x.values[i * nColumns + columns[at]] = values[at];
  }
  return x;
}

/** The rows at the given positions, in that order. */
export function takeSparseRows(x: SparseMatrix, rows: ArrayLike<number>): SparseMatrix {
  const offsets = new Int32Array(rows.length + 1);
  for (let i = 0; i < rows.length; i++)
    offsets[i + 1] = offsets[i] + x.offsets[rows[i] + 1] - x.offsets[rows[i]];
  const columns = new Int32Array(offsets[rows.length]);
  const values = new Float64Array(offsets[rows.length]);
  for (let i = 0; i < rows.length; i++) {
    const [from, to] = [x.offsets[rows[i]], x.offsets[rows[i] + 1]];
    columns.set(x.columns.subarray(from, to), offsets[i]);
    values.set(x.values.subarray(from, to), offsets[i]);
  }
  return { nRows: rows.length, nColumns: x.nColumns, offsets, columns, values };
}

/**
 * The columns as rows: entry (i, j) becomes (j, i), so that a column can be read from one end to the other.
 *
 * @cost O(entries + n + p)
 */
export function transposeSparse(x: SparseMatrix): SparseMatrix {
  const offsets = new Int32Array(x.nColumns + 1);
  for (let at = 0; at < x.columns.length; at++) offsets[x.columns[at] + 1]++;
  for (let j = 0; j < x.nColumns; j++) offsets[j + 1] += offsets[j];
  const next = offsets.slice(0, -1);
  const columns = new Int32Array(x.columns.length);
  const values = new Float64Array(x.columns.length);
  for (let i = 0; i < x.nRows; i++) {
    for (let at = x.offsets[i]; at < x.offsets[i + 1]; at++) {
      const to = next[x.columns[at]]++;
      columns[to] = i;
      values[to] = x.values[at];
    }
  }
  return { nRows: x.nColumns, nColumns: x.nRows, offsets, columns, values };
}

/**
 * Refuses arrays that are no sparse matrix. Everything else that takes one relies on this.
 *
 * @throws SHAPE_MISMATCH when lengths do not belong together, ARGUMENT_INVALID for columns that are out
 * of range, out of order or doubled in their row.
 */
export function assertSparse(x: SparseMatrix): void {
  const { nRows, nColumns, offsets, columns, values } = x;
  const nEntries = columns.length;
  if (offsets.length !== nRows + 1 || values.length !== nEntries || offsets[nRows] !== nEntries) {
    throw new AppError('SHAPE_MISMATCH', {
      message: `A sparse matrix of ${nRows} rows must have ${nRows + 1} offsets up to the number of its entries, got ${offsets.length} offsets up to ${offsets.at(-1)}, ${nEntries} columns and ${values.length} values.`,
      hint: 'Make it with `sparseFromRows` or `toSparse`.',
      details: {
        nRows,
        nOffsets: offsets.length,
        lastOffset: offsets.at(-1) ?? null,
        nEntries,
        nValues: values.length,
      },
    });
  }
  for (let i = 0; i < nRows; i++) {
    let last = -1;
    if (offsets[i + 1] < offsets[i] || offsets[i] < 0) throw badColumn(i, offsets[i], 'offset');
    for (let at = offsets[i]; at < offsets[i + 1]; at++) {
      if (columns[at] <= last || columns[at] >= nColumns) throw badColumn(i, columns[at], 'column');
      last = columns[at];
    }
  }
}

function badColumn(row: number, received: number, what: 'offset' | 'column'): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `Row ${row + 1} of a sparse matrix must have ascending ${what}s inside the matrix, got ${what} ${received}.`,
    hint: 'Make it with `sparseFromRows`, which sorts and adds up.',
    details: { row: row + 1, received, what },
  });
}
