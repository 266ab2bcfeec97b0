import type { ColumnKind, ColumnStatistics } from '@kaizenml/contracts';
import { countedNumberColumn, countedTextColumn } from '@kaizenml/ml/sketches';
import { inferKind, isNumericKind, parseDate, parseNumber } from '@kaizenml/ml/table';
import { evidenceOfCounts, keepsDigits } from '../engine/coded-column.ts';
import { type DuckDBConnection, queryRows } from '../engine/duck-db.ts';
import { type CountedTexts, countTextValues, inOrder } from './count-values.ts';
import type { ScanColumn, ScanTable } from './scan-table.ts';

/** Statistics of a column of text from its different values, which are few enough to be brought into memory. All exact. */
export async function countedTextStatistics(
  connection: DuckDBConnection,
  table: ScanTable,
  column: ScanColumn,
): Promise<ColumnStatistics> {
  const { name, as, known } = column;
  const { from, nRows } = table;
  const texts = await countTextValues(connection, from, column);
  const { levels, counts } = texts;
  const decided = as === 'inferred' ? known : as;
  const { kind, dateFormat } =
    decided === undefined
      ? await decideKind(connection, { table, column, texts })
      : { kind: decided, dateFormat: undefined };
  if (!isNumericKind(kind)) {
    const statistics = countedTextColumn({ name, kind, nRows }, levels, counts);
    const nPadded = await countPadded(connection, { table, column, texts });
    return { ...statistics, ...(statistics.text && { text: { ...statistics.text, nPadded } }) };
  }
  const values = levels.map((text, i) => ({
    value: (kind === 'date' ? parseDate(text, dateFormat) : parseNumber(text)) + 0,
    count: counts[i] ?? 0,
  }));
  return countedNumberColumn({ name, kind, nRows }, inOrder(values));
}

async function decideKind(
  connection: DuckDBConnection,
  {
    table: { from, nRows, rowNumber },
    column: { name, value },
    texts: { levels, counts },
  }: { readonly table: ScanTable; readonly column: ScanColumn; readonly texts: CountedTexts },
) {
  const evidence = evidenceOfCounts({ name, nRows, levels, counts });
  const mayCount = evidence.nIntegers === nRows && levels.length === nRows;
  const isMonotonicUnique = mayCount && (await countsUp(connection, from, value, rowNumber));
  const { kind } = inferKind({ ...evidence, isMonotonicUnique });
  const decided: ColumnKind = keepsDigits(kind, { levels }) ? 'id' : kind;
  return { kind: decided, dateFormat: evidence.dateFormat };
}

/** Whether every row is a whole number, one more than the row before. */
export async function countsUp(
  connection: DuckDBConnection,
  from: string,
  text: string,
  rowNumber: string,
): Promise<boolean> {
  const step = `try_cast(${text} as double) - ${rowNumber}`;
  const [[isSame] = []] = await queryRows(
    connection,
    `select min(${step}) = max(${step}) and count(${step}) = count(*) from ${from}`,
  );
  return isSame === true;
}

async function countPadded(
  connection: DuckDBConnection,
  {
    table: { from },
    column: { padded, as, value },
    texts: { levels, counts, nPadded },
  }: { readonly table: ScanTable; readonly column: ScanColumn; readonly texts: CountedTexts },
): Promise<number> {
  if (as !== 'inferred')
    return levels.reduce((sum, text, i) => sum + (text.trim() === text ? 0 : (counts[i] ?? 0)), 0);
  if (padded === undefined) return nPadded;
  const [[count] = []] = await queryRows(
    connection,
    `select count(${padded}) from ${from} where ${value} <> ''`,
  );
  return Number(count);
}
