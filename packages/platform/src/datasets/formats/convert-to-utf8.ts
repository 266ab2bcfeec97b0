import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { toWriteError } from '../../kit/index.ts';
import type { Encoding } from './recognize.ts';

/**
 * Writes a copy of a text file in UTF-8, without a byte order mark.
 *
 * @throws DISK_FULL, HOME_NOT_WRITABLE
 * @cost O(bytes) time, O(1) memory.
 */
export async function convertToUtf8(
  path: string,
  copyPath: string,
  { encoding, signal }: { readonly encoding: Encoding; readonly signal?: AbortSignal | undefined },
): Promise<void> {
  const decoder = new TextDecoder(encoding);
  const decode = async function* (source: AsyncIterable<Uint8Array>) {
    for await (const chunk of source) yield decoder.decode(chunk, { stream: true });
    yield decoder.decode();
  };
  try {
    await pipeline(createReadStream(path), decode, createWriteStream(copyPath), {
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (thrown) {
    throw toWriteError(thrown, copyPath);
  }
}

/** Name of an encoding for people. */
export function encodingName(encoding: Encoding): string {
  return encoding === 'windows-1252' ? 'Latin-1 (windows-1252)' : encoding.toUpperCase();
}
