import type { ColumnKind } from '@kaizenml/contracts';
import {
  type ColumnEvidence,
  DATE_FORMATS,
  inferKind,
  parseDate,
  parseNumber,
} from '@kaizenml/ml/table';
import { countColumns } from '../engine/count-columns.ts';
import { type DuckDBConnection, queryRows } from '../engine/duck-db.ts';
import { sqlIsMarker } from '../engine/sql-number.ts';
import { countsUp } from './counted-text-column.ts';
import type { ScanColumn, ScanTable } from './scan-table.ts';

/** Rows from the start that settle what most columns of text are not. */
const SAMPLE_ROWS = 2048;
/** Beyond this length on average a text may be prose, and its words are counted. */
const PROSE_LENGTH = 20;

/** What a column of very many different texts is. `undecided` are dates in an order that SQL does not read. */
export type LargeKind =
  | { readonly kind: ColumnKind; readonly number?: string; readonly isoDate?: string }
  | 'undecided';

/** SQL of a text as people write it, NULL where it is a missing marker. */
export function sqlPresent(text: string): string {
  return `(case when ${text} <> '' and not ${sqlIsMarker(text)} then ${text} end)`;
}

/**
 * Decides on the kind of a column of very many different texts, as `inferKind` does, without bringing them into memory.
 *
 * @param countDistinct How many different ones there are; asked for where it decides.
 */
export async function largeTextKind(
  connection: DuckDBConnection,
  { from, nRows, rowNumber }: ScanTable,
  { name, value }: ScanColumn,
  countDistinct: () => Promise<number>,
): Promise<LargeKind> {
  const sampled = await sampleTexts(connection, from, value);
  const mayBeNumbers = sampled.every((text) => !Number.isNaN(parseNumber(text)));
  const [counts] = mayBeNumbers
    ? await countColumns(connection, `(select ${value} as c0 from ${from})`, [0])
    : [];
  const nPresent = counts?.nPresent ?? (await countPresent(connection, from, value));
  if (counts !== undefined && nPresent > 0 && counts.nNumbers === nPresent) {
    const { nNumbers, nIntegers, nLeadingZeros, nBeyondDouble } = counts;
    const nDistinct = nIntegers === nPresent || nLeadingZeros > 0 ? await countDistinct() : 0;
    const isUnique = nDistinct === nRows && nIntegers === nRows;
    const evidence: ColumnEvidence = {
      ...NO_EVIDENCE,
      name,
      nRows,
      nPresent,
      nDistinct,
      nNumbers,
      nIntegers,
      nLeadingZeros,
      isMonotonicUnique: isUnique && (await countsUp(connection, from, value, rowNumber)),
    };
    const { kind } = inferKind(evidence);
    if (kind === 'number' && nBeyondDouble > 0) return 'undecided';
    return { kind, number: `try_cast(${sqlPresent(value)} as double)` };
  }
  const iso = await isoDates(connection, { from, value, nPresent, sampled });
  if (iso !== undefined) return iso;
  const { meanLength, meanWords } = await shapeOf(connection, from, value);
  const nDistinct = await countDistinct();
  const evidence = { ...NO_EVIDENCE, name, nRows, nPresent, nDistinct, meanLength, meanWords };
  return { kind: inferKind(evidence).kind };
}

const NO_EVIDENCE = {
  nNumbers: 0,
  nIntegers: 0,
  nDates: 0,
  nBooleans: 0,
  meanLength: 0,
  meanWords: 1,
  nLeadingZeros: 0,
};

async function sampleTexts(
  connection: DuckDBConnection,
  from: string,
  value: string,
): Promise<string[]> {
  const rows = await queryRows(
    connection,
    `select v from (select ${sqlPresent(value)} as v from ${from} limit ${SAMPLE_ROWS}) where v is not null`,
  );
  return rows.map(([text]) => String(text));
}

/** Lengths of dates and times of ISO 8601, to the minute, second or part of it, with and without Z. */
const ISO_LENGTHS = [10, 16, 19, 20, 23, 24, 26];

/** SQL of an instant in ISO 8601, which the engine reads as `parseDate` does where its signs are in their places. */
function sqlIsoDate(text: string): string {
  const isDay = `${text}[5] = '-' and ${text}[8] = '-'`;
  const hasTime = `(length(${text}) = 10 or ${text}[11] in (' ', 'T'))`;
  return `(case when length(${text}) in (${ISO_LENGTHS.join(', ')}) and ${isDay} and ${hasTime} then epoch_ms(try_cast(${text} as timestamp))::double end)`;
}

/** Dates in ISO 8601, whose SQL agrees with `parseDate`; undecided where another order may fit; undefined where none does. */
async function isoDates(
  connection: DuckDBConnection,
  {
    from,
    value,
    nPresent,
    sampled,
  }: {
    readonly from: string;
    readonly value: string;
    readonly nPresent: number;
    readonly sampled: readonly string[];
  },
): Promise<LargeKind | undefined> {
  const fits = DATE_FORMATS.some((format) =>
    sampled.every((text) => !Number.isNaN(parseDate(text, format))),
  );
  if (!fits || sampled.length === 0) return undefined;
  const date = sqlIsoDate(value);
  const [[nDates] = []] = await queryRows(connection, `select count(${date}) from ${from}`);
  return Number(nDates) === nPresent ? { kind: 'date', isoDate: date } : 'undecided';
}

async function countPresent(
  connection: DuckDBConnection,
  from: string,
  value: string,
): Promise<number> {
  const [[nPresent] = []] = await queryRows(
    connection,
    `select count(${sqlPresent(value)}) from ${from}`,
  );
  return Number(nPresent);
}

async function shapeOf(
  connection: DuckDBConnection,
  from: string,
  value: string,
): Promise<{ readonly meanLength: number; readonly meanWords: number }> {
  const text = sqlPresent(value);
  const [[meanLength] = []] = await queryRows(
    connection,
    `select avg(length(${text})) from ${from}`,
  );
  if (Number(meanLength) < PROSE_LENGTH) return { meanLength: Number(meanLength), meanWords: 1 };
  const [[meanWords] = []] = await queryRows(
    connection,
    `select avg(len(regexp_split_to_array(${text}, '\\s+'))) from ${from}`,
  );
  return { meanLength: Number(meanLength), meanWords: Number(meanWords) };
}
