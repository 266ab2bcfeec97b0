import type { DataSchema } from '@kaizenml/contracts';
import {
  compileRowChecks,
  type RowFindings,
  usualDateFormat,
  type ValueSet,
} from '@kaizenml/ml/validation';
import type { RowSource } from './reading/row-source.ts';

/** Rows at the start on which the format of dates is decided. */
const SAMPLED_ROWS = 1000;

/** What the rows of a source break, and which of its columns the schema knows. */
export interface CheckedRows extends RowFindings {
  readonly known: ReadonlySet<string>;
}

/**
 * Passes once over the rows of a source.
 *
 * @cost O(rows * columns) time, memory of a chunk and of what unique columns must remember.
 */
export async function checkRows(
  source: RowSource,
  schema: DataSchema,
  {
    environment,
    references,
  }: {
    readonly environment?: string | undefined;
    readonly references: readonly (ValueSet | undefined)[];
  },
): Promise<CheckedRows> {
  const dateFormats = await findDateFormats(source, schema);
  const checks = compileRowChecks(schema, { environment, references, dateFormats });
  const known = new Set<string>();
  for await (const chunk of source.chunks(checks.columns)) {
    for (const { name } of checks.columns) if (chunk.column(name) !== undefined) known.add(name);
    checks.push(chunk);
  }
  return { ...checks.finish(), known };
}

async function findDateFormats(source: RowSource, { columns }: DataSchema) {
  const formats = new Map<string, ReturnType<typeof usualDateFormat>>();
  const dates = Object.entries(columns).flatMap(([name, schema]) =>
    schema.type === 'date' ? [{ name, schema }] : [],
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
