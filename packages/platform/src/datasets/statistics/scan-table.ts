import type { ColumnKind, Finding } from '@kaizenml/contracts';
import { type DuckDBConnection, queryRows } from '../engine/duck-db.ts';
import { loadSource, SOURCE } from '../engine/load-source.ts';
import type { SourceColumn } from '../engine/source-column.ts';
import { assertRows, type OpenedCsv } from '../formats/csv.ts';
import type { OpenedParquet } from '../formats/parquet.ts';

/** A column inside the database, ready to be asked about. */
export interface ScanColumn {
  readonly name: string;
  /** SQL of the value: a DOUBLE where `holds` is `numbers`, text otherwise. */
  readonly value: string;
  readonly holds: 'numbers' | 'texts';
  /** SQL to group by: what is stored, before blanks are taken off. Default: `value`. */
  readonly stored?: string;
  /** SQL of a number or a date as it lies in its file, whose different values are fewer words than those of `value`. */
  readonly raw?: string;
  /** SQL that is equal where values are, faster than `value`. */
  readonly comparable?: string;
  /** SQL that is true where a text has blanks around it; absent where `stored` tells or none has. */
  readonly padded?: string;
  /** The kind, or `inferred` where the values decide. */
  readonly as: ColumnKind | 'inferred';
  /** Kind that text as people write it is to have. */
  readonly known?: SourceColumn['known'];
}

/** A table inside the database; its rows stay there. */
export interface ScanTable {
  /** Name of the table or view. */
  readonly from: string;
  readonly nRows: number;
  readonly columns: readonly ScanColumn[];
  /** SQL of the number of a row, in the order of the file. */
  readonly rowNumber: string;
  readonly findings: readonly Finding[];
}

/** Loads delimited text into the database, numbers as numbers where the first rows are. */
export async function loadCsv(
  connection: DuckDBConnection,
  { from, columns, nRows, untrimmed = [], findings }: OpenedCsv,
  file: string,
): Promise<ScanTable> {
  const padded = columns.flatMap(({ sql }, j): SourceColumn[] =>
    untrimmed[j] === undefined
      ? []
      : [{ name: '', sql: `case when ${untrimmed[j]} <> ${sql} then true end`, as: 'boolean' }],
  );
  const loaded = await loadSource(connection, { from, columns: [...columns, ...padded] });
  assertRows(file, nRows, loaded.nRows);
  return {
    from: SOURCE,
    nRows,
    rowNumber: 'rowid',
    findings,
    columns: columns.map(({ name, as, known }, j) => ({
      name,
      as: loaded.isNumbers(j) ? 'number' : as,
      known,
      holds: loaded.isNumbers(j) ? 'numbers' : 'texts',
      value: loaded.isNumbers(j) ? `d${j}` : `c${j}`,
      ...(padded.length > 0 && { padded: `c${columns.length + j}` }),
    })),
  };
}

/** Makes a Parquet file a view; nothing is loaded. Numbers that are not finite stay what they are. */
export async function viewParquet(
  connection: DuckDBConnection,
  {
    from,
    columns,
    findings,
  }: Pick<OpenedParquet, 'from' | 'findings'> & {
    readonly columns: readonly (SourceColumn & {
      readonly stored: string;
      readonly isText: boolean;
    })[];
  },
): Promise<ScanTable> {
  const list = columns.flatMap(({ sql, stored, as }, j) => [
    `${as === 'number' ? `${stored}::double` : sql} as c${j}`,
    `${stored} as s${j}`,
  ]);
  const source = from.replace(/\)$/, ', file_row_number = true)');
  await connection.run(
    `create view ${SOURCE} as select ${[...list, 'file_row_number as i'].join(', ')} from ${source}`,
  );
  const [[nRows] = []] = await queryRows(connection, `select count(*) from ${SOURCE}`);
  return {
    from: SOURCE,
    nRows: Number(nRows),
    rowNumber: 'i',
    findings,
    columns: columns.map(({ name, as, known, isText }, j) => {
      const isNumbers = as === 'number' || as === 'date';
      return {
        name,
        as,
        known,
        value: `c${j}`,
        holds: isNumbers ? 'numbers' : 'texts',
        ...(isNumbers && !isText && { raw: `s${j}` }),
        ...(as === 'inferred' && { stored: `s${j}` }),
        ...(!isText && !isNumbers && { comparable: `s${j}` }),
      };
    }),
  };
}
