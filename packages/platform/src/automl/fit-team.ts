import { availableParallelism } from 'node:os';
import { type SharedTeam, sharedTeam } from '@kaizenml/ml/trees';
import { startThread } from '../kit/index.ts';

/** Threads of one fit at most: beyond, memory is what a fit waits for. */
const MAX_MEMBERS = 16;

/**
 * Threads that share one fit: for single fits on many rows. A search gives each trial one thread instead.
 *
 * Close it, or the process waits for it.
 *
 * @param nMembers Threads in all. Default: one per core, 16 at most.
 */
export function openFitTeam(
  nMembers: number = Math.min(MAX_MEMBERS, availableParallelism()),
): SharedTeam {
  return sharedTeam(nMembers, (seat) => {
    startThread(memberUrl(), { workerData: seat });
  });
}

function memberUrl(): URL {
  return import.meta.url.endsWith('.ts')
    ? new URL('./team-member.ts', import.meta.url)
    : new URL('./team-member.js', import.meta.url);
}
