import type { ColumnKind, ColumnStatistics, DatasetStatistics } from '@kaizenml/contracts';
import { columnStatistics, countedNumberColumn, shownText } from '@kaizenml/ml/sketches';
import { columnFromCodes } from '../engine/coded-column.ts';
import { inBatches } from '../engine/count-columns.ts';
import { type DuckDBConnection, queryRows } from '../engine/duck-db.ts';
import { createTextCoder } from '../engine/text-coder.ts';
import { columnChunks, countNumberValues } from './count-values.ts';
import { countedTextStatistics } from './counted-text-column.ts';
import { countDuplicates } from './duplicate-rows.ts';
import { frequentAndDistinct, type LargePlace } from './hash-buckets.ts';
import { largeNumberColumn } from './large-numbers.ts';
import { largeTextKind, sqlPresent } from './large-text-kind.ts';
import { largeTextColumn } from './large-texts.ts';
import { sampleAssociations } from './sample-associations.ts';
import type { ScanColumn, ScanTable } from './scan-table.ts';

/** How a scan of columns goes about it. */
export interface ColumnScan {
  /** Columns that are wanted; undefined means all. */
  readonly columns: ReadonlySet<string> | undefined;
  /** Up to about so many different values of a column are brought into memory with their counts. */
  readonly countedValues: number;
  /** Up to so many different texts delimited text is read into dictionaries alone. */
  readonly codedValues: number;
  /** Up to so many rows every value is counted by itself inside the database. */
  readonly countedRows: number;
  /** Whether associations of columns are measured. */
  readonly withAssociations: boolean;
  /** Column that they lead to. */
  readonly target: string | undefined;
  /** Ends the scan early. */
  readonly signal: AbortSignal | undefined;
  /** Hears how far the scan is. */
  readonly tell: (column: string, position: number, of: number) => void;
}

/** Statistics of every column of a table inside the database, and of its duplicate rows. */
export async function scanColumns(
  connection: DuckDBConnection,
  table: ScanTable,
  scan: ColumnScan,
): Promise<DatasetStatistics> {
  const { columns, nRows } = table;
  const estimates = await estimateDistinct(connection, table, scan);
  const found: ColumnStatistics[] = [];
  for (const [j, column] of columns.entries()) {
    scan.tell(column.name, j + 1, columns.length);
    scan.signal?.throwIfAborted();
    const isSmall = Math.min(nRows, estimates[j] ?? nRows) <= scan.countedValues;
    found.push(await scanColumn(connection, { table, column, isSmall, scan }));
  }
  return { nRows, ...(await acrossColumns(connection, { table, found, scan })) };
}

/** What all columns of a table say together, and themselves. @param found In the order of the columns. */
export async function acrossColumns(
  connection: DuckDBConnection,
  {
    table,
    found,
    scan,
  }: {
    readonly table: ScanTable;
    readonly found: readonly ColumnStatistics[];
    readonly scan: ColumnScan;
  },
): Promise<Omit<DatasetStatistics, 'nRows'>> {
  const nDuplicateRows =
    scan.columns === undefined ? await countDuplicates(connection, table, found) : null;
  const pairs = scan.withAssociations
    ? await sampleAssociations(connection, table, found, scan.target)
    : {};
  return { nDuplicateRows, columns: found, ...pairs };
}

/** Rows from the start that tell of most columns that their values repeat. */
const SAMPLE_ROWS = 1 << 16;
/** Share of different values in them up to which a column is counted without an estimate. */
const REPEATING = 0.25;

/** About how many different values columns have; 0 of those that surely are few, or that repeat in the first rows. */
async function estimateDistinct(
  connection: DuckDBConnection,
  { from, columns, nRows }: ScanTable,
  { countedValues }: ColumnScan,
): Promise<number[]> {
  const estimates = columns.map(() => 0);
  if (nRows <= countedValues) return estimates;
  const estimate = async (places: readonly number[], source: string): Promise<void> => {
    for (const some of inBatches(places)) {
      const list = some.map((j) => `approx_count_distinct(${storedOf(columns[j])})::double`);
      const [row = []] = await queryRows(connection, `select ${list.join(', ')} from ${source}`);
      for (const [k, j] of some.entries()) estimates[j] = Number(row[k]);
    }
  };
  const all = columns.map((_, j) => j);
  if (countedValues >= SAMPLE_ROWS) {
    await estimate(all, `(from ${from} limit ${SAMPLE_ROWS})`);
    for (const j of all) if ((estimates[j] ?? 0) < REPEATING * SAMPLE_ROWS) estimates[j] = 0;
  }
  const open = countedValues >= SAMPLE_ROWS ? all.filter((j) => estimates[j] !== 0) : all;
  await estimate(open, from);
  return estimates;
}

function storedOf(column: ScanColumn | undefined): string {
  return column?.raw ?? column?.stored ?? column?.value ?? 'null';
}

interface ColumnJob {
  readonly table: ScanTable;
  readonly column: ScanColumn;
  readonly scan: ColumnScan;
}

async function scanColumn(
  connection: DuckDBConnection,
  { table, column, isSmall, scan }: ColumnJob & { readonly isSmall: boolean },
): Promise<ColumnStatistics> {
  const { name, value, holds, as } = column;
  const { from, nRows } = table;
  const most = 2 * scan.countedValues;
  if (holds === 'texts') {
    const small = isSmall
      ? await countedTextStatistics(connection, table, { column, most })
      : undefined;
    return small ?? (await scanLargeTexts(connection, { table, column, scan }));
  }
  const kind = as === 'date' ? 'date' : 'number';
  const found = isSmall ? await countNumberValues(connection, column, { from, most }) : undefined;
  return found === undefined
    ? await largeNumberColumn(connection, { ...table, ...scan }, { name, kind, value })
    : countedNumberColumn({ name, kind, nRows }, found.counted, found.notFinite);
}

async function scanLargeTexts(
  connection: DuckDBConnection,
  { table, column, scan }: ColumnJob,
): Promise<ColumnStatistics> {
  const { name, value, as, known, padded } = column;
  const place = { ...table, ...scan };
  const decided = as === 'inferred' ? known : as;
  const text = as === 'inferred' ? sqlPresent(value) : value;
  const source = { ...place, value: text, show: (shown: unknown) => shownText(String(shown)) };
  let counted: ReturnType<typeof frequentAndDistinct> | undefined;
  const frequent = () => {
    counted ??= frequentAndDistinct(connection, source);
    return counted;
  };
  const asText = async (kind: ColumnKind) =>
    await largeTextColumn(connection, place, {
      name,
      kind,
      text,
      padded,
      frequent: await frequent(),
    });
  if (decided !== undefined) return await asText(decided);
  const countDistinct = async () => (await frequent()).distinct.count;
  const found = await largeTextKind(connection, table, column, countDistinct);
  if (found === 'undecided') return await inMemory(connection, table, column);
  const { kind, number, isoDate } = found;
  const sql = kind === 'date' ? isoDate : number;
  return (kind === 'number' || kind === 'date') && sql !== undefined
    ? await largeParsedColumn(connection, place, { name, kind, sql })
    : await asText(kind);
}

/** Texts that are numbers or dates are read once, since many questions are asked of them. */
async function largeParsedColumn(
  connection: DuckDBConnection,
  place: LargePlace,
  {
    name,
    kind,
    sql,
  }: { readonly name: string; readonly kind: 'number' | 'date'; readonly sql: string },
): Promise<ColumnStatistics> {
  await connection.run(`create table parsed as select ${sql} as v from ${place.from}`);
  const parsed = { ...place, from: 'parsed', rowNumber: 'rowid' };
  const statistics = await largeNumberColumn(connection, parsed, { name, kind, value: 'v' });
  await connection.run('drop table parsed');
  return statistics;
}

/** A column whose texts SQL does not read as `ml` does; it alone is brought into memory. */
async function inMemory(
  connection: DuckDBConnection,
  { from }: ScanTable,
  { name, value }: ScanColumn,
): Promise<ColumnStatistics> {
  const coder = createTextCoder(name);
  const sql = `select ${value}, 1::double from ${from}`;
  for await (const [texts] of columnChunks<string | null>(connection, sql))
    for (const text of texts) coder.push(text);
  return columnStatistics(columnFromCodes(coder.finish().coded));
}
