import { DuckDBInstance } from '@duckdb/node-api';
import {
  type Column,
  collectEvidence,
  encodeText,
  inferKind,
  isMissingMarker,
  isNumericKind,
  makeTable,
  parseDate,
  parseNumber,
  type Table,
} from '@kaizenml/ml/table';

/** How a file differs from a comma-separated one with a header. */
export interface ReadOptions {
  /** Names of the columns of a file without a header. */
  readonly names?: readonly string[];
}

/**
 * A file as a table, kinds inferred: a reader for tests of `ml`, which reads no files.
 *
 * @param path CSV (any delimiter that DuckDB sniffs) or Parquet.
 */
export async function readTable(path: string, { names }: ReadOptions = {}): Promise<Table> {
  const source = path.endsWith('.parquet')
    ? `read_parquet('${path}')`
    : `read_csv('${path}', all_varchar = true, sample_size = -1, header = ${names === undefined})`;
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(`select columns(*)::varchar from ${source}`);
  const columns = reader.getColumns() as (string | null)[][];
  const read = columns.map((values, j) => toColumn(names?.[j] ?? reader.columnNames()[j], values));
  connection.closeSync();
  instance.closeSync();
  return makeTable(read);
}

function toColumn(name: string, raw: readonly (string | null)[]): Column {
  const values = raw.map((text) => (text === null || isMissingMarker(text) ? null : text.trim()));
  const evidence = collectEvidence(name, values);
  const { kind } = inferKind(evidence);
  if (!isNumericKind(kind)) return encodeText(name, kind, values);
  const { dateFormat } = evidence;
  const parse = (text: string): number =>
    kind === 'date' && dateFormat ? parseDate(text, dateFormat) : parseNumber(text);
  const numbers = Float64Array.from(values, (text) => (text === null ? Number.NaN : parse(text)));
  return { name, kind, values: numbers };
}
