import type { Signature } from '@kaizenml/contracts';
import type { DateFormat, Table } from '@kaizenml/ml/table';
import { conformColumn, type PieceRows } from '../datasets/index.ts';

/** Rows as a model reads them. */
export interface ConformedPiece {
  /** The columns of the signature, all rows; what could not be read is missing there. */
  readonly table: Table;
  /** Why a row cannot be answered, by its place. */
  readonly problems: ReadonlyMap<number, readonly string[]>;
}

/**
 * Brings the columns of a piece into the order and kinds of a signature, each cell by itself as `conformTable` does a column: text
 * is trimmed, marks of missing values are missing, a text that the field cannot hold is a problem of its row.
 *
 * @cost O(rows + different texts) per column.
 */
export function conformPiece(
  { inputs }: Signature,
  { nRows, columns, broken }: PieceRows,
  dateFormats: Readonly<Record<string, DateFormat>>,
): ConformedPiece {
  const problems = new Map([...broken].map(([row, reason]) => [row, [reason]]));
  const add = (row: number, reason: string): void => {
    if (broken.has(row)) return;
    const reasons = problems.get(row);
    if (reasons === undefined) problems.set(row, [reason]);
    else reasons.push(reason);
  };
  const conformed = inputs.map((field) => {
    const { name, kind } = field;
    return conformColumn(field, columns.get(name), {
      nRows,
      format: dateFormats[name],
      unreadable: (row, text) =>
        add(row, `Column "${name}" must be a ${kind}, got ${JSON.stringify(text)}.`),
    });
  });
  return { table: { nRows, columns: conformed }, problems };
}
