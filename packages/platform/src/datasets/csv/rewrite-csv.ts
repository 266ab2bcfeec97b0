import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { toWriteError } from '../../kit/index.ts';
import type { Dialect } from './dialect.ts';
import { createRecordReader } from './records.ts';
import { csvLine } from './write-csv.ts';

/** The dialect that `rewriteCsv` writes. */
export const PLAIN_DIALECT: Dialect = { delimiter: ',', hasQuotes: true, recordEnd: 'lf' };

/**
 * Copies a delimited UTF-8 file into strict RFC 4180 with commas and LF, without blank lines.
 *
 * Files with mixed line breaks, with blanks around quotes and the like take this way, so that every
 * reader after it cuts the same records.
 *
 * @throws DISK_FULL, HOME_NOT_WRITABLE
 * @cost O(bytes) time, memory of one record.
 */
export async function rewriteCsv(
  path: string,
  copyPath: string,
  { dialect, signal }: { readonly dialect: Dialect; readonly signal?: AbortSignal | undefined },
): Promise<void> {
  const reader = createRecordReader(dialect);
  const decoder = new TextDecoder('utf-8');
  const rewrite = async function* (source: AsyncIterable<Uint8Array>) {
    for await (const chunk of source)
      yield reader
        .push(decoder.decode(chunk, { stream: true }))
        .map(csvLine)
        .join('');
    yield reader.push(decoder.decode()).map(csvLine).join('');
    yield reader.end().map(csvLine).join('');
  };
  try {
    await pipeline(
      createReadStream(path, { highWaterMark: 1 << 20 }),
      rewrite,
      createWriteStream(copyPath),
      {
        ...(signal === undefined ? {} : { signal }),
      },
    );
  } catch (thrown) {
    throw toWriteError(thrown, copyPath);
  }
}
