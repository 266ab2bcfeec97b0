import { isUtf8 } from 'node:buffer';
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, type Finding } from '@kaizenml/contracts';
import { HEAD_BYTES, readStart, type SourceFile } from '../open-source.ts';
import { convertToUtf8, encodingName } from './convert-to-utf8.ts';
import type { ReadContext } from './read-context.ts';
import type { Encoding } from './recognize.ts';

/** A file of UTF-8 text: the one that was given, or a copy that was converted. */
export interface TextFile {
  readonly path: string;
  /** Name of the file that was given. */
  readonly name: string;
  /** Text at the start of the file, without a byte order mark. */
  readonly head: string;
  /** True when the head is all there is. */
  readonly isWhole: boolean;
  /** True when a blank other than a space or a line break occurs: a tab, a no-break space. */
  readonly hasRareBlanks: boolean;
  readonly findings: readonly Finding[];
}

const CHUNK_BYTES = 1 << 20;
const NO_BREAK_SPACE = 0xa0;

/**
 * Makes sure that a file is text in UTF-8; a file in UTF-16 or Latin-1 is converted into a temp file.
 *
 * Bytes that are not UTF-8 are read as windows-1252, in which every byte means something.
 *
 * @throws FILE_NOT_A_TABLE when a NUL byte says that it is not text, DISK_FULL
 * @cost One pass at the speed of the disk; a second one when the encoding is another.
 */
export async function ensureText(
  source: SourceFile,
  encoding: Encoding,
  context: ReadContext,
): Promise<TextFile> {
  if (encoding !== 'utf-8') return await convert(source, encoding, context);
  const found = await checkBytes(source, context);
  if (!found.isUtf8) return await convert(source, 'windows-1252', context);
  return {
    path: source.path,
    name: source.name,
    head: new TextDecoder().decode(source.head, { stream: true }),
    isWhole: source.sizeBytes <= source.head.length,
    hasRareBlanks: found.hasRareBlanks,
    findings: [],
  };
}

async function convert(
  source: SourceFile,
  encoding: Encoding,
  context: ReadContext,
): Promise<TextFile> {
  const path = join(context.workPath, 'utf8.txt');
  await convertToUtf8(source.path, path, { encoding, signal: context.signal });
  const start = await readStart(path, HEAD_BYTES);
  return {
    path,
    name: source.name,
    head: new TextDecoder().decode(start, { stream: true }),
    isWhole: (await stat(path)).size <= start.length,
    hasRareBlanks: true,
    findings: [converted(source.name, encoding)],
  };
}

function converted(file: string, encoding: Encoding): Finding {
  return {
    code: 'ENCODING_CONVERTED',
    severity: 'info',
    message: `File "${file}" is not UTF-8; it was read as ${encodingName(encoding)}.`,
    hint: 'If letters look wrong, save the file as UTF-8 and read it again.',
    details: { file, encoding },
  };
}

async function checkBytes(
  source: SourceFile,
  { signal }: ReadContext,
): Promise<{ isUtf8: boolean; hasRareBlanks: boolean }> {
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  const file = await open(source.path, 'r');
  let hasRareBlanks = false;
  let kept = 0;
  let position = 0;
  try {
    for (;;) {
      signal?.throwIfAborted();
      const { bytesRead } = await file.read(buffer, kept, CHUNK_BYTES - kept, position);
      if (bytesRead === 0) return { isUtf8: kept === 0, hasRareBlanks };
      const bytes = buffer.subarray(0, kept + bytesRead);
      const nul = bytes.indexOf(0);
      if (nul >= 0) throw hasNul(source.name, position - kept + nul);
      const cut = bytes.length - unfinishedTail(bytes);
      if (!isUtf8(bytes.subarray(0, cut))) return { isUtf8: false, hasRareBlanks };
      hasRareBlanks ||= bytes.includes(9) || bytes.includes(NO_BREAK_SPACE);
      position += bytesRead;
      kept = bytes.length - cut;
      bytes.copy(buffer, 0, cut);
    }
  } finally {
    await file.close();
  }
}

function hasNul(file: string, offsetBytes: number): AppError {
  return new AppError('FILE_NOT_A_TABLE', {
    message: `File "${file}" must be text, got a NUL byte at offset ${offsetBytes}: it looks like binary content.`,
    hint: 'Export the table as CSV or Parquet.',
    details: { file, offsetBytes, looksLike: 'binary content' },
  });
}

/** Bytes at the end that start a character which the next chunk finishes: 0 to 3. */
export function unfinishedTail(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return length > back ? back : 0;
  }
  return 0;
}
