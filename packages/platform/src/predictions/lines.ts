import { type FileHandle, open } from 'node:fs/promises';

const NEWLINE = 0x0a;
const CHUNK_BYTES = 256 * 1024;

/** Complete lines that were read together. */
export interface LineBatch {
  readonly lines: readonly Buffer[];
  /** Where the line after them begins. */
  readonly endsAt: number;
}

/** The complete lines of a file from `offset` on; a torn last line is left out. */
export async function* linesForwards(
  path: string,
  offset = 0,
): AsyncGenerator<LineBatch, void, undefined> {
  const file = await open(path, 'r');
  try {
    let read = offset;
    let parts: Buffer[] = [];
    for (;;) {
      const chunk = await readChunk(file, read, CHUNK_BYTES);
      if (chunk.length === 0) return;
      const lines: Buffer[] = [];
      let start = 0;
      for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
        parts.push(chunk.subarray(start, end));
        lines.push(parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts));
        parts = [];
        start = end + 1;
      }
      parts.push(chunk.subarray(start));
      if (lines.length > 0) yield { lines, endsAt: read + start };
      read += chunk.length;
    }
  } finally {
    await file.close();
  }
}

/**
 * Hands on the complete lines of a file from `offset` on.
 *
 * @returns Where the next call begins: behind the last complete line.
 */
export async function readLines(
  path: string,
  offset: number,
  onLine: (line: Buffer) => void,
): Promise<number> {
  let complete = offset;
  for await (const { lines, endsAt } of linesForwards(path, offset)) {
    for (const line of lines) onLine(line);
    complete = endsAt;
  }
  return complete;
}

/** The complete lines of a file from its end to its beginning; a torn last line is left out. Reads no more than is asked for. */
export async function* linesBackwards(path: string): AsyncGenerator<Buffer, void, undefined> {
  const file = await open(path, 'r');
  try {
    let isBehindLastNewline = true;
    let parts: Buffer[] = [];
    let position = (await file.stat()).size;
    while (position > 0) {
      const size = Math.min(CHUNK_BYTES, position);
      position -= size;
      const chunk = await readChunk(file, position, size);
      let end = chunk.length;
      for (let at = chunk.lastIndexOf(NEWLINE); at >= 0; ) {
        parts.push(chunk.subarray(at + 1, end));
        if (!isBehindLastNewline) yield Buffer.concat(parts.reverse());
        isBehindLastNewline = false;
        parts = [];
        end = at;
        at = end === 0 ? -1 : chunk.lastIndexOf(NEWLINE, end - 1);
      }
      parts.push(chunk.subarray(0, end));
    }
    if (!isBehindLastNewline) yield Buffer.concat(parts.reverse());
  } finally {
    await file.close();
  }
}

async function readChunk(file: FileHandle, position: number, size: number): Promise<Buffer> {
  const chunk = Buffer.allocUnsafe(size);
  const { bytesRead } = await file.read(chunk, 0, size, position);
  return chunk.subarray(0, bytesRead);
}
