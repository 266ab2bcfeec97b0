import type { ColumnKind } from '@kaizenml/contracts';
import { type DuckDBConnection, queryRows, sqlName } from '../../engine/duck-db.ts';
import type { ParquetColumn } from '../../formats/parquet.ts';

/** A column of Parquet files as validation reads it. */
export interface TypedColumn {
  readonly name: string;
  /** SQL of it as it lies there. */
  readonly stored: string;
  readonly holds: 'whole' | 'numbers' | 'dates' | 'texts';
  /** SQL of the value as text, as people write it. */
  readonly text: string;
  /** Whether it holds whole numbers of at most 32 bits. */
  readonly isSmall?: boolean | undefined;
  /** Absent where the values decide. */
  readonly kind?: ColumnKind | undefined;
}

const WHOLE = /^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/;
const SMALL = /^(U?TINYINT|U?SMALLINT|INTEGER)$/;
const NUMBER = /^(FLOAT|DOUBLE|DECIMAL.*)$/;
const DATE = /^(DATE|TIMESTAMP.*)$/;
const NESTED = /^(STRUCT|MAP|UNION)|\[\d*\]$/;

/** Says how the columns of Parquet files are read; those of bytes are not among `columns`. */
export async function typedColumns(
  connection: DuckDBConnection,
  from: string,
  columns: readonly Pick<ParquetColumn, 'name' | 'stored'>[],
): Promise<TypedColumn[]> {
  const described = await queryRows(connection, `describe select * from ${from}`);
  const types = new Map(described.map(([name, type]) => [sqlName(String(name)), String(type)]));
  return columns.map(({ name, stored }) => typedColumn(name, stored, types.get(stored) ?? ''));
}

function typedColumn(name: string, stored: string, type: string): TypedColumn {
  const text = `${stored}::varchar`;
  if (WHOLE.test(type))
    return { name, stored, holds: 'whole', text, isSmall: SMALL.test(type), kind: 'number' };
  if (NUMBER.test(type)) return { name, stored, holds: 'numbers', text, kind: 'number' };
  if (DATE.test(type)) return { name, stored, holds: 'dates', text, kind: 'date' };
  if (type === 'BOOLEAN') return { name, stored, holds: 'texts', text, kind: 'boolean' };
  const isNested = NESTED.test(type);
  return { name, stored, holds: 'texts', text: isNested ? `to_json(${stored})::varchar` : text };
}

/** SQL of numbers and dates as DOUBLE, dates in milliseconds since 1970 UTC; NULL where there is none. */
export function sqlNumberOf({ stored, holds }: TypedColumn): string {
  if (holds === 'dates')
    return `case when isfinite(${stored}) then epoch_ms(${stored})::double end`;
  return holds === 'numbers' ? `nullif(${stored}::double, 'nan'::double)` : `${stored}::double`;
}
