import { AppError, type ColumnKind, didYouMean } from '@kaizenml/contracts';
import { type DuckDBConnection, sqlText } from '../engine/duck-db.ts';
import type { DatasetColumn } from '../store.ts';
import { sqlFrom, type TableFiles } from '../versions/table-files.ts';

/** What one of the two tables is called, and of what size it is. */
export interface SideSummary {
  /** What it is called in the answer. */
  readonly label: string;
  readonly columns: readonly DatasetColumn[];
  readonly nRows: number;
}

/** One of the two tables that are compared. */
export interface DiffSide extends TableFiles, SideSummary {}

/** A column of both tables; it is `c<position>` in the tables `a` and `b` of the database. */
export interface SharedColumn {
  readonly name: string;
  readonly before: ColumnKind;
  readonly after: ColumnKind;
}

/**
 * The tables that are compared, in the database as `a` and `b`: the columns that both have, in the order of the first.
 *
 * They hold all rows, or leave out pairs of rows that are equal; `all_a` and `all_b` hold all rows.
 */
export interface LoadedSides {
  readonly before: SideSummary;
  readonly after: SideSummary;
  readonly shared: readonly SharedColumn[];
  /** Whether pairs of equal rows are left out. */
  readonly isPaired: boolean;
}

/** Brings the columns that both tables have into the database, in types that can be compared. */
export async function loadSides(
  connection: DuckDBConnection,
  { before, after }: { readonly before: DiffSide; readonly after: DiffSide },
): Promise<LoadedSides> {
  const places = new Map(after.columns.map(({ name }, j) => [name, j]));
  const pairs = before.columns.flatMap(({ name, kind }, i) => {
    const j = places.get(name);
    const other = j === undefined ? undefined : after.columns[j];
    return j === undefined || other === undefined ? [] : [{ name, i, j, kind, other: other.kind }];
  });
  const types = [await typesOf(connection, before), await typesOf(connection, after)] as const;
  const lists = pairs.map(({ i, j, kind, other }, k) => {
    const [x, y] = comparable(
      { sql: `c${i}`, kind, type: types[0][i] ?? '' },
      { sql: `c${j}`, kind: other, type: types[1][j] ?? '' },
    );
    return [`${x} as c${k}`, `${y} as c${k}`] as const;
  });
  const [first, second] = [lists.map(([x]) => x), lists.map(([, y]) => y)];
  await connection.run(
    `create table a as select ${first.join(', ') || '1 as none'} from ${sqlFrom(before)}`,
  );
  await connection.run(
    `create table b as select ${second.join(', ') || '1 as none'} from ${sqlFrom(after)}`,
  );
  await connection.run('create view all_a as from a');
  await connection.run('create view all_b as from b');
  const shared = pairs.map(({ name, kind, other }) => ({ name, before: kind, after: other }));
  return { before, after, shared, isPaired: false };
}

interface Typed {
  readonly sql: string;
  readonly kind: ColumnKind;
  readonly type: string;
}

/** The same type on both sides: as it is stored, else instants, else text. */
function comparable(x: Typed, y: Typed): readonly [string, string] {
  if (x.type === y.type) return [x.sql, y.sql];
  if (x.kind === 'date' && y.kind === 'date')
    return [`try_cast(${x.sql} as timestamp)`, `try_cast(${y.sql} as timestamp)`];
  return [asText(x), asText(y)];
}

function asText({ sql, type }: Typed): string {
  return type === 'DOUBLE' ? `regexp_replace(${sql}::varchar, '\\.0$', '')` : `${sql}::varchar`;
}

async function typesOf(connection: DuckDBConnection, side: DiffSide): Promise<readonly string[]> {
  const reader = await connection.runAndReadAll(`describe select * from ${sqlFrom(side)}`);
  return reader.getRowsJS().map((row) => String(row[1]));
}

/**
 * The positions of columns that are to tell rows apart.
 *
 * @throws COLUMN_UNKNOWN
 */
export function positionsOf(names: readonly string[], shared: readonly SharedColumn[]): number[] {
  return names.map((name) => {
    const found = shared.findIndex((column) => column.name === name);
    if (found >= 0) return found;
    const known = shared.map((column) => column.name);
    throw new AppError('COLUMN_UNKNOWN', {
      message: `Column ${sqlText(name).replaceAll("'", '"')} of the key must be in both tables, got none of this name.`,
      hint: didYouMean(name, known) ?? 'See the columns of both with `kaizen datasets show`.',
      details: { column: name, known: known.slice(0, 20) },
    });
  });
}
