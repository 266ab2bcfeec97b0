import type { CountedNumbers, NotFinite } from '@kaizenml/ml/sketches';
import { isMissingMarker } from '@kaizenml/ml/table';
import type { DuckDBConnection } from '../engine/duck-db.ts';
import type { ScanColumn } from './scan-table.ts';

/** Different texts with their rows; missing markers are left out. */
export interface CountedTexts {
  readonly levels: readonly string[];
  readonly counts: readonly number[];
  /** Rows whose text had blanks around it. */
  readonly nPadded: number;
}

const BLANKS_AROUND = /^[ \t\n\r\v\f\u00a0\ufeff]+|[ \t\n\r\v\f\u00a0\ufeff]+$/g;

/** Numbers of a column with their rows, finite ones increasing. */
export async function countNumberValues(
  connection: DuckDBConnection,
  from: string,
  value: string,
): Promise<{ readonly counted: CountedNumbers; readonly notFinite: NotFinite }> {
  const sql = `select ${value} as v, count(*)::double from ${from} where v is not null group by v`;
  const rows: { value: number; count: number }[] = [];
  const notFinite = { nNaN: 0, nPositive: 0, nNegative: 0 };
  for await (const [numbers, counts] of columnChunks<number>(connection, sql)) {
    for (let i = 0; i < numbers.length; i++) {
      const [number = 0, count = 0] = [numbers[i], counts[i]];
      if (Number.isFinite(number)) rows.push({ value: number + 0, count });
      else if (Number.isNaN(number)) notFinite.nNaN += count;
      else if (number > 0) notFinite.nPositive += count;
      else notFinite.nNegative += count;
    }
  }
  return { counted: inOrder(rows), notFinite };
}

/** Increasing values; rows of equal ones are added up. */
export function inOrder(
  rows: readonly { readonly value: number; readonly count: number }[],
): CountedNumbers {
  const sorted = [...rows].sort((a, b) => a.value - b.value);
  const values = new Float64Array(sorted.length);
  const counts = new Float64Array(sorted.length);
  let n = 0;
  for (const { value, count } of sorted) {
    if (n === 0 || values[n - 1] !== value) values[n++] = value;
    counts[n - 1] = (counts[n - 1] ?? 0) + count;
  }
  return { values: values.slice(0, n), counts: counts.slice(0, n) };
}

/** Texts of a column with their rows. */
export async function countTextValues(
  connection: DuckDBConnection,
  from: string,
  { value, stored = value, as }: ScanColumn,
): Promise<CountedTexts> {
  const sql = `select ${stored} as v, count(*)::double from ${from} where v is not null group by v`;
  const isAsWritten = as === 'inferred';
  const countOf = new Map<string, number>();
  let nPadded = 0;
  for await (const [values, counts] of columnChunks<unknown>(connection, sql)) {
    for (let i = 0; i < values.length; i++) {
      const raw = String(values[i]);
      const text = isAsWritten ? raw.replace(BLANKS_AROUND, '') : raw;
      if (isAsWritten && isMissingMarker(text)) continue;
      const count = counts[i] ?? 0;
      if (text.length < raw.length) nPadded += count;
      countOf.set(text, (countOf.get(text) ?? 0) + count);
    }
  }
  return { levels: [...countOf.keys()], counts: [...countOf.values()], nPadded };
}

/** Values and counts of a query of two columns, chunk by chunk. */
export async function* columnChunks<Value>(
  connection: DuckDBConnection,
  sql: string,
): AsyncGenerator<readonly [readonly Value[], readonly number[]]> {
  const result = await connection.stream(sql);
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return;
    yield [chunk.getColumnValues(0) as Value[], chunk.getColumnValues(1) as number[]];
  }
}
