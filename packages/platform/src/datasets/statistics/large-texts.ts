import type { ColumnKind, ColumnStatistics, TextStatistics } from '@kaizenml/contracts';
import { type DuckDBConnection, queryRows } from '../engine/duck-db.ts';
import { sqlNumber } from '../engine/sql-number.ts';
import type { LargePlace } from './hash-buckets.ts';

/** Statistics of a column of very many different texts, which stay in the database. */
export async function largeTextColumn(
  connection: DuckDBConnection,
  place: LargePlace,
  column: {
    readonly name: string;
    readonly kind: ColumnKind;
    /** SQL of the text, NULL where it is missing. */
    readonly text: string;
    readonly padded?: string | undefined;
    readonly frequent: Pick<ColumnStatistics, 'distinct' | 'top'>;
  },
): Promise<ColumnStatistics> {
  const { from, nRows } = place;
  const { name, kind, text, padded, frequent } = column;
  const number = `case when t < ':' then ${sqlNumber('t')} end`;
  const [row = []] = await queryRows(
    connection,
    `select count(t), min(length(t)), max(length(t)), avg(length(t)), count(${padded === undefined ? 'null' : 'p'}),
       count(case when contains(t, chr(65533)) then 1 end), count(x), count(case when x = trunc(x) then 1 end)
     from (select t, p, ${number} as x from (select ${text} as t, ${padded ?? 'null'} as p from ${from}) where t is not null)`,
  );
  const [nPresent = 0, minLength = 0, maxLength = 0, meanLength = 0, nPadded = 0, ...rest] =
    row.map(Number);
  const [nInvalidUtf8 = 0, nNumeric = 0, nInteger = 0] = rest;
  const figures: TextStatistics = {
    minLength,
    maxLength,
    meanLength,
    nPadded,
    nInvalidUtf8,
    nNumeric,
    nInteger,
  };
  return {
    name,
    kind,
    nRows,
    nMissing: nRows - nPresent,
    ...frequent,
    ...(nPresent > 0 && { text: figures }),
  };
}
