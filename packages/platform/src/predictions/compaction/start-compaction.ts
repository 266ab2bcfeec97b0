import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type Clock, type Home, type Log, systemClock } from '../../kit/index.ts';
import { findCompactable } from './find-compactable.ts';

const LOOK_EVERY_MS = 60_000;

/** What looking after the log stands on. */
export interface CompactionDeps extends Pick<Home, 'capturePath'> {
  readonly clock?: Clock;
  /** Told when a compaction ends badly. */
  readonly log?: Log;
}

/**
 * Lets a process of low priority make columns of closed files: at the start, and whenever there are some, until it is
 * closed. The event loop of this process is not stopped by it; ending it early harms nothing.
 */
export function startCompaction({ capturePath, clock = systemClock, log }: CompactionDeps): {
  close(): Promise<void>;
} {
  let child: ChildProcess | undefined;
  let looking: Promise<void> | undefined;
  let isClosed = false;
  const compact = async () => {
    if (isClosed) return;
    child = spawnCompaction(capturePath);
    const [code] = (await once(child, 'exit')) as [number | null];
    child = undefined;
    if (code !== 0 && !isClosed) log?.error('making columns of predictions failed', { code });
  };
  const look = (work: () => Promise<void>) => {
    looking ??= work()
      .catch((thrown: unknown) => log?.error('making columns of predictions failed', { thrown }))
      .finally(() => {
        looking = undefined;
      });
  };
  const timer = setInterval(
    () =>
      look(async () => {
        if ((await findCompactable(capturePath, { clock })).length > 0) await compact();
      }),
    LOOK_EVERY_MS,
  );
  timer.unref();
  look(compact);
  return {
    async close() {
      isClosed = true;
      clearInterval(timer);
      child?.kill();
      await looking;
    },
  };
}

function spawnCompaction(capturePath: string): ChildProcess {
  const isSource = import.meta.url.endsWith('.ts');
  const entry = isSource ? './compaction-process.ts' : './compaction-process.js';
  const path = fileURLToPath(new URL(entry, import.meta.url));
  const flags = isSource ? ['--conditions=source'] : [];
  return spawn(process.execPath, [...flags, path, capturePath], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
