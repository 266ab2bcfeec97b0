import type { ColumnKind } from '@kaizenml/contracts';
import { type ColumnEvidence, DATE_FORMATS, inferKind, parseDate } from '@kaizenml/ml/table';
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
 * @param nDistinct How many different ones; near a threshold it must be exact.
 */
export async function largeTextKind(
  connection: DuckDBConnection,
  { from, nRows, rowNumber }: ScanTable,
  { name, value }: ScanColumn,
  nDistinct: number,
): Promise<LargeKind> {
  const sampled = await sampleTexts(connection, from, value);
  const counts = await countColumns(connection, `(select ${value} as c0 from ${from})`, [0]);
  const [{ nPresent = 0, nNumbers = 0, nIntegers = 0, nLeadingZeros = 0, nBeyondDouble = 0 } = {}] =
    counts;
  if (nPresent > 0 && nNumbers === nPresent) {
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

const ISO = String.raw`\d{4}-\d{2}-\d{2}([T ]+\d{2}:\d{2}(:\d{2}([.]\d{1,6})?)?)?`;

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
  const text = sqlPresent(value);
  const date = `(case when regexp_full_match(${text}, '${ISO}') then epoch_ms(try_cast(regexp_replace(${text}, '[T ]+', ' ') as timestamp))::double end)`;
  const [[nDates] = []] = await queryRows(connection, `select count(${date}) from ${from}`);
  return Number(nDates) === nPresent ? { kind: 'date', isoDate: date } : 'undecided';
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
