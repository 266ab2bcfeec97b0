import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import type { JobRecord } from './store.ts';

/** A job on the wire. */
export function toJob({ lastRun, ...job }: JobRecord): OutputOf<Operations['jobs']['add']> {
  return { ...job, lastRun: lastRun && { ...lastRun } };
}
