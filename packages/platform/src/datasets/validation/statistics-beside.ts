import type { ColumnStatistics, DataSchema, DatasetStatistics } from '@kaizenml/contracts';
import { columnStatistics } from '@kaizenml/ml/sketches';
import { type ColumnSummary, type RawTexts, summaryStatistics } from '@kaizenml/ml/validation';
import { columnFromCodes } from '../engine/coded-column.ts';
import { createTextCoder } from '../engine/text-coder.ts';
import type { CheckedRows } from './check-rows.ts';
import type { OpenedData } from './open-data.ts';
import type { FoundColumn, RowSource } from './reading/row-source.ts';

/**
 * Statistics of data beside their rows: those of columns that are compared in full, of all others what the rows told.
 *
 * What a column that the schema does not know holds is told by the first rows, where the file does not say it.
 *
 * @param compared Columns whose distribution is compared with another table's.
 */
export async function statisticsBeside(
  { rows, statistics }: OpenedData,
  { columns: specs }: DataSchema,
  { checked, compared }: { readonly checked: CheckedRows; readonly compared: ReadonlySet<string> },
): Promise<DatasetStatistics> {
  const found = rows.columns();
  const unknown = found.filter(({ name }) => !Object.hasOwn(specs, name));
  const sampled = await sampleColumns(rows, unknown, checked.nRows);
  const told = new Map<string, ColumnSummary>();
  for (const { name, kind } of found) {
    const summary = checked.columns.get(name) ?? sampled.get(name);
    const type = specs[name]?.type;
    const isStored =
      (kind === 'date' || kind === 'number') && type !== 'string' && type !== 'boolean';
    const nPresent = checked.nRows;
    told.set(name, { kind: 'text', nPresent, ...summary, ...(isStored && { kind }) });
  }
  const beside = summaryStatistics(checked.nRows, told);
  const present = new Set(found.flatMap(({ name }) => (compared.has(name) ? [name] : [])));
  if (present.size === 0) return beside;
  const full = new Map((await statistics(present)).columns.map((column) => [column.name, column]));
  const columns = beside.columns.map((column) => joined(column, full.get(column.name)));
  return { ...beside, columns };
}

/** Figures of the scan, with the kind that the rows told. */
function joined(told: ColumnStatistics, full: ColumnStatistics | undefined): ColumnStatistics {
  return full === undefined ? told : { ...full, kind: told.kind, distinct: told.distinct };
}

/** What columns hold as far as the first rows tell. */
async function sampleColumns(
  rows: RowSource,
  columns: readonly FoundColumn[],
  nRows: number,
): Promise<ReadonlyMap<string, ColumnSummary>> {
  const summaries = new Map<string, ColumnSummary>();
  const open = columns.filter(({ kind }) => kind === undefined);
  if (open.length === 0) return summaries;
  const wanted = open.map(({ name }) => ({ name, schema: { type: 'string' } as const }));
  for await (const chunk of rows.chunks(wanted)) {
    for (const { name } of wanted) {
      const column = chunk.column(name);
      if (column?.layout !== 'texts') continue;
      const { kind, number } = columnStatistics(columnOf(name, column));
      summaries.set(name, { kind, isInteger: number?.isInteger, nPresent: nRows });
    }
    break;
  }
  return summaries;
}

function columnOf(name: string, { codes, levels }: RawTexts) {
  const coder = createTextCoder(name);
  for (const code of codes) coder.push(levels[code]?.trim() ?? null);
  return columnFromCodes(coder.finish().coded);
}
