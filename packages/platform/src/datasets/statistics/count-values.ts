import type { CellLevels } from '@kaizenml/ml/cells';
import type { CountedNumbers, NotFinite } from '@kaizenml/ml/sketches';
import { isMissingMarker } from '@kaizenml/ml/table';
import type { DuckDBConnection } from '../engine/duck-db.ts';
import { trimBlanks } from '../engine/trim-blanks.ts';
import type { ScanColumn } from './scan-table.ts';

/** Different texts with their rows; missing markers are left out. */
export interface CountedTexts {
  readonly levels: readonly string[];
  readonly counts: ArrayLike<number>;
  /** Rows whose text had blanks around it. */
  readonly nPadded: number;
}

/** Different values of a column above which they are not brought into memory. */
export interface MostValues {
  readonly most: number;
}

/** Numbers of a column with their rows, finite ones increasing; undefined where they are too many. */
export async function countNumberValues(
  connection: DuckDBConnection,
  { value, raw, as }: Pick<ScanColumn, 'value' | 'raw' | 'as'>,
  { from, most }: MostValues & { readonly from: string },
): Promise<{ readonly counted: CountedNumbers; readonly notFinite: NotFinite } | undefined> {
  const counting = countingSql(from, raw ?? value, most);
  const sql = raw === undefined ? counting : `select ${numberOfRaw('v', as)}, n from (${counting})`;
  const finite: number[] = [];
  const rows: number[] = [];
  const notFinite = { nNaN: 0, nPositive: 0, nNegative: 0 };
  for await (const [numbers, counts] of columnChunks<number | null>(connection, sql)) {
    for (let i = 0; i < numbers.length; i++) {
      const [number, count = 0] = [numbers[i] ?? null, counts[i]];
      if (number === null) continue;
      if (Number.isFinite(number)) {
        finite.push(number);
        rows.push(count);
      } else if (Number.isNaN(number)) notFinite.nNaN += count;
      else if (number > 0) notFinite.nPositive += count;
      else notFinite.nNegative += count;
    }
  }
  if (rows.length > most) return undefined;
  return { counted: inOrder(Float64Array.from(finite), rows), notFinite };
}

/** SQL of what lies in a file as DOUBLE; NULL for dates that are none. */
function numberOfRaw(raw: string, as: ScanColumn['as']): string {
  return as === 'date'
    ? `case when isfinite(${raw}) then epoch_ms(${raw})::double end`
    : `${raw}::double`;
}

function countingSql(from: string, value: string, most: number): string {
  return `select ${value} as v, count(*)::double as n from ${from} where v is not null group by v limit ${most + 1}`;
}

/** Increasing values, without -0; rows of equal ones are added up. */
export function inOrder(values: Float64Array, counts: ArrayLike<number>): CountedNumbers {
  const isSorted = values.every((value, i) => i === 0 || (values[i - 1] ?? 0) < value);
  const order = isSorted
    ? undefined
    : Uint32Array.from(values, (_, i) => i).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const increasing = new Float64Array(values.length);
  const rows = new Float64Array(values.length);
  let n = 0;
  for (let k = 0; k < values.length; k++) {
    const i = order === undefined ? k : (order[k] ?? 0);
    const value = (values[i] ?? 0) + 0;
    if (n === 0 || increasing[n - 1] !== value) increasing[n++] = value;
    rows[n - 1] = (rows[n - 1] ?? 0) + (counts[i] ?? 0);
  }
  return { values: increasing.slice(0, n), counts: rows.slice(0, n) };
}

/** Texts of a column with their rows; undefined where they are too many. */
export async function countTextValues(
  connection: DuckDBConnection,
  { value, stored = value, as }: ScanColumn,
  { from, most }: MostValues & { readonly from: string },
): Promise<CountedTexts | undefined> {
  const sql = countingSql(from, stored, most);
  const texts: string[] = [];
  const rows: number[] = [];
  for await (const [values, counts] of columnChunks<unknown>(connection, sql))
    for (let i = 0; i < values.length; i++) {
      texts.push(String(values[i]));
      rows.push(counts[i] ?? 0);
    }
  if (rows.length > most) return undefined;
  if (as === 'inferred') return countLevels({ texts, counts: Float64Array.from(rows) });
  return { levels: texts, counts: rows, nPadded: 0 };
}

/** Texts without the blanks around them and without missing markers, in their order; those that are then equal are one. */
export function countLevels({
  texts,
  counts,
  mayRepeat: isRepeated = false,
}: CellLevels): CountedTexts {
  const levels: string[] = [];
  const rows: number[] = [];
  let [nPadded, mayRepeat] = [0, isRepeated];
  for (let i = 0; i < texts.length; i++) {
    const raw = texts[i] as string;
    const text = trimBlanks(raw);
    const count = counts[i] ?? 0;
    if (text.length < raw.length) {
      mayRepeat = true;
      if (text !== '') nPadded += count;
    }
    if (isMissingMarker(text)) continue;
    levels.push(text);
    rows.push(count);
  }
  return mayRepeat ? { ...addUp(levels, rows), nPadded } : { levels, counts: rows, nPadded };
}

function addUp(
  texts: readonly string[],
  rows: readonly number[],
): Pick<CountedTexts, 'levels' | 'counts'> {
  const countOf = new Map<string, number>();
  for (const [i, text] of texts.entries())
    countOf.set(text, (countOf.get(text) ?? 0) + (rows[i] ?? 0));
  return { levels: [...countOf.keys()], counts: [...countOf.values()] };
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
