import { on } from 'node:events';
import { invariant } from '@kaizenml/contracts';
import type { Cut } from '../../artifacts/index.ts';
import { startThread } from '../../kit/index.ts';
import type { ScanNote, ScanTask } from './scan-worker.ts';

/** What the scan of a whole file found. */
export type ScannedFile = Extract<ScanNote, { readonly report: unknown }>;

/** A scan on a thread of its own. */
export interface ScanBeside {
  /** Where chunks end, while the scan goes on. */
  readonly cuts: AsyncIterable<readonly Cut[]>;
  /** What was found; there once `cuts` have ended. */
  found(): ScannedFile;
  close(): Promise<void>;
}

/**
 * Scans a delimited file on a thread of its own, so that its bytes can be hashed and kept meanwhile.
 *
 * Close it, or the process waits for it.
 */
export function scanBeside(task: ScanTask, signal: AbortSignal | undefined): ScanBeside {
  const worker = startThread(workerUrl(), { workerData: task });
  const messages = on(worker, 'message', {
    close: ['exit'],
    ...(signal === undefined ? {} : { signal }),
  });
  let scanned: ScannedFile | undefined;
  async function* cuts(): AsyncGenerator<readonly Cut[]> {
    for await (const [note] of messages as AsyncIterable<[ScanNote]>) {
      if ('report' in note) {
        scanned = note;
        return;
      }
      yield note.cuts;
    }
  }
  return {
    cuts: cuts(),
    found: () => {
      invariant(scanned !== undefined, 'the scan tells what it found before it ends');
      return scanned;
    },
    close: async () => {
      await worker.terminate();
    },
  };
}

function workerUrl(): URL {
  return import.meta.url.endsWith('.ts')
    ? new URL('./scan-worker.ts', import.meta.url)
    : new URL('./scan-worker.js', import.meta.url);
}
