import type { DataSchema, RowRule } from '@kaizenml/contracts';
import type { Witnesses } from '@kaizenml/ml/validation';
import { type DuckDBConnection, queryRows } from '../../engine/duck-db.ts';
import { isListed, isToldByExtremes, numberWitnesses } from './number-witnesses.ts';
import { sqlNumberOf, type TypedColumn } from './parquet-columns.ts';
import type { SummarizedRows, WantedColumn } from './row-source.ts';
import { sqlRule } from './sql-rule.ts';

/** Rows from the start by which columns of very many different values are told. */
const SAMPLE_ROWS = 50_000;
/** Different values of a sample up to which all are brought into memory. */
const MOST_SAMPLED = 10_000;
const MOST_VALUES = 200_000;

/**
 * Values that stand for all rows of columns, and the rules that no row breaks: one query over all numbers, one per column
 * of texts.
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
  const numberOf = (name: string): string | undefined => {
    const column = found.get(name);
    return column === undefined || column.holds === 'texts' ? undefined : sqlNumberOf(column);
  };
  const sought = wanted.flatMap((one) => {
    const column = found.get(one.name);
    return column === undefined ? [] : [{ ...one, column }];
  });
  const byExtremes = sought.filter(isTold);
  const written = rules.flatMap((rule) => {
    const sql = sqlRule(rule.check, specs, numberOf);
    return sql === undefined ? [] : [{ rule, sql }];
  });
  const figures = byExtremes.flatMap(({ column }) => extremesOf(column));
  const broken = written.map(({ sql }) => `count(case when not ${sql} then 1 end)::double`);
  const [row = []] = await queryRows(
    connection,
    `select ${['count(*)::double', ...figures, ...broken].join(', ')} from ${from}`,
  );
  const [nRows = 0, ...values] = row.map((value) => (value === null ? null : Number(value)));
  const witnesses = new Map<string, Witnesses>();
  let at = 0;
  for (const { name, column } of byExtremes) {
    const n = extremesOf(column).length;
    witnesses.set(name, witnessesOf(nRows ?? 0, values.slice(at, at + n)));
    at += n;
  }
  for (const { name, column } of sought.filter((one) => !isTold(one))) {
    const all = await differentTexts(connection, from, column);
    if (all !== undefined) witnesses.set(name, all);
  }
  const held = new Set<RowRule>();
  for (const [k, { rule }] of written.entries()) if (values[at + k] === 0) held.add(rule);
  return { nRows: nRows ?? 0, witnesses, heldRules: held };
}

/** Whether the least and the largest number tell whether all keep to what the schema says. */
function isTold({ schema, column }: WantedColumn & { readonly column: TypedColumn }): boolean {
  const { holds } = column;
  return holds === 'dates'
    ? schema.type === 'date' && !isListed(schema)
    : holds !== 'texts' && isToldByExtremes(schema);
}

/** Present, least, largest; of what is not whole by type also NaN, infinities and some value that is not whole. */
function extremesOf(column: TypedColumn): string[] {
  const { stored, holds } = column;
  if (holds === 'whole')
    return [`count(${stored})::double`, `min(${stored})::double`, `max(${stored})::double`];
  const value = sqlNumberOf(column);
  if (holds === 'dates') return [`count(${value})::double`, `min(${value})`, `max(${value})`];
  const x = `${stored}::double`;
  const finite = `case when isfinite(${x}) then ${x} end`;
  const counts = ['nan', 'inf', '-inf'].map(
    (special) => `count(case when ${x} = '${special}'::double then 1 end)::double`,
  );
  return [
    `count(${value})::double`,
    `min(${finite})`,
    `max(${finite})`,
    ...counts,
    `min(case when isfinite(${x}) and ${x} <> trunc(${x}) then ${x} end)`,
  ];
}

function witnessesOf(nRows: number, figures: readonly (number | null)[]): Witnesses {
  const [nPresent, least, largest, nNaN, nPositive, nNegative, broken] = figures;
  return numberWitnesses({
    nRows,
    nPresent: nPresent ?? 0,
    least: least ?? null,
    largest: largest ?? null,
    broken: broken ?? null,
    nNaN: nNaN ?? 0,
    nPositive: nPositive ?? 0,
    nNegative: nNegative ?? 0,
  });
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
