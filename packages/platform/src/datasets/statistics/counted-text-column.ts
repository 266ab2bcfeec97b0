import { type ColumnKind, type ColumnStatistics, invariant } from '@kaizenml/contracts';
import { countedNumberColumn, countedTextColumn } from '@kaizenml/ml/sketches';
import {
  type ColumnEvidence,
  inferKind,
  isNumericKind,
  parseDate,
  parseNumber,
} from '@kaizenml/ml/table';
import { evidenceOfCounts, keepsDigits } from '../engine/coded-column.ts';
import { type DuckDBConnection, queryRows } from '../engine/duck-db.ts';
import { type CountedTexts, countTextValues, inOrder, type MostValues } from './count-values.ts';
import type { ScanColumn, ScanTable } from './scan-table.ts';

/** A column of text whose different values are in memory. */
export interface TextColumn {
  readonly name: string;
  readonly nRows: number;
  /** Its kind where the values do not decide. */
  readonly kind?: ColumnKind | undefined;
}

/** Statistics of a column of text inside the database, all exact; undefined where its different values are too many to be brought into memory. */
export async function countedTextStatistics(
  connection: DuckDBConnection,
  { from, nRows, rowNumber }: ScanTable,
  { column, most }: MostValues & { readonly column: ScanColumn },
): Promise<ColumnStatistics | undefined> {
  const { name, as, known, value } = column;
  const texts = await countTextValues(connection, column, { from, most });
  if (texts === undefined) return undefined;
  const decided = as === 'inferred' ? known : as;
  const evidence = decided === undefined ? evidenceOf({ name, nRows }, texts) : undefined;
  const mayCount = evidence?.nIntegers === nRows && texts.levels.length === nRows;
  const isMonotonicUnique = mayCount && (await countsUp(connection, from, value, rowNumber));
  const nPadded = await countPadded(connection, from, column, texts);
  return statisticsOfTexts(
    { name, nRows, kind: decided },
    { ...texts, nPadded },
    evidence && { ...evidence, isMonotonicUnique },
  );
}

/** What the different values of a column say of its kind; `isMonotonicUnique` only where they come in the order of the rows. */
export function evidenceOf(
  { name, nRows }: TextColumn,
  { levels, counts }: CountedTexts,
): ColumnEvidence {
  return evidenceOfCounts({ name, nRows, levels, counts });
}

/** Statistics of a column of text from its different values. All exact. */
export function statisticsOfTexts(
  { name, nRows, kind: known }: TextColumn,
  { levels, counts, nPadded }: CountedTexts,
  evidence?: ColumnEvidence,
): ColumnStatistics {
  const kind = known ?? kindOf(evidence, levels);
  if (!isNumericKind(kind)) {
    const statistics = countedTextColumn({ name, kind, nRows }, levels, counts);
    return { ...statistics, ...(statistics.text && { text: { ...statistics.text, nPadded } }) };
  }
  const format = evidence?.dateFormat;
  const values = Float64Array.from(levels, (text) =>
    kind === 'date' ? parseDate(text, format) : parseNumber(text),
  );
  return countedNumberColumn({ name, kind, nRows }, inOrder(values, counts));
}

function kindOf(evidence: ColumnEvidence | undefined, levels: readonly string[]): ColumnKind {
  invariant(evidence !== undefined, 'a column of no known kind has evidence');
  const { kind } = inferKind(evidence);
  return keepsDigits(kind, { levels }) ? 'id' : kind;
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
  from: string,
  { padded, as, value }: ScanColumn,
  { levels, counts, nPadded }: CountedTexts,
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
