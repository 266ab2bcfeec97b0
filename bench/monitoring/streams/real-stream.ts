import { readFile } from 'node:fs/promises';
import { sharedData } from '../../../test/shared-data.ts';

/** A stream of rows of numbers, each with a class that is known before the next row comes. */
export interface RealStream {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly number[])[];
  readonly truth: Int32Array;
  /** Rows of a day, on which ages are reckoned. */
  readonly rowsPerDay: number;
}

/** Half hours of the electricity market of New South Wales: does the price rise above its mean of the last day? */
export const readElec2 = () => readStream('elec2', { file: 'elec2/elec.csv', rowsPerDay: 48 });

/** Sums of two of three numbers above a threshold that moves three times, a tenth of the labels wrong; a day has 100 rows. */
export const readSea = () =>
  readStream('sea_stream', { file: 'drift_streams/sea_stream.csv', rowsPerDay: 100 });

async function readStream(
  name: string,
  { file, rowsPerDay }: { readonly file: string; readonly rowsPerDay: number },
): Promise<RealStream> {
  const path = sharedData(file);
  if (path === undefined) throw new Error(`The stream needs "${file}" in KAIZEN_DATA_DIR.`);
  const [header = '', ...lines] = (await readFile(path, 'utf8')).trimEnd().split(/\r?\n/);
  const cells = lines.map((line) => line.split(',').map(Number));
  return {
    ...{ name, rowsPerDay, columns: header.split(',').slice(0, -1) },
    rows: cells.map((row) => row.slice(0, -1)),
    truth: Int32Array.from(cells, (row) => row.at(-1) ?? 0),
  };
}

/** The stream with one more column, which may look at rows up to its own, and at classes before it. */
export function withColumn(
  stream: RealStream,
  name: string,
  valueAt: (row: number, stream: RealStream) => number,
): RealStream {
  const rows = stream.rows.map((row, i) => [...row, valueAt(i, stream)]);
  return { ...stream, columns: [...stream.columns, name], rows };
}

/** A column of a row beside its mean over the latest rows, this one counted. */
export function besideMean(column: string, nLatest: number) {
  return (row: number, { columns, rows }: RealStream): number => {
    const at = columns.indexOf(column);
    const latest = rows.slice(Math.max(0, row + 1 - nLatest), row + 1);
    const mean = latest.reduce((sum, each) => sum + (each[at] ?? 0), 0) / latest.length;
    return (rows[row]?.[at] ?? 0) - mean;
  };
}

/** What a column has changed by since the row before; of the first row 0. */
export function changeOf(column: string) {
  return (row: number, { columns, rows }: RealStream): number => {
    const at = columns.indexOf(column);
    return (rows[row]?.[at] ?? 0) - (rows[Math.max(0, row - 1)]?.[at] ?? 0);
  };
}

/** The class of the row before; of the first row 0. */
export function classBefore(row: number, { truth }: RealStream): number {
  return truth[row - 1] ?? 0;
}
