import type { DataSchema, RowRule } from '@kaizenml/contracts';
import {
  acquitColumn,
  type ColumnSummary,
  compileRowChecks,
  type RowFindings,
  usualDateFormat,
  type ValueSet,
} from '@kaizenml/ml/validation';
import type { RowSource, SummarizedRows } from './reading/row-source.ts';

/** Rows at the start on which the format of dates is decided. */
const SAMPLED_ROWS = 1000;

/** What the rows of a source break, and which of its columns the schema knows. */
export interface CheckedRows extends RowFindings {
  readonly known: ReadonlySet<string>;
}

export interface CheckOptions {
  readonly environment?: string | undefined;
  readonly references: readonly (ValueSet | undefined)[];
}

/**
 * Passes once over the rows of a source. Columns and rules of which few values tell that no row breaks them are left out.
 *
 * @cost O(rows * columns) time, memory of a chunk and of what unique columns must remember.
 */
export async function checkRows(
  source: RowSource,
  schema: DataSchema,
  { environment, references }: CheckOptions,
): Promise<CheckedRows> {
  const { summary, acquitted } = await acquit(source, schema, environment);
  const open = withoutRules(schema, summary?.heldRules);
  const dateFormats = await findDateFormats(source, schema, acquitted);
  const checks = compileRowChecks(open, { environment, references, dateFormats, acquitted });
  const isDecided = summary !== undefined && checks.columns.length === 0;
  const suspects =
    isDecided || summary === undefined || checks.asksAll
      ? undefined
      : await source.suspects?.(checks.columns, open);
  if (summary !== undefined && suspects !== undefined) {
    for (const { row, chunk } of suspects) {
      checks.skipTo(row);
      checks.push(chunk);
    }
    checks.skipTo(summary.nRows);
  } else if (!isDecided)
    for await (const chunk of source.chunks(checks.columns)) checks.push(chunk);
  const found = checks.finish();
  const known = source.columns().flatMap(({ name }) => (name in schema.columns ? [name] : []));
  return { ...found, nRows: isDecided ? summary.nRows : found.nRows, known: new Set(known) };
}

/** Columns of which few values tell that no row breaks their checks. */
async function acquit(
  source: RowSource,
  schema: DataSchema,
  environment: string | undefined,
): Promise<{
  readonly summary?: SummarizedRows;
  readonly acquitted: ReadonlyMap<string, ColumnSummary>;
}> {
  const acquitted = new Map<string, ColumnSummary>();
  if (source.summarize === undefined) return { acquitted };
  const { columns } = compileRowChecks(schema, { environment });
  const summary = await source.summarize(columns, schema);
  for (const [name, witnesses] of summary.witnesses) {
    const found = acquitColumn(schema, name, witnesses, { environment });
    if (found !== undefined) acquitted.set(name, found);
  }
  return { summary, acquitted };
}

function withoutRules(schema: DataSchema, held: ReadonlySet<RowRule> = new Set()): DataSchema {
  return { ...schema, rules: schema.rules?.filter((rule) => !held.has(rule)) };
}

async function findDateFormats(
  source: RowSource,
  { columns }: DataSchema,
  acquitted: ReadonlyMap<string, ColumnSummary>,
) {
  const formats = new Map<string, ReturnType<typeof usualDateFormat>>();
  const dates = Object.entries(columns).flatMap(([name, schema]) =>
    schema.type === 'date' && !acquitted.has(name) ? [{ name, schema }] : [],
  );
  if (dates.length === 0) return formats;
  for await (const chunk of source.chunks(dates)) {
    for (const { name } of dates) {
      const column = chunk.column(name);
      if (column?.layout !== 'texts') continue;
      const codes = [...column.codes.subarray(0, SAMPLED_ROWS)].filter((code) => code >= 0);
      formats.set(name, usualDateFormat(codes.map((code) => column.levels[code] ?? '')));
    }
    break;
  }
  return formats;
}
