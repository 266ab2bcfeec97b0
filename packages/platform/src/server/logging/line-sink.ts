import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Writable } from 'node:stream';
import { AppError } from '@kaizenml/contracts';

/** Takes lines and never makes who writes them wait. */
export interface LineSink {
  write(line: string): void;
  /** Lines that were not taken because too many waited to be written. */
  readonly nDropped: number;
  /** Writes what waits. */
  close(): Promise<void>;
}

/** What may wait to be written, bytes. Beyond it lines are dropped and counted. */
const MAX_WAITING_BYTES = 4 * 1024 * 1024;

/**
 * A sink on a stream. Lines of one turn of the event loop become one write.
 *
 * @param ends Whether closing the sink closes the stream.
 */
export function createLineSink(
  stream: Writable,
  {
    ends,
    maxWaitingBytes = MAX_WAITING_BYTES,
  }: { readonly ends: boolean; readonly maxWaitingBytes?: number },
): LineSink {
  let lines: string[] = [];
  let turn: NodeJS.Immediate | undefined;
  let nDropped = 0;
  const flush = () => {
    clearImmediate(turn);
    turn = undefined;
    if (lines.length === 0) return;
    stream.write(lines.join(''));
    lines = [];
  };
  return {
    get nDropped() {
      return nDropped;
    },
    write(line) {
      if (stream.writableLength > maxWaitingBytes) {
        nDropped++;
        return;
      }
      lines.push(line);
      turn ??= setImmediate(flush);
    },
    async close() {
      flush();
      if (!ends) return;
      const finished = once(stream, 'finish');
      stream.end();
      await finished;
    },
  };
}

/** A sink that appends to a file, or writes to stderr for `-`. @throws FILE_NOT_WRITABLE */
export async function openLineSink(path: string): Promise<LineSink> {
  if (path === '-') return createLineSink(process.stderr, { ends: false });
  const stream = createWriteStream(path, { flags: 'a', mode: 0o640 });
  try {
    await once(stream, 'open');
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? 'an error';
    throw new AppError('FILE_NOT_WRITABLE', {
      message: `The access log "${path}" must be writable, got ${reason}.`,
      hint: 'Name a file in a folder that exists, or `-` for stderr.',
      details: { path, reason },
      cause,
    });
  }
  return createLineSink(stream, { ends: true });
}
