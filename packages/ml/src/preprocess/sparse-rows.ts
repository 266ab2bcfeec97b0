import type { SparseMatrix } from '../math/index.ts';
import type { RowEntries } from '../text/index.ts';

/** Rows without zeros that grow one at a time. */
export interface SparseRows {
  /** Adds an entry to the row; columns must come in ascending order. A zero is left out. */
  add(column: number, value: number): void;
  /** Adds entries whose columns are counted from `first`. */
  addAll(row: RowEntries, first: number): void;
  endRow(): void;
  /** The rows so far, in arrays of their own; it begins anew. */
  take(): SparseMatrix;
}

/** No rows yet. */
export function sparseRows(nColumns: number): SparseRows {
  let columns = new Int32Array(1024);
  let values = new Float64Array(1024);
  let offsets = new Int32Array(16);
  let n = 0;
  let nRows = 0;
  const reserve = (more: number): void => {
    if (n + more <= columns.length) return;
    const room = Math.max(n + more, 2 * columns.length);
    columns = extended(columns, new Int32Array(room));
    values = extended(values, new Float64Array(room));
  };
  return {
    add(column, value) {
      if (value === 0) return;
      reserve(1);
      columns[n] = column;
      values[n++] = value;
    },
    addAll(row, first) {
      reserve(row.length);
      for (let at = 0; at < row.length; at++) {
        columns[n] = first + row.columns[at];
        values[n++] = row.values[at];
      }
    },
    endRow() {
      if (nRows + 1 >= offsets.length)
        offsets = extended(offsets, new Int32Array(2 * offsets.length));
      offsets[++nRows] = n;
    },
    take() {
      const made: SparseMatrix = {
        nRows,
        nColumns,
        offsets: offsets.slice(0, nRows + 1),
        columns: columns.slice(0, n),
        values: values.slice(0, n),
      };
      n = 0;
      nRows = 0;
      return made;
    },
  };
}

function extended<Numbers extends Int32Array | Float64Array>(from: Numbers, to: Numbers): Numbers {
  to.set(from);
  return to;
}
