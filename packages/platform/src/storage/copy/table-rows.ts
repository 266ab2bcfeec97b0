import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';

/** What both databases give for a cell. */
export type Cell = string | number | Uint8Array | null;
export type Row = Readonly<Record<string, Cell>>;

/** A database whose tables are known by name alone. */
export type AnyTables = Kysely<Record<string, Record<string, Cell>>>;

const ROWS_PER_READ = 1000;
/** SQLite takes 32 766 values in a statement, PostgreSQL 65 535. */
const MOST_VALUES = 30_000;

/**
 * Reads a table by its primary key, some rows at a time.
 *
 * Both databases order texts by their bytes, so that both give the same order.
 */
export async function* readRows(
  db: AnyTables,
  table: string,
  key: readonly string[],
): AsyncGenerator<readonly Row[]> {
  const tuple = sql.join(key.map((column) => sql.ref(column)));
  let last: Row | undefined;
  for (;;) {
    let query = db.selectFrom(table).selectAll().limit(ROWS_PER_READ);
    for (const column of key) query = query.orderBy(column);
    if (last !== undefined) {
      const after = Object.values(pick(last, key));
      query = query.where(sql<boolean>`(${tuple}) > (${sql.join(after)})`);
    }
    const rows: readonly Row[] = await query.execute();
    if (rows.length > 0) yield rows;
    if (rows.length < ROWS_PER_READ) return;
    last = rows.at(-1);
  }
}

function pick(row: Row, columns: readonly string[]): Row {
  return Object.fromEntries(columns.map((column) => [column, row[column] ?? null]));
}

/** Adds rows, which all have the same columns. */
export async function insertRows(
  db: AnyTables,
  table: string,
  rows: readonly Row[],
): Promise<void> {
  const nColumns = Object.keys(rows[0] ?? {}).length;
  const size = Math.max(1, Math.floor(MOST_VALUES / nColumns));
  for (let i = 0; i < rows.length; i += size)
    await db
      .insertInto(table)
      .values(rows.slice(i, i + size))
      .execute();
}

/** A hash of rows in the order in which they come: of each, the values of its columns by the names of these. */
export interface RowHash {
  add(rows: readonly Row[]): void;
  /** SHA-256, hexadecimal. */
  digest(): string;
  readonly nRows: number;
}

/** Begins a hash of rows. */
export function createRowHash(): RowHash {
  const hash = createHash('sha256');
  let nRows = 0;
  return {
    add(rows) {
      const columns = Object.keys(rows[0] ?? {}).sort();
      for (const row of rows)
        hash.update(`${JSON.stringify(columns.map((column) => toJson(row[column])))}\n`);
      nRows += rows.length;
    },
    digest: () => hash.digest('hex'),
    get nRows() {
      return nRows;
    },
  };
}

/** Whatever a cell may hold has another text. */
function toJson(cell: Cell | undefined): unknown {
  if (cell instanceof Uint8Array) return { bytes: Buffer.from(cell).toString('base64') };
  if (typeof cell === 'number' && !Number.isFinite(cell)) return { number: String(cell) };
  return cell ?? null;
}
