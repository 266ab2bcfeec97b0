import { type Matrix, type SparseMatrix, zeros } from '../math/index.ts';
import type { NamedBlock } from './permutation-importance.ts';

/** A dense stand-in for rows without zeros: whatever mixes, shuffles or replaces its cells does so with whole inputs. */
export interface PickedRows {
  /** Cell (i, j) is the row that the entries of input j are taken from: i, everywhere. @shape n x inputs */
  readonly x: Matrix;
  /** One column per input. */
  readonly blocks: readonly NamedBlock[];
  /** The rows that a matrix of such cells stands for. @cost O(entries) */
  rowsOf(x: Matrix): SparseMatrix;
}

/**
 * Rows without zeros as a matrix with one column per input.
 *
 * @param blocks The columns of each input, in ascending order: `blocksOf(graph)`.
 */
export function pickedRows(source: SparseMatrix, blocks: readonly NamedBlock[]): PickedRows {
  const k = blocks.length;
  const x = zeros(source.nRows, k);
  for (let i = 0; i < source.nRows; i++) x.values.fill(i, i * k, (i + 1) * k);
  const bounds = blocks.map(({ start, end }) => placesOf(source, start, end));
  return {
    x,
    blocks: blocks.map(({ input }, j) => ({ input, start: j, end: j + 1 })),
    rowsOf: ({ nRows, values: picks }) => {
      const offsets = new Int32Array(nRows + 1);
      for (let i = 0; i < nRows; i++) {
        let n = 0;
        for (let j = 0; j < k; j++) {
          const { starts, ends } = bounds[j];
          n += ends[picks[i * k + j]] - starts[picks[i * k + j]];
        }
        offsets[i + 1] = offsets[i] + n;
      }
      const columns = new Int32Array(offsets[nRows]);
      const values = new Float64Array(offsets[nRows]);
      for (let i = 0, to = 0; i < nRows; i++) {
        for (let j = 0; j < k; j++) {
          const { starts, ends } = bounds[j];
          const [from, end] = [starts[picks[i * k + j]], ends[picks[i * k + j]]];
          columns.set(source.columns.subarray(from, end), to);
          values.set(source.values.subarray(from, end), to);
          to += end - from;
        }
      }
      return { nRows, nColumns: source.nColumns, offsets, columns, values };
    },
  };
}

/** Where the entries of a block begin and end in each row. */
function placesOf({ nRows, offsets, columns }: SparseMatrix, start: number, end: number) {
  const starts = new Int32Array(nRows);
  const ends = new Int32Array(nRows);
  for (let i = 0; i < nRows; i++) {
    let at = offsets[i];
    while (at < offsets[i + 1] && columns[at] < start) at++;
    starts[i] = at;
    while (at < offsets[i + 1] && columns[at] < end) at++;
    ends[i] = at;
  }
  return { starts, ends };
}
