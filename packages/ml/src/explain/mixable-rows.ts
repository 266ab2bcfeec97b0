import { type Features, isSparse, type Matrix, type SparseMatrix, zeros } from '../math/index.ts';
import { getColumns, type Table, takeColumnRows } from '../table/index.ts';
import type { NamedBlock } from './permutation-importance.ts';

/** Rows as one part of a model reads them, where every input is prepared on its own. */
export interface PreparedRows {
  readonly x: Features;
  /** The columns of each input, in ascending order: `blocksOf(graph)`. */
  readonly blocks: readonly NamedBlock[];
}

/** Rows of a part that makes columns of several inputs together: they can be mixed before they are prepared only. */
export interface UnpreparedRows {
  readonly table: Table;
  /** Columns that the part reads. */
  readonly inputs: readonly string[];
  prepare(table: Table): Features;
}

/** Rows in one matrix whose cells may be mixed, shuffled or replaced, as long as that is done with whole inputs. */
export interface MixableRows {
  readonly x: Matrix;
  /** The columns of each input. */
  readonly blocks: readonly NamedBlock[];
  /** Cells per row of the table that parts prepare each time. */
  readonly nPrepared: number;
  /** The rows that such a matrix stands for, as every part reads them. @cost O(entries), and preparing the unprepared. */
  rowsOf(x: Matrix): readonly Features[];
}

/**
 * Rows that parts of a model read, each in its way, as one dense matrix.
 *
 * Of a single part with dense rows that is prepared it is that matrix. Else cell (i, j) is the row that input j is taken
 * from: i, everywhere.
 */
export function mixableRows(parts: readonly (PreparedRows | UnpreparedRows)[]): MixableRows {
  const [first] = parts;
  if (parts.length === 1 && 'x' in first && !isSparse(first.x))
    return { x: first.x, blocks: first.blocks, nPrepared: 0, rowsOf: (mixed) => [mixed] };
  const inputs = [...new Set(parts.flatMap(inputsOf))];
  const nRows = 'x' in first ? first.x.nRows : first.table.nRows;
  const picks = zeros(nRows, inputs.length);
  for (let i = 0; i < nRows; i++) picks.values.fill(i, i * inputs.length, (i + 1) * inputs.length);
  const places = new Map(inputs.map((name, at) => [name, at]));
  const takes = parts.map((part) => {
    if ('table' in part) return tablePicker(part, places);
    const owners = part.blocks.map((block) => ({ ...block, pick: places.get(block.input) ?? -1 }));
    return isSparse(part.x) ? sparsePicker(part.x, owners) : densePicker(part.x, owners);
  });
  return {
    x: picks,
    blocks: inputs.map((input, j) => ({ input, start: j, end: j + 1 })),
    nPrepared: parts.reduce((n, part) => n + ('table' in part ? part.inputs.length : 0), 0),
    rowsOf: (mixed) => takes.map((take) => take(mixed)),
  };
}

function inputsOf(part: PreparedRows | UnpreparedRows): readonly string[] {
  if ('table' in part) return part.inputs;
  return part.blocks.filter(({ start, end }) => end > start).map(({ input }) => input);
}

function tablePicker(
  { table, inputs, prepare }: UnpreparedRows,
  places: ReadonlyMap<string, number>,
): (picks: Matrix) => Features {
  const read = getColumns(table, inputs).map((column) => ({
    column,
    pick: places.get(column.name) ?? -1,
  }));
  return ({ nRows, nColumns: k, values: picks }) => {
    const columns = read.map(({ column, pick }) =>
      takeColumnRows(
        column,
        Int32Array.from({ length: nRows }, (_, i) => picks[i * k + pick]),
      ),
    );
    return prepare({ nRows, columns });
  };
}

/** The columns of an input, and the cell that says which row they come from. */
interface OwnedBlock extends NamedBlock {
  readonly pick: number;
}

function densePicker(source: Matrix, blocks: readonly OwnedBlock[]): (picks: Matrix) => Matrix {
  const p = source.nColumns;
  return ({ nRows, nColumns: k, values: picks }) => {
    const values = new Float64Array(nRows * p);
    for (let i = 0; i < nRows; i++) {
      for (const { start, end, pick } of blocks) {
        const from = picks[i * k + pick] * p;
        for (let j = start; j < end; j++) values[i * p + j] = source.values[from + j];
      }
    }
    return { ...source, nRows, values };
  };
}

function sparsePicker(
  source: SparseMatrix,
  blocks: readonly OwnedBlock[],
): (picks: Matrix) => SparseMatrix {
  const places = blocks.map(({ start, end, pick }) => ({ pick, ...placesOf(source, start, end) }));
  return ({ nRows, nColumns: k, values: picks }) => {
    const offsets = new Int32Array(nRows + 1);
    for (let i = 0; i < nRows; i++) {
      let n = 0;
      for (const { starts, ends, pick } of places) {
        const row = picks[i * k + pick];
        n += ends[row] - starts[row];
      }
      offsets[i + 1] = offsets[i] + n;
    }
    const columns = new Int32Array(offsets[nRows]);
    const values = new Float64Array(offsets[nRows]);
    for (let i = 0, to = 0; i < nRows; i++) {
      for (const { starts, ends, pick } of places) {
        const row = picks[i * k + pick];
        const [from, end] = [starts[row], ends[row]];
        columns.set(source.columns.subarray(from, end), to);
        values.set(source.values.subarray(from, end), to);
        to += end - from;
      }
    }
    return { nRows, nColumns: source.nColumns, offsets, columns, values };
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
