import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { seededRandom, shuffledIndices } from '@kaizenml/ml/math';
import { sharedData } from '../../test/shared-data.ts';
import { type LaidOut, tableFolder } from './lay-out.ts';
import { type Shape, writeRows, writeShape } from './rows-on-disk.ts';

/** A table that someone really had. */
export interface RealTable {
  readonly name: string;
  readonly kind: Shape['kind'];
  /** Where it lies, or undefined. */
  readonly path: string | undefined;
  /** Its rows, text for categories, the target last. */
  sql(path: string): string;
}

const flights = fileURLToPath(
  new URL('../../node_modules/vega-datasets/data/flights-3m.parquet', import.meta.url),
);
const FLIGHT_COLUMNS = `distance, origin, destination, hour(date) + minute(date) / 60 as time,
  isodow(date) as weekday, dayofyear(date) as day`;
const flightsPath = existsSync(flights) ? flights : undefined;

export const REAL_TABLES: readonly RealTable[] = [
  {
    name: 'flights, late by 15 minutes',
    kind: 'classes',
    path: flightsPath,
    sql: (path) => `select ${FLIGHT_COLUMNS}, delay > 15 from '${path}'`,
  },
  {
    name: 'flights, minutes of delay',
    kind: 'numbers',
    path: flightsPath,
    sql: (path) => `select ${FLIGHT_COLUMNS}, delay from '${path}'`,
  },
  {
    name: 'Adult',
    kind: 'classes',
    path: sharedData('adult/adults.parquet'),
    sql: (path) => `select * exclude (class), class like '%>50K%' from '${path}'`,
  },
  {
    name: 'taxi, generous tip',
    kind: 'classes',
    path: sharedData('chicago_taxi/big_tipper_label_data.csv'),
    sql: (path) => `select * exclude (tips, big_tipper), big_tipper from read_csv('${path}')`,
  },
  {
    name: "LightGBM's example",
    kind: 'classes',
    path: sharedData('lightgbm_examples/binary.train'),
    sql: (path) =>
      `select * exclude (column00), column00 from read_csv('${path}', delim = '\t', header = false)`,
  },
];

interface Cells {
  /** Column after column, the target last; categories as codes. */
  readonly columns: readonly Float64Array[];
  readonly levels: readonly number[];
  readonly nRows: number;
}

/** Writes a real table, a fifth of its rows, 200 000 at most, held out. @param maxRows Rows at most. */
export async function layOutReal(
  temp: string,
  { kind, sql }: RealTable,
  path: string,
  maxRows: number,
): Promise<LaidOut & { readonly nRows: number }> {
  const { columns, levels, nRows: n } = await readCells(sql(path), maxRows);
  const order = shuffledIndices(n, seededRandom(7));
  const nTest = Math.min(200_000, Math.floor(n / 5));
  const [nRows, nColumns] = [n - nTest, levels.length];
  const laidOut = tableFolder(temp);
  writeShape(laidOut.folder, { kind, nRows, nTest, nColumns, levels });
  let next = 0;
  const fill = (x: Float64Array): number => {
    const row = order[next++];
    for (let j = 0; j < nColumns; j++) x[j] = columns[j][row];
    return columns[nColumns][row];
  };
  writeRows(laidOut.folder, '-test', { nRows: nTest, nColumns }, fill);
  writeRows(laidOut.folder, '', { nRows, nColumns }, fill);
  return { ...laidOut, nRows };
}

async function readCells(sql: string, maxRows: number): Promise<Cells> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const rows = `(${sql}) limit ${maxRows}`;
  const counted = await connection.runAndReadAll(`select count(*) from (${rows})`);
  const nRows = Number(counted.getColumns()[0][0]);
  const result = await connection.stream(rows);
  const codes = result
    .columnTypes()
    .map((type) => (type.toString() === 'VARCHAR' ? new Map<unknown, number>() : undefined));
  const columns = codes.map(() => new Float64Array(nRows));
  let from = 0;
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) break;
    codes.forEach((known, j) => {
      chunk.getColumnValues(j).forEach((value, i) => {
        columns[j][from + i] =
          value === null ? Number.NaN : known ? codeOf(known, value) : Number(value);
      });
    });
    from += chunk.rowCount;
  }
  connection.closeSync();
  instance.closeSync();
  return { columns, nRows, levels: codes.slice(0, -1).map((known) => known?.size ?? 0) };
}

/** Codes in the order in which levels first occur. */
function codeOf(known: Map<unknown, number>, level: unknown): number {
  const code = known.get(level) ?? known.size;
  known.set(level, code);
  return code;
}
