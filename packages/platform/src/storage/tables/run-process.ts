import { hostname } from 'node:os';
import { isProcessAlive, processMark } from '../../kit/index.ts';
import type { RunStatus } from '../../runs/store.ts';
import type { RunsTable } from '../schema.ts';

/** What tells the process of a run from every other one. */
export type ProcessColumns = Pick<RunsTable, 'pid' | 'host' | 'process_mark'>;

/** The columns for a process of this machine. */
export function processColumns(pid: number): ProcessColumns {
  return { pid, host: hostname(), process_mark: processMark(pid) ?? null };
}

/**
 * Gives the status to show: a running run whose process is gone was killed. Processes of other hosts cannot
 * be asked; their runs stay as they are.
 *
 * @returns A function for the rows of one answer; it asks about each process once.
 */
export function statusReader(): (row: ProcessColumns & Pick<RunsTable, 'status'>) => RunStatus {
  const here = hostname();
  const alive = new Map<string, boolean>();
  return ({ status, pid, host, process_mark: mark }) => {
    if (status !== 'running' || host !== here) return status;
    const key = `${pid} ${mark}`;
    const isAlive = alive.get(key) ?? isProcessAlive(pid, mark ?? undefined);
    alive.set(key, isAlive);
    return isAlive ? 'running' : 'killed';
  };
}
