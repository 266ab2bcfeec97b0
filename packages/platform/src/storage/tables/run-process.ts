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
 * The status to show: a running run whose process is gone was killed. Processes of other hosts cannot be
 * asked; their runs stay as they are.
 */
export function shownStatus(row: ProcessColumns & Pick<RunsTable, 'status'>): RunStatus {
  if (row.status !== 'running' || row.host !== hostname()) return row.status;
  return isProcessAlive(row.pid, row.process_mark ?? undefined) ? 'running' : 'killed';
}
