import { extname } from 'node:path';
import { cell, type Table } from '@kaizenml/ml/table';
import { trimRow } from '../lint/evidence/table-evidence.ts';
import { toDecode } from '../lint/reading/collect-evidence.ts';
import { createCutter, type LintRecord } from '../lint/reading/cut-records.ts';
import { decodeText } from '../lint/reading/decode-text.ts';
import { openLintable } from '../lint/reading/open-lintable.ts';
import { readTable } from '../read-table.ts';

/** A table as rows of text, which can be passed over more than once. */
export interface TextRows {
  readonly names: readonly string[];
  /** Batches of rows with as many cells as there are names; an empty text is a missing value. */
  readonly batches: () => AsyncIterable<readonly (readonly string[])[]>;
}

const TABLE_FORMATS = /^\.(parquet|pq|arff|json|jsonl|ndjson)$/;
const BATCH_ROWS = 4096;

/**
 * The rows of a data file. Delimited text is read piece by piece in bounded memory; other formats as a whole.
 *
 * @throws FILE_NOT_FOUND, FILE_NOT_READABLE, FILE_NOT_A_TABLE, TABLE_EMPTY, ROW_RAGGED, LINE_TOO_LONG, COLUMN_DUPLICATE
 */
export async function fileRows(path: string): Promise<TextRows> {
  if (TABLE_FORMATS.test(extname(path).toLowerCase()))
    return tableRows((await readTable(path)).table);
  const source = await openLintable(path);
  const { names, isPresent, line: first } = source.header;
  const start = isPresent ? first + 1 : first;
  async function* batches() {
    const cutter = createCutter(source.dialect, source.name);
    const whole = (records: readonly LintRecord[]) =>
      records
        .filter(({ line, cells }) => line >= start && cells.some((text) => text !== ''))
        .map(({ cells }) => filledRow(trimRow(cells, names.length), names.length));
    for await (const { bytes } of decodeText(path, toDecode(source)))
      yield whole(cutter.push(bytes.toString()));
    yield whole(cutter.end());
  }
  return { names, batches };
}

/** The rows of a table in memory. */
export function tableRows({ columns, nRows }: Table): TextRows {
  async function* batches() {
    for (let start = 0; start < nRows; start += BATCH_ROWS)
      yield Array.from({ length: Math.min(BATCH_ROWS, nRows - start) }, (_, i) =>
        columns.map((column) => String(cell(column, start + i) ?? '')),
      );
  }
  return { names: columns.map(({ name }) => name), batches };
}

/** A row of the width of the header: what has no name is never written, and so cannot leak. */
function filledRow(cells: readonly string[], width: number): readonly string[] {
  return Array.from({ length: width }, (_, j) => cells[j] ?? '');
}
