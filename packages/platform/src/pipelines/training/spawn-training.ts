import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunId } from '@kaizenml/contracts';
import { toWriteError } from '../../kit/index.ts';
import { lastWordsPath } from '../../runs/index.ts';

/** A process that waits to be told which run it is to work on. */
export interface WaitingProcess {
  readonly pid: number;
  /** Tells it the run; from then on it lives by itself. */
  begin(id: RunId): void;
  /** Ends it before it has done anything. */
  dismiss(): void;
}

/**
 * Starts a process that trains models of a home: apart from this one, so that neither its work nor its end touches the other.
 *
 * What it says on stderr, such as that its memory is full, goes to a file beside the journal.
 *
 * The address of the store goes by the environment, for command lines are read by everyone on the machine.
 *
 * @throws DISK_FULL, HOME_NOT_WRITABLE, and what the system says when no process can be made.
 */
export async function spawnTraining({
  home,
  storeAddress = '',
}: {
  readonly home: string;
  readonly storeAddress?: string | undefined;
}): Promise<WaitingProcess> {
  const wordsPath = join(home, 'tmp', `${randomBytes(6).toString('hex')}.log`);
  const words = openForWriting(wordsPath);
  const child = start(home, { words, storeAddress });
  try {
    await once(child, 'spawn');
  } finally {
    closeSync(words);
  }
  // A process that ends before it has read its orders is shown as killed.
  child.stdin?.on('error', () => undefined);
  child.unref();
  return {
    pid: child.pid ?? 0,
    begin(id) {
      renameSync(wordsPath, lastWordsPath(home, id));
      child.stdin?.end(id);
    },
    dismiss() {
      rmSync(wordsPath, { force: true });
      child.stdin?.end();
    },
  };
}

function start(
  home: string,
  { words, storeAddress }: { readonly words: number; readonly storeAddress: string },
): ChildProcess {
  const isSource = import.meta.url.endsWith('.ts');
  const entry = isSource ? './training-process.ts' : './training-process.js';
  const path = fileURLToPath(new URL(entry, import.meta.url));
  const flags = isSource ? ['--conditions=source'] : [];
  return spawn(process.execPath, [...flags, path, home], {
    detached: true,
    env: { ...process.env, KAIZEN_STORE: storeAddress },
    stdio: ['pipe', 'ignore', words],
  });
}

function openForWriting(path: string): number {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    return openSync(path, 'wx', 0o600);
  } catch (thrown) {
    throw toWriteError(thrown, path);
  }
}
