import { createReadStream } from 'node:fs';
import type { RowBatch } from './text-rows.ts';

const BLOCK_BYTES = 1 << 20;
const LF = 10;

/**
 * The rows of a file of UTF-8 of which each line is a row and tabs stand between cells; about 1 MiB of it at a time.
 *
 * Cells are cut when they are asked for, a row at a time.
 *
 * @param toText Takes a cell as it stands there to its text.
 */
export async function* lineBatches(
  path: string,
  toText: (cell: string, column: number) => string,
): AsyncGenerator<RowBatch> {
  let kept: Buffer[] = [];
  const blocks = createReadStream(path, { highWaterMark: BLOCK_BYTES }) as AsyncIterable<Buffer>;
  for await (const block of blocks) {
    const end = block.lastIndexOf(LF);
    if (end < 0) {
      kept.push(block);
      continue;
    }
    const lines = Buffer.concat([...kept, block.subarray(0, end)])
      .toString('utf8')
      .split('\n');
    kept = [block.subarray(end + 1)];
    let cutRow = -1;
    let cells: readonly string[] = [];
    yield {
      nRows: lines.length,
      cell: (row, j) => {
        if (row !== cutRow) cells = (lines[row] ?? '').split('\t');
        cutRow = row;
        return toText(cells[j] ?? '', j);
      },
    };
  }
}
