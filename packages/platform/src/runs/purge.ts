import { AppError } from '@kaizenml/contracts';
import { type Handler, MAX_NAMED_FILES, type Operations } from '@kaizenml/contracts/operations';
import { type ArtifactTrees, findTreeFolder, type RemovedTree } from '../artifacts/index.ts';
import type { RegistryStore } from '../models/index.ts';
import type { Comparison } from '../tracking/search/index.ts';
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
  /** Every version counts, also those that who asks may not look at. */
  readonly registry: Pick<RegistryStore, 'searchVersions'>;
  /** The registry as who asks sees it. Default: all of it. */
  readonly seen?: Pick<RegistryStore, 'searchVersions'>;
  readonly trees: Pick<ArtifactTrees, 'remove'>;
}

/** Versions that a refusal names, at most. */
const N_NAMED = 10;

/**
 * Takes a deleted run and its files away for good. The files go first: when a process dies between the two, or the place of the files does
 * not answer, the run is still there, deleted, and is purged again.
 *
 * @throws RUN_NOT_FOUND, RUN_STATE for a run that is not deleted, RUN_IN_USE for one that versions name, ARTIFACTS_UNREACHABLE
 */
export async function removeRun(
  { runs, registry, seen = registry, trees }: PurgeParts,
  id: string,
): Promise<PurgedRun> {
  const run = await getTrackedRun(runs, id);
  if (run.lifecycle !== 'deleted') throw runActive(id);
  const versions = await versionsOf(registry, id);
  if (versions.length > 0) throw runInUse(id, await versionsOf(seen, id));
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

/** Versions, as `name/number`, that were made of a run or whose files are among its files. */
async function versionsOf(
  registry: Pick<RegistryStore, 'searchVersions'>,
  id: string,
): Promise<readonly string[]> {
  const attribute = (key: string) => ({ of: 'attribute', key }) as const;
  const made: Comparison = { kind: 'compare', field: attribute('run_id'), by: '=', value: id };
  const among: Comparison = {
    ...{ kind: 'like', field: attribute('source_path'), pattern: `%/${id}/%` },
    ...{ isCaseless: false, isNegated: false },
  };
  const { items } = await registry.searchVersions(
    { condition: { kind: 'any', of: [made, among] }, orders: [] },
    { limit: N_NAMED },
  );
  return items.map(({ name, version }) => `${name}/${version}`);
}

function runInUse(id: string, versions: readonly string[]): AppError {
  return new AppError('RUN_IN_USE', {
    message: `Run "${id}" must have made no version of a model, got ${versions.join(', ') || 'one or more'}.`,
    hint: 'Delete the versions first, or keep the run deleted: it is out of sight.',
    details: { id, versions },
  });
}

function runActive(id: string): AppError {
  return new AppError('RUN_STATE', {
    message: `Run "${id}" must be deleted, it is active.`,
    hint: 'Delete it first.',
    details: { id, wanted: 'deleted', lifecycle: 'active' },
  });
}
