import type { Column } from '@kaizenml/ml/table';
import { type CodedText, columnFromCodes, layOut } from './coded-column.ts';
import { columnDictionary } from './dictionary.ts';
import type { DuckDBConnection } from './duck-db.ts';
import { SOURCE } from './load-source.ts';
import type { SourceColumn } from './source-column.ts';
import { createTextCoder, type TextCoder } from './text-coder.ts';

/** How one column leaves the database. */
export interface ColumnPlan {
  readonly name: string;
  /** SQL over the source: a DOUBLE or an INTEGER without NULL where `sink` is an array, text otherwise. */
  readonly sql: string;
  /** Takes the values row by row. */
  readonly sink: Float64Array | Int32Array | TextCoder;
  /** SQL of the texts of which some may be missing markers, when the values do not tell them. */
  readonly exceptions?: string;
  /** The column, once every value is there. */
  finish(): { readonly column: Column; readonly markers: Iterable<readonly [string, number]> };
}

/** Below this many rows codes are made in JavaScript sooner than three queries are answered. */
const FEWEST_DICTIONARY_ROWS = 20_000;

/**
 * A column whose values are numbers or instants.
 *
 * @param exceptions SQL of text that holds the markers among them; absent when there can be none.
 */
export function planNumbers(
  { name, as }: SourceColumn,
  { sql, nRows, exceptions }: { sql: string; nRows: number; exceptions?: string },
): ColumnPlan {
  const values = new Float64Array(nRows);
  const kind = as === 'date' ? 'date' : 'number';
  return {
    name,
    sql: `coalesce(${sql}, 'nan'::double)`,
    sink: values,
    ...(exceptions === undefined ? {} : { exceptions }),
    finish: () => ({ column: { name, kind, values }, markers: [] }),
  };
}

/** A column that leaves the database as codes of its distinct texts, or as text where they hardly repeat. */
export async function planCodes(
  connection: DuckDBConnection,
  { name, as, known }: SourceColumn,
  { j, nRows }: { readonly j: number; readonly nRows: number },
): Promise<ColumnPlan> {
  const keepsMarkers = as !== 'inferred';
  const give = (coded: CodedText): Column =>
    keepsMarkers ? layOut(coded, as) : columnFromCodes(coded, known);
  const dictionary =
    nRows < FEWEST_DICTIONARY_ROWS
      ? undefined
      : await columnDictionary(connection, { table: SOURCE, j, keepsMarkers });
  if (dictionary === undefined) {
    const coder = createTextCoder(name, { keepsMarkers });
    return {
      name,
      sql: `c${j}`,
      sink: coder,
      finish: () => {
        const { coded, markers } = coder.finish();
        return { column: give(coded), markers };
      },
    };
  }
  const { levels, counts, markers, enumType } = dictionary;
  const codes = new Int32Array(nRows);
  return {
    name,
    sql:
      enumType === undefined
        ? '-1::integer'
        : `coalesce(enum_code(try_cast(c${j} as ${enumType}))::integer, -1)`,
    sink: codes,
    finish: () => ({
      column: give({ name, codes, levels, counts }),
      markers: markers.map(({ marker, count }) => [marker, count] as const),
    }),
  };
}
