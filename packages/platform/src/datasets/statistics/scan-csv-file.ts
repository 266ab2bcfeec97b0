import { join } from 'node:path';
import type { DatasetStatistics } from '@kaizenml/contracts';
import { type DuckDBConnection, withDuckDb } from '../engine/duck-db.ts';
import { SOURCE } from '../engine/load-source.ts';
import { type OpenedCsv, openCsv, readCsv } from '../formats/csv.ts';
import type { ReadContext } from '../formats/read-context.ts';
import type { TextFile } from '../formats/text-file.ts';
import { ofColumns } from './of-columns.ts';
import { type ScannedCells, scanCells } from './scan-cells.ts';
import { acrossColumns, type ColumnScan, scanColumns } from './scan-columns.ts';
import { loadCsv } from './scan-table.ts';
import { engineOptions, type ScannedFile, scanInMemory } from './scanned-file.ts';

/** From so many columns on the blocks of the database, at least one per column, crowd its memory. */
const WIDE = 1000;
/** Cells of a wide table that is read into memory instead. */
const CELLS_IN_MEMORY = 5_000_000;

/** Statistics of delimited text: from its cells where it is regular, and from the database what these do not tell. */
export async function scanCsvFile(
  text: TextFile,
  context: ReadContext,
  scan: ColumnScan,
): Promise<ScannedFile> {
  const cells = await scanCells(text, context, scan);
  if (cells !== undefined && leftOver(cells).length === 0 && isAll(cells, scan))
    return fromCells(cells);
  const opened = ofColumns(await openCsv(text, context), scan);
  const isWide = opened.columns.length > WIDE;
  if (isWide && opened.columns.length * opened.nRows <= CELLS_IN_MEMORY)
    return scanInMemory(await readCsv(text, context), scan);
  return await withDuckDb(
    async (connection) => {
      const statistics =
        cells === undefined
          ? await scanColumns(connection, await loadCsv(connection, opened, text.name), scan)
          : await completeCells(connection, { cells, opened, file: text.name, scan });
      return { statistics, findings: opened.findings };
    },
    { ...engineOptions(context), databasePath: join(context.workPath, 'rows.db') },
  );
}

function leftOver({ names, columns }: ScannedCells): readonly string[] {
  return names.filter((name) => !columns.has(name));
}

/** Whether the cells have told what all columns say together. */
function isAll({ nDuplicateRows, associations }: ScannedCells, scan: ColumnScan): boolean {
  return (
    (scan.columns !== undefined || nDuplicateRows !== undefined) &&
    (!scan.withAssociations || associations !== undefined)
  );
}

function fromCells(cells: ScannedCells): ScannedFile {
  const { nRows, names, columns, nDuplicateRows = null, findings, associations } = cells;
  const found = names.flatMap((name) => columns.get(name) ?? []);
  return { statistics: { nRows, nDuplicateRows, columns: found, ...associations }, findings };
}

/** Asks the database about the columns that the cells left over; of the others it is loaded only where it must compare rows. */
async function completeCells(
  connection: DuckDBConnection,
  {
    cells,
    opened,
    file,
    scan,
  }: {
    readonly cells: ScannedCells;
    readonly opened: OpenedCsv;
    readonly file: string;
    readonly scan: ColumnScan;
  },
): Promise<DatasetStatistics> {
  const left = new Set(leftOver(cells));
  const columns = new Map(cells.columns);
  if (left.size > 0) {
    const alone = { ...scan, columns: left, withAssociations: false };
    const table = await loadCsv(connection, ofColumns(opened, alone), file);
    const found = await scanColumns(connection, table, alone);
    for (const column of found.columns) columns.set(column.name, column);
    await connection.run(`drop table ${SOURCE}`);
  }
  const { nRows } = cells;
  const isUnique = [...columns.values()].some(
    ({ distinct: { isExact, count } }) => isExact && count === nRows,
  );
  const nDuplicateRows = isUnique ? 0 : cells.nDuplicateRows;
  const known: ScannedCells = { ...cells, columns, nDuplicateRows };
  if (isAll(known, scan)) return fromCells(known).statistics;
  const table = await loadCsv(connection, opened, file);
  const found = cells.names.flatMap((name) => columns.get(name) ?? []);
  const across = await acrossColumns(connection, { table, found, scan });
  return { nRows, ...across };
}
