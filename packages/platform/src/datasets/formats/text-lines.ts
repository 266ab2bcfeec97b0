import { createReadStream } from 'node:fs';
import { tooLong } from '../csv/refuse-csv.ts';
import type { ReadContext } from './read-context.ts';
import type { TextFile } from './text-file.ts';

const LF = 10;

/** One line of a text file, without its line break. */
export interface TextLine {
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

/**
 * The lines of a UTF-8 file, some at a time; CR before LF is taken off, a byte order mark too.
 *
 * @throws LINE_TOO_LONG before more than the limit is held in memory.
 */
export async function* textLines(
  file: TextFile,
  { maxRecordBytes, signal }: ReadContext,
): AsyncGenerator<TextLine[]> {
  const decoder = new TextDecoder();
  let kept: Buffer[] = [];
  let keptBytes = 0;
  let line = 0;
  const take = (bytes: Uint8Array): TextLine => {
    const whole = kept.length === 0 ? bytes : Buffer.concat([...kept, bytes]);
    kept = [];
    keptBytes = 0;
    line++;
    if (whole.length > maxRecordBytes) throw tooLong(file.name, line, maxRecordBytes);
    const text = decoder.decode(whole);
    return { line, text: text.endsWith('\r') ? text.slice(0, -1) : text };
  };
  const options = { highWaterMark: 1 << 20, ...(signal === undefined ? {} : { signal }) };
  for await (const chunk of createReadStream(file.path, options) as AsyncIterable<Buffer>) {
    const lines: TextLine[] = [];
    let start = 0;
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, start)) {
      lines.push(take(chunk.subarray(start, end)));
      start = end + 1;
    }
    if (start < chunk.length) {
      kept.push(chunk.subarray(start));
      keptBytes += chunk.length - start;
      if (keptBytes > maxRecordBytes) throw tooLong(file.name, line + 1, maxRecordBytes);
    }
    yield lines;
  }
  if (keptBytes > 0) yield [take(new Uint8Array(0))];
}
