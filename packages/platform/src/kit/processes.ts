import { readFileSync } from 'node:fs';
import { errnoOf } from './disk-errors.ts';

/**
 * What tells a process from a later one with the same number: boot and start time.
 *
 * @returns undefined where the system does not tell (other than Linux) or the process is gone.
 */
export function processMark(pid: number): string | undefined {
  const stat = readStat(pid);
  if (stat === undefined) return undefined;
  return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${stat.startedAtTicks}`;
}

/**
 * Whether a process of this machine still runs. One that has ended but was not yet collected by its parent
 * counts as gone.
 *
 * @param mark Its `processMark`, where one was taken: a reused number is then not mistaken for it.
 */
export function isProcessAlive(pid: number, mark?: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (thrown) {
    if (errnoOf(thrown) !== 'EPERM') return false;
  }
  const stat = readStat(pid);
  if (stat === undefined) return true;
  return stat.state !== 'Z' && (mark === undefined || processMark(pid) === mark);
}

function readStat(
  pid: number,
): { readonly state: string; readonly startedAtTicks: string } | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', startedAtTicks: fields[19] ?? '' };
  } catch {
    return undefined;
  }
}
