import { AppError } from '@kaizenml/contracts';
import { type Handler, MAX_NAMED_FILES, type Operations } from '@kaizenml/contracts/operations';
import { type ArtifactTrees, findTreeFolder, type RemovedTree } from '../artifacts/index.ts';
import type { TrackedRun, TrackedRuns } from '../tracking/store.ts';
import { getTrackedRun } from './tracked.ts';

/** What went with a run. */
export interface PurgedRun extends RemovedTree {
  readonly run: TrackedRun;
  /** Folder of its files; undefined where they are kept elsewhere, and were left alone. */
  readonly folder: string | undefined;
}

/** What the removal of runs stands on. */
export interface PurgeParts {
  readonly runs: Pick<TrackedRuns, 'find' | 'purge'>;
  readonly trees: Pick<ArtifactTrees, 'remove'>;
}

/**
 * Takes a deleted run and its files away for good. The files go first: when a process dies between the two, or the place of the files does
 * not answer, the run is still there, deleted, and is purged again.
 *
 * @throws RUN_NOT_FOUND, RUN_STATE for a run that is not deleted, ARTIFACTS_UNREACHABLE
 */
export async function removeRun({ runs, trees }: PurgeParts, id: string): Promise<PurgedRun> {
  const run = await getTrackedRun(runs, id);
  if (run.lifecycle !== 'deleted') throw runActive(id);
  const found = findTreeFolder(run.artifactUri);
  // Not where a client had the files of several runs put together.
  const folder = found?.split('/').includes(id) === true ? found : undefined;
  const removed = folder === undefined ? { files: [], freedBytes: 0 } : await trees.remove(folder);
  await runs.purge(id);
  return { ...removed, run, folder };
}

/** Purges a run, and reports what went. */
export const purgeRun =
  (parts: PurgeParts): Handler<Operations['runs']['purge']> =>
  async ({ id }) => {
    const { run, folder, files, freedBytes } = await removeRun(parts, id);
    let sizeBytes = 0;
    for (const file of files) sizeBytes += file.sizeBytes;
    return {
      ...{ id, name: run.name, nFiles: files.length, sizeBytes, freedBytes },
      files: files
        .slice(0, MAX_NAMED_FILES)
        .map((file) => ({ ...file, path: file.path.slice((folder?.length ?? 0) + 1) })),
      leftAt: folder === undefined ? run.artifactUri : null,
    };
  };

function runActive(id: string): AppError {
  return new AppError('RUN_STATE', {
    message: `Run "${id}" must be deleted, it is active.`,
    hint: 'Delete it first.',
    details: { id, wanted: 'deleted', lifecycle: 'active' },
  });
}
