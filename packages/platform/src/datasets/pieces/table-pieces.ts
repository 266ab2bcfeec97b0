import type { DateFormat, Table } from '@kaizenml/ml/table';
import { isNumeric } from '@kaizenml/ml/table';
import type { PlacedPiece, RawColumn, WantedColumns } from './piece.ts';

/** Rows of a piece. */
const PIECE_ROWS = 1 << 16;
const NO_FORMATS: Readonly<Record<string, DateFormat>> = {};

/** A table that is in memory, in pieces: what can only be read as a whole. */
export async function* tablePieces(
  { table, sizeBytes }: { readonly table: Table; readonly sizeBytes: number },
  from: number,
  { wanted }: WantedColumns,
): AsyncGenerator<PlacedPiece> {
  const columns = table.columns.filter(({ name }) => wanted.has(name));
  for (let at = from; at < table.nRows; at += PIECE_ROWS) {
    const next = Math.min(at + PIECE_ROWS, table.nRows);
    const raw = columns.map((column): readonly [string, RawColumn] => [
      column.name,
      isNumeric(column)
        ? { layout: 'numbers', values: column.values.slice(at, next) }
        : { layout: 'texts', codes: column.codes.slice(at, next), levels: column.levels },
    ]);
    const piece = {
      kind: 'columns',
      nRows: next - at,
      columns: raw,
      dateFormats: NO_FORMATS,
    } as const;
    yield await Promise.resolve({
      piece,
      next,
      doneBytes: (sizeBytes * next) / table.nRows,
    });
  }
}
