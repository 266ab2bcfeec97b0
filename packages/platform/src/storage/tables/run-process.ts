import { hostname } from 'node:os';
import { isProcessAlive, processMark } from '../../kit/index.ts';

/** What tells the process of a run from every other one; all null where the store does not know it. */
export interface ProcessColumns {
  readonly pid: number | null;
  readonly host: string | null;
  readonly process_mark: string | null;
}

/** The columns for a process of this machine. */
export function processColumns(
  pid: number,
): ProcessColumns & { readonly pid: number; readonly host: string } {
  return { pid, host: hostname(), process_mark: processMark(pid) ?? null };
}

/**
 * Tells whether the process of a run is gone. Processes of other hosts cannot be asked; they count as alive.
 *
 * @returns A function for the rows of one answer; it asks about each process once.
 */
export function goneReader(): (row: ProcessColumns) => boolean {
  const here = hostname();
  const gone = new Map<string, boolean>();
  return ({ pid, host, process_mark: mark }) => {
    if (pid === null || host !== here) return false;
    const key = `${pid} ${mark}`;
    const isGone = gone.get(key) ?? !isProcessAlive(pid, mark ?? undefined);
    gone.set(key, isGone);
    return isGone;
  };
}
