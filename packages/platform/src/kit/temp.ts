import { readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Clock } from './clock.ts';
import { isProcessAlive, processMark } from './processes.ts';
import { sha256 } from './sha256.ts';

const FOREIGN_MAX_AGE_MS = 7 * 24 * 3600 * 1000;

/** Beginning of the names of this process in `tmp/`: host, number of the process, and which one of that number. */
export function tempOwner(): string {
  return `${short(hostname())}-${process.pid}-${short(processMark(process.pid) ?? '')}`;
}

/**
 * Whether a process still runs that is known by its `tempOwner`, or by its number alone.
 *
 * @returns undefined where it cannot be asked: it runs on another machine.
 */
export function isOwnerAlive(owner: string): boolean | undefined {
  if (/^\d+$/.test(owner)) return isProcessAlive(Number(owner));
  const [host, pid, mark] = owner.split('-');
  if (host !== short(hostname())) return undefined;
  const number = Number(pid);
  return isProcessAlive(number) && mark === short(processMark(number) ?? '');
}

/**
 * Removes what dead processes left. Entries of other hosts, whose processes cannot be asked, go after a week.
 *
 * @param folder The `tmp/` of a home.
 */
export async function cleanTemp(folder: string, clock: Clock): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if (await isLeftover(path, name, clock)) await rm(path, { recursive: true, force: true });
  }
}

async function isLeftover(path: string, name: string, clock: Clock): Promise<boolean> {
  const isAlive = isOwnerAlive(name);
  if (isAlive !== undefined) return !isAlive;
  const entry = await stat(path).catch(() => undefined);
  return entry !== undefined && clock.now() - entry.mtimeMs > FOREIGN_MAX_AGE_MS;
}

function short(text: string): string {
  return sha256(text).slice(0, 8);
}
