import type { ColumnSchema, DataSchema } from '@kaizenml/contracts';
import { compileRowChecks, type RowCheckOptions } from '../compile-row-checks.ts';
import type { RawTexts, RowChunk } from '../row-chunk.ts';

export type Cells = Readonly<Record<string, readonly (string | null)[]>>;

function texts(cells: readonly (string | null)[]): RawTexts {
  const levels = [...new Set(cells.filter((cell) => cell !== null))];
  return {
    layout: 'texts',
    levels,
    codes: Int32Array.from(cells, (cell) => (cell === null ? -1 : levels.indexOf(cell))),
  };
}

function chunkOf(cells: Cells, start: number, end: number): RowChunk {
  const nRows = Math.min(end, Object.values(cells)[0]?.length ?? 0) - start;
  return {
    nRows,
    column: (name) =>
      cells[name] === undefined ? undefined : texts(cells[name].slice(start, end)),
  };
}

/** What the checks of a schema find in cells as they are written, in chunks of some rows. */
export function findings(
  schema: DataSchema,
  cells: Cells,
  { chunk = 1000, ...options }: RowCheckOptions & { chunk?: number } = {},
) {
  const checks = compileRowChecks(schema, options);
  const nRows = Object.values(cells)[0]?.length ?? 0;
  for (let start = 0; start < nRows; start += chunk)
    checks.push(chunkOf(cells, start, start + chunk));
  return checks.finish();
}

/** Anomalies of one column. */
export function anomalies(column: ColumnSchema, cells: readonly (string | null)[]) {
  return findings({ kaizenSchema: 1, columns: { x: column } }, { x: cells }).anomalies.map(
    ({ anomaly }) => anomaly,
  );
}
