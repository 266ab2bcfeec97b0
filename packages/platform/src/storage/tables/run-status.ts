import type { RunStatus } from '../../runs/store.ts';
import { goneReader } from './run-process.ts';
import type { RunRow } from './tracking/index.ts';

/**
 * Gives the status to show: a running run whose process is gone was killed. Those that are stored as killed were stopped.
 *
 * @returns A function for the rows of one answer; it asks about each process once.
 */
export function statusReader(): (
  row: Pick<RunRow, 'status' | 'pid' | 'host' | 'process_mark'>,
) => RunStatus {
  const isGone = goneReader();
  return (row) => {
    if (row.status === 'killed') return 'stopped';
    return row.status === 'running' && isGone(row) ? 'killed' : row.status;
  };
}

/** The status under which a run of a shown status is stored. */
export function toStored(status: RunStatus): RunRow['status'] {
  if (status === 'stopped') return 'killed';
  return status === 'killed' ? 'running' : status;
}
