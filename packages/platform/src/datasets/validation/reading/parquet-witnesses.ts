import type { DataSchema, RowRule } from '@kaizenml/contracts';
import type { Witnesses } from '@kaizenml/ml/validation';
import { type DuckDBConnection, queryRows } from '../../engine/duck-db.ts';
import {
  isListed,
  isToldByExtremes,
  type NumberExtremes,
  numberWitnesses,
} from './number-witnesses.ts';
import { sqlNumberOf, type TypedColumn } from './parquet-columns.ts';
import type { SummarizedRows, WantedColumn } from './row-source.ts';
import { sqlColumns, sqlRule } from './sql-rule.ts';

/** Rows from the start by which columns of very many different values are told. */
const SAMPLE_ROWS = 50_000;
/** Different values of a sample up to which all are brought into memory. */
const MOST_SAMPLED = 10_000;
const MOST_VALUES = 200_000;

/**
 * Values that stand for all rows of columns, and the rules that no row breaks: one query of what the file says itself, one over
 * other numbers, one over rules, one per column of texts.
 *
 * @cost One pass over the columns, inside the database; memory of the different texts.
 */
export async function parquetWitnesses(
  connection: DuckDBConnection,
  { from, columns }: { readonly from: string; readonly columns: readonly TypedColumn[] },
  wanted: readonly WantedColumn[],
  { columns: specs, rules = [] }: Pick<DataSchema, 'columns' | 'rules'>,
): Promise<SummarizedRows> {
  const found = new Map(columns.map((column) => [column.name, column]));
  const sought = wanted.flatMap((one) => {
    const column = found.get(one.name);
    return column === undefined ? [] : [{ ...one, column }];
  });
  const told = sought.filter(isTold);
  const { nRows, extremes } = await storedExtremes(
    connection,
    from,
    told.map(({ column }) => column),
  );
  const open = told.flatMap(({ column }) => (extremes.has(column) ? [] : [column]));
  const scanned = await scannedExtremes(connection, from, { columns: open, nRows });
  const witnesses = new Map<string, Witnesses>();
  for (const { name, column } of told) {
    const found = extremes.get(column) ?? scanned.get(column);
    if (found !== undefined) witnesses.set(name, numberWitnesses(found));
  }
  for (const { name, column } of sought.filter((one) => !isTold(one))) {
    const all = await differentTexts(connection, from, column);
    if (all !== undefined) witnesses.set(name, all);
  }
  const written = rules.flatMap((rule) => {
    const sql = sqlRule(rule.check, specs, sqlColumns(columns));
    return sql === undefined ? [] : [{ rule, sql }];
  });
  return { nRows, witnesses, heldRules: await heldRules(connection, from, written) };
}

/** Rules that no row breaks. */
async function heldRules(
  connection: DuckDBConnection,
  from: string,
  written: readonly { readonly rule: RowRule; readonly sql: string }[],
): Promise<Set<RowRule>> {
  if (written.length === 0) return new Set();
  const broken = written.map(({ sql }) => `count(case when not ${sql} then 1 end)::double`);
  const [row = []] = await queryRows(connection, `select ${broken.join(', ')} from ${from}`);
  return new Set(written.flatMap(({ rule }, k) => (Number(row[k]) === 0 ? [rule] : [])));
}

/** Whether the least and the largest number tell whether all keep to what the schema says. */
function isTold({ schema, column }: WantedColumn & { readonly column: TypedColumn }): boolean {
  const { holds } = column;
  return holds === 'dates'
    ? schema.type === 'date' && !isListed(schema)
    : holds !== 'texts' && isToldByExtremes(schema);
}

type Extremes = ReadonlyMap<TypedColumn, NumberExtremes>;

/** Of whole numbers and dates, as they lie in the file: it says itself what the least and the largest are, and nothing is scanned. */
async function storedExtremes(
  connection: DuckDBConnection,
  from: string,
  columns: readonly TypedColumn[],
): Promise<{ readonly nRows: number; readonly extremes: Extremes }> {
  const stored = columns.filter(({ holds }) => holds === 'whole' || holds === 'dates');
  const list = stored.flatMap(({ stored: x, holds }) => {
    const number = (end: string) =>
      holds === 'whole'
        ? `${end}::double`
        : `case when isfinite(${end}) then epoch_ms(${end})::double end`;
    return [`count(${x})::double`, number(`min(${x})`), number(`max(${x})`)];
  });
  const [row = []] = await queryRows(
    connection,
    `select ${['count(*)::double', ...list].join(', ')} from ${from}`,
  );
  const nRows = Number(row[0]);
  const extremes = new Map<TypedColumn, NumberExtremes>();
  for (const [k, column] of stored.entries()) {
    const [nPresent, least, largest] = figuresOf(row.slice(1 + 3 * k, 4 + 3 * k));
    const isInfinite = nPresent !== 0 && (least === null || largest === null);
    if (!isInfinite) extremes.set(column, extremesOf(nRows, [nPresent, least, largest]));
  }
  return { nRows, extremes };
}

/** Of other numbers, with NaN, infinities and some value that is not whole; and of dates that may be infinite. */
async function scannedExtremes(
  connection: DuckDBConnection,
  from: string,
  { columns, nRows }: { readonly columns: readonly TypedColumn[]; readonly nRows: number },
): Promise<Extremes> {
  if (columns.length === 0) return new Map();
  const list = columns.flatMap((column) => {
    const value = sqlNumberOf(column);
    if (column.holds === 'dates')
      return [
        `count(${value})::double`,
        `min(${value})`,
        `max(${value})`,
        ...Array(4).fill('null'),
      ];
    const x = `${column.stored}::double`;
    const finite = `case when isfinite(${x}) then ${x} end`;
    const counts = ['nan', 'inf', '-inf'].map(
      (special) => `count(case when ${x} = '${special}'::double then 1 end)::double`,
    );
    const broken = `min(case when isfinite(${x}) and ${x} <> trunc(${x}) then ${x} end)`;
    return [`count(${value})::double`, `min(${finite})`, `max(${finite})`, ...counts, broken];
  });
  const [row = []] = await queryRows(connection, `select ${list.join(', ')} from ${from}`);
  const n = list.length / columns.length;
  return new Map(
    columns.map((column, k) => [
      column,
      extremesOf(nRows, figuresOf(row.slice(n * k, n * (k + 1)))),
    ]),
  );
}

function figuresOf(row: readonly unknown[]): (number | null)[] {
  return row.map((value) => (value === null ? null : Number(value)));
}

function extremesOf(
  nRows: number,
  figures: readonly (number | null | undefined)[],
): NumberExtremes {
  const [nPresent, least, largest, nNaN, nPositive, nNegative, broken] = figures;
  return {
    nRows,
    nPresent: nPresent ?? 0,
    least: least ?? null,
    largest: largest ?? null,
    broken: broken ?? null,
    nNaN: nNaN ?? 0,
    nPositive: nPositive ?? 0,
    nNegative: nNegative ?? 0,
  };
}

async function differentTexts(
  connection: DuckDBConnection,
  from: string,
  { stored, text }: TypedColumn,
): Promise<Witnesses | undefined> {
  const [[nSampled] = []] = await queryRows(
    connection,
    `select count(distinct v) from (select ${stored} as v from ${from} limit ${SAMPLE_ROWS})`,
  );
  if (Number(nSampled) > MOST_SAMPLED) return undefined;
  const rows = await queryRows(
    connection,
    `select ${text}, n from (select ${stored}, count(*)::double as n from ${from} group by 1) order by 1 limit ${MOST_VALUES + 1}`,
  );
  if (rows.length > MOST_VALUES) return undefined;
  const levels: string[] = [];
  const codes = Int32Array.from(rows, ([value]) =>
    value === null ? -1 : levels.push(String(value)) - 1,
  );
  const weights = rows.map(([, n]) => Number(n));
  const nRows = weights.reduce((sum, n) => sum + n, 0);
  return { nRows, column: { layout: 'texts', codes, levels }, weights, isComplete: true };
}
