import { toDecode } from '../../lint/reading/collect-evidence.ts';
import { createCutter } from '../../lint/reading/cut-records.ts';
import { decodeText } from '../../lint/reading/decode-text.ts';
import { openLintable } from '../../lint/reading/open-lintable.ts';
import { createCutRows } from './cut-rows.ts';
import type { RowBatch, TextRows } from './text-rows.ts';

/**
 * The rows of delimited text, piece by piece.
 *
 * @throws FILE_NOT_FOUND, FILE_NOT_READABLE, FILE_NOT_A_TABLE, TABLE_EMPTY, LINE_TOO_LONG
 * @cost One pass over the bytes; memory for a piece of 1 MiB and the longest record.
 */
export async function delimitedRows(path: string): Promise<TextRows> {
  const source = await openLintable(path);
  const { names, isPresent, line } = source.header;
  const firstLine = isPresent ? line + 1 : line;
  async function* batches(): AsyncGenerator<RowBatch> {
    const cutter = createCutter(source.dialect, source.name);
    const rows = createCutRows(names.length, firstLine);
    for await (const { bytes } of decodeText(path, toDecode(source))) {
      cutter.pushTo(bytes, rows);
      yield rows.take();
    }
    for (const record of cutter.end()) rows.add(record);
    yield rows.take();
  }
  return { names, types: names.map(() => 'VARCHAR'), batches };
}
