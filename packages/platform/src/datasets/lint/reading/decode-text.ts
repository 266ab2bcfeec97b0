import { isAscii, isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { hasMark } from '../../csv/byte-order-mark.ts';
import { MAX_RECORD_BYTES } from '../../csv/scan-csv.ts';
import type { Encoding } from '../../formats/recognize.ts';

/** A line whose bytes are not UTF-8. */
export interface InvalidLine {
  /** Lines of the piece before it. */
  readonly offset: number;
  /** The first byte that is not UTF-8. */
  readonly byte: number;
}

/** Text in UTF-8 that ends where a line ends, or where the file does. */
export interface TextPiece {
  readonly bytes: Buffer;
  readonly invalid: readonly InvalidLine[];
  /** True when it holds letters beyond ASCII in UTF-8. */
  readonly hasUtf8: boolean;
}

const CHUNK_BYTES = 1 << 20;
const [LF, CR] = [10, 13];

/**
 * The text of a file in pieces of whole lines, the last with what follows the last line break; a byte order mark is taken off.
 *
 * A line that is not UTF-8 is read as windows-1252, and told.
 *
 * @cost O(bytes) time; memory for one chunk and the longest line.
 */
export async function* decodeText(
  path: string,
  { encoding, lineEnd }: { readonly encoding: Encoding; readonly lineEnd: 'lf' | 'cr' },
): AsyncGenerator<TextPiece> {
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    yield* decodeWide(path, encoding);
    return;
  }
  const end = lineEnd === 'lf' ? LF : CR;
  let lines: Buffer | undefined;
  let kept: Buffer[] = [];
  let keptBytes = 0;
  let isFirst = true;
  const decode = (bytes: Buffer): TextPiece => {
    const piece = decodeLines(bytes, end, isFirst);
    isFirst = false;
    return piece;
  };
  for await (const chunk of chunksOf(path)) {
    const cut = chunk.lastIndexOf(end) + 1;
    if (cut === 0 && keptBytes <= 2 * MAX_RECORD_BYTES) {
      kept.push(chunk);
      keptBytes += chunk.length;
      continue;
    }
    if (lines !== undefined) yield decode(lines);
    const at = cut === 0 ? chunk.length : cut;
    lines = Buffer.concat([...kept, chunk.subarray(0, at)]);
    kept = [chunk.subarray(at)];
    keptBytes = chunk.length - at;
  }
  const rest = Buffer.concat([...(lines === undefined ? [] : [lines]), ...kept]);
  if (rest.length > 0) yield decode(rest);
}

function chunksOf(path: string): AsyncIterable<Buffer> {
  return createReadStream(path, { highWaterMark: CHUNK_BYTES });
}

async function* decodeWide(path: string, encoding: Encoding): AsyncGenerator<TextPiece> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunksOf(path))
    yield {
      bytes: Buffer.from(decoder.decode(chunk, { stream: true })),
      invalid: [],
      hasUtf8: true,
    };
  yield { bytes: Buffer.from(decoder.decode()), invalid: [], hasUtf8: true };
}

function decodeLines(bytes: Buffer, end: number, isFirst: boolean): TextPiece {
  const block = isFirst && hasMark(bytes) ? bytes.subarray(3) : bytes;
  if (isUtf8(block)) return { bytes: block, invalid: [], hasUtf8: !isAscii(block) };
  const latin = new TextDecoder('windows-1252');
  const invalid: InvalidLine[] = [];
  let text = '';
  let hasUtf8 = false;
  let offset = 0;
  for (let at = 0; at < block.length; offset++) {
    const next = block.indexOf(end, at) + 1 || block.length;
    const line = block.subarray(at, next);
    if (isUtf8(line)) {
      const decoded = line.toString('utf8');
      hasUtf8 ||= decoded.length !== line.length;
      text += decoded;
    } else {
      invalid.push({ offset, byte: firstInvalid(line) });
      text += latin.decode(line);
    }
    at = next;
  }
  return { bytes: Buffer.from(text), invalid, hasUtf8 };
}

/** The first byte at which text stops being UTF-8: the end of the longest prefix that is. */
function firstInvalid(line: Uint8Array): number {
  let at = 0;
  while (at < line.length) {
    const byte = line[at] ?? 0;
    const length = byte < 0x80 ? 1 : byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    if (!isUtf8(line.subarray(at, at + length))) return byte;
    at += length;
  }
  return line[line.length - 1] ?? 0;
}
