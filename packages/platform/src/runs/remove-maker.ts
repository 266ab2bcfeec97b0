import { AppError } from '@kaizenml/contracts';
import type { ChangeReason } from '../audit/index.ts';
import type { RemovedMaker } from '../models/index.ts';
import type { TrackedRuns } from '../tracking/store.ts';
import { type PurgeParts, removeRun } from './purge.ts';
import { getTrackedRun } from './tracked.ts';

/**
 * Deletes a run that made versions which are gone, and takes it away for good.
 *
 * @throws RUN_NOT_FOUND, RUN_STATE for one that is running, RUN_IN_USE where other versions need it, ARTIFACTS_UNREACHABLE
 */
export const removeMaker =
  (parts: PurgeParts & { readonly runs: Pick<TrackedRuns, 'find' | 'purge' | 'setLifecycle'> }) =>
  async (
    id: string,
    choice: {
      readonly reason: ChangeReason;
      readonly dryRun: boolean;
      readonly without: ReadonlySet<string>;
    },
  ): Promise<RemovedMaker> => {
    const { status, lifecycle } = await getTrackedRun(parts.runs, id);
    if (status === 'running' || status === 'scheduled') throw runRunning(id, status);
    const foreseen = await removeRun(parts, id, { ...choice, dryRun: true });
    if (!choice.dryRun && lifecycle === 'active') await parts.runs.setLifecycle(id, 'deleted');
    const removed = choice.dryRun ? foreseen : await removeRun(parts, id, choice);
    const { run, nFiles, sizeBytes, freedBytes, hashes, folders } = removed;
    return { id, name: run.name, nFiles, sizeBytes, freedBytes, hashes, folders };
  };

function runRunning(id: string, status: string): AppError {
  return new AppError('RUN_STATE', {
    message: `Run "${id}" must have ended before it goes, got status "${status}".`,
    hint: `See it with \`kaizen runs show ${id}\`.`,
    details: { id, wanted: 'ended', status },
  });
}
