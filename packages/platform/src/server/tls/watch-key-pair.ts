import { stat } from 'node:fs/promises';
import type { Server } from 'node:tls';
import { toAppError } from '@kaizenml/contracts';
import type { Clock, Log } from '../../kit/index.ts';
import { type KeyPairFiles, readKeyPair } from './key-pair.ts';

/** How often the files are looked at unless told otherwise, milliseconds. */
const CHECK_EVERY_MS = 10_000;

/** What a watch needs. */
export interface WatchOptions {
  readonly files: KeyPairFiles;
  readonly clock: Clock;
  /** Hears of new pairs, and of files that cannot be used. */
  readonly log: Log;
  /** Default 10 000. Milliseconds. */
  readonly checkEveryMs?: number | undefined;
}

/**
 * Gives a server the new pair when its files change. Connections that are open stay open with the old one. Files that
 * cannot be used (one of the two is not replaced yet) change nothing: the old pair stays, and the log says why.
 *
 * The files are asked for their stamp rather than watched, since mounted secrets are links that are swapped.
 *
 * @returns Ends the watch.
 */
export async function watchKeyPair(
  server: Pick<Server, 'setSecureContext'>,
  { files, clock, log, checkEveryMs = CHECK_EVERY_MS }: WatchOptions,
): Promise<() => void> {
  let known = await stampOf(files);
  let isLooking = false;
  const look = async () => {
    const stamp = await stampOf(files);
    if (stamp === known) return;
    known = stamp;
    try {
      const { cert, key, endsAt } = await readKeyPair(files, clock);
      server.setSecureContext({ cert, key });
      log.info('the certificate was replaced', { endsAt: endsAt.toISOString() });
    } catch (thrown) {
      const { code, message } = toAppError(thrown);
      log.error('the new certificate cannot be used, the old one stays', { code, message });
    }
  };
  const timer = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    void look().finally(() => {
      isLooking = false;
    });
  }, checkEveryMs).unref();
  return () => clearInterval(timer);
}

/** What changes when a file is written or replaced; a file that is missing has a stamp of its own. */
async function stampOf({ certPath, keyPath }: KeyPairFiles): Promise<string> {
  const stamps = [certPath, keyPath].map((path) =>
    stat(path, { bigint: true }).then(
      ({ ino, size, mtimeNs }) => `${ino}-${size}-${mtimeNs}`,
      (error: NodeJS.ErrnoException) => error.code ?? 'unreadable',
    ),
  );
  return (await Promise.all(stamps)).join(' ');
}
