import { existsSync } from 'node:fs';
import { AppError } from '@kaizenml/contracts';
import {
  type DuckDBConnection,
  openDuckDb,
  queryRows,
  sqlText,
} from '../../datasets/engine/duck-db.ts';
import type { LoggedRequest } from '../log.ts';
import type { Direction, RequestChoice, Requests } from '../read-choice.ts';
import { fromTable, type StoredRow } from './from-table.ts';
import type { Layout } from './layout.ts';
import { LAYOUT_KEY } from './write-table.ts';

/** Rows of the first query, and by how much the next ones are larger: who wants few reads few. */
const FIRST_ROWS = 2048;
const GROWTH = 2;
/** Rows become objects on the thread that serves: of so many in some ten milliseconds. */
const MOST_ROWS = 8192;

/** Reads requests of Parquet files; `close` ends the database behind it. */
export interface TableReader {
  /** The requests of a file, in or against their order. @throws HOME_DAMAGED */
  requests(path: string, direction: Direction, choice: RequestChoice): Requests;
  /** Rows of each of these requests that a file has. @throws HOME_DAMAGED */
  countRows(path: string, requestIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  close(): void;
}

/** Opens a reader on a database of its own. */
export async function openTableReader(): Promise<TableReader> {
  const { connection, close } = await openDuckDb();
  return {
    close,
    requests: (path, direction, choice) => readRequests(connection, { path, direction, choice }),
    countRows: (path, requestIds) => {
      const list = requestIds.map(sqlText).join(', ');
      return orDamaged(path, async () => {
        const counts = await queryRows(
          connection,
          `select request_id, max(row_number) from read_parquet(${sqlText(path)}) where request_id in (${list}) group by 1`,
        );
        return new Map(counts.map(([id, nRows]) => [String(id), Number(nRows)]));
      });
    },
  };
}

interface Reading {
  readonly path: string;
  readonly direction: Direction;
  readonly choice: RequestChoice;
}

async function* readRequests(connection: DuckDBConnection, reading: Reading): Requests {
  const { path, direction, choice } = reading;
  const { layout, nRows } = await orDamaged(path, () => openTable(connection, path));
  const from = `read_parquet(${sqlText(path)}, file_row_number = true)`;
  const where = sqlChoice(choice);
  const isForwards = direction === 'forwards';
  let rest: StoredRow[] = [];
  for (let done = 0, size = FIRST_ROWS; done < nRows; ) {
    const until = Math.min(nRows, done + size);
    const [low, high] = isForwards ? [done, until] : [nRows - until, nRows - done];
    const sql = `select * replace (epoch_ms(answered_at)::double as answered_at) from ${from} where file_row_number >= ${low} and file_row_number < ${high}${where}`;
    const rows = await orDamaged(path, () => storedRows(connection, sql));
    const groups = groupRows(isForwards ? [...rest, ...rows] : [...rows, ...rest]);
    // A request may go on in the rows that are read next: its last rows forwards, its first ones backwards.
    rest = [];
    if (until < nRows) {
      if (isForwards) rest = groups.pop() ?? [];
      else if (!isBeginning(groups[0]?.[0])) rest = groups.shift() ?? [];
    }
    const requests: LoggedRequest[] = groups.map((group) => fromTable(layout, group));
    yield* isForwards ? requests : requests.reverse();
    done = until;
    size = Math.min(MOST_ROWS, size * GROWTH);
  }
  if (rest.length > 0) yield fromTable(layout, rest);
}

async function storedRows(connection: DuckDBConnection, sql: string): Promise<StoredRow[]> {
  const rows: StoredRow[] = [];
  const result = await connection.run(sql);
  for await (const some of result.yieldRowObjectJs())
    rows.push(...(some as unknown as readonly StoredRow[]));
  return rows;
}

async function openTable(
  connection: DuckDBConnection,
  path: string,
): Promise<{ readonly layout: Layout; readonly nRows: number }> {
  const [[text] = []] = await queryRows(
    connection,
    `select decode(value) from parquet_kv_metadata(${sqlText(path)}) where decode(key) = ${sqlText(LAYOUT_KEY)}`,
  );
  const [[nRows] = []] = await queryRows(
    connection,
    `select num_rows from parquet_file_metadata(${sqlText(path)})`,
  );
  const layout = JSON.parse(String(text)) as Layout;
  if (layout.format !== 1) throw new TypeError(`format ${layout.format} of columns`);
  return { layout, nRows: Number(nRows) };
}

function sqlChoice({ kinds, fromMs, toMs, requestId }: RequestChoice): string {
  const parts = [`kind in (${kinds.map(sqlText).join(', ')})`];
  if (fromMs !== undefined) parts.push(`epoch_ms(answered_at) >= ${fromMs}`);
  if (toMs !== undefined) parts.push(`epoch_ms(answered_at) < ${toMs}`);
  if (requestId !== undefined) parts.push(`request_id = ${sqlText(requestId)}`);
  return parts.map((part) => ` and ${part}`).join('');
}

/** Rows that belong together: a request begins at its row 1, or 0 when it has none. */
function groupRows(rows: readonly StoredRow[]): StoredRow[][] {
  const groups: StoredRow[][] = [];
  for (const row of rows) {
    const group = groups.at(-1);
    if (group === undefined || isBeginning(row)) groups.push([row]);
    else group.push(row);
  }
  return groups;
}

function isBeginning(row: StoredRow | undefined): boolean {
  return row !== undefined && Number(row.row_number) <= 1;
}

async function orDamaged<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!existsSync(path)) throw cause;
    throw new AppError('HOME_DAMAGED', {
      message: `"${path}" must hold logged predictions, got a file that cannot be read.`,
      hint: 'Put the file back from a backup, or move it out of the folder to read the others.',
      details: { path },
      cause,
    });
  }
}
