import { AppError, type ArtifactHash, asId } from '@kaizenml/contracts';
import { MAX_NAMED_FILES, type Operations } from '@kaizenml/contracts/operations';
import {
  type ArtifactTrees,
  type FreeParts,
  findTreeFolder,
  freeArtifacts,
  type RemovedFile,
  type TreeWeight,
} from '../artifacts/index.ts';
import type { MachineHandler } from '../at-machine.ts';
import type { ChangeReason } from '../audit/index.ts';
import type { TrackedRun, TrackedRuns, Trash } from '../tracking/store.ts';
import { whoAsks } from '../who-asks.ts';
import type { RunStore } from './store.ts';
import { getTrackedRun } from './tracked.ts';
import { type Versions, versionsThatNeed } from './versions-that-need.ts';

/** What went with a run, or would. */
export interface PurgedRun extends TreeWeight {
  readonly run: TrackedRun;
  /** Folder of its files; undefined where they are kept elsewhere, and were left alone. */
  readonly folder: string | undefined;
  /** That folder, and those of the models that it logged. */
  readonly folders: readonly string[];
  /** Its own files that went, by path; empty where nothing was removed. */
  readonly files: readonly RemovedFile[];
  /** Ids of the models that it logged. */
  readonly models: readonly string[];
  /** Artifacts of ours that it named. */
  readonly hashes: readonly ArtifactHash[];
}

/** What the removal of runs stands on. */
export interface PurgeParts {
  readonly runs: Pick<TrackedRuns, 'find' | 'purge'>;
  readonly own: Pick<RunStore, 'find'>;
  /** Every version counts, also those that who asks may not look at. */
  readonly registry: Versions;
  /** The registry as who asks sees it. Default: all of it. */
  readonly seen?: Versions;
  readonly trash: Pick<Trash, 'modelsOf' | 'purgeModel'>;
  readonly trees: Pick<ArtifactTrees, 'remove' | 'weigh'>;
}

/** How a run is removed. */
interface Removal {
  readonly reason: ChangeReason;
  /** Says what would go, and removes nothing. */
  readonly dryRun?: boolean | undefined;
  /** Versions that are about to go, as `name/number`: they need it no more. */
  readonly without?: ReadonlySet<string> | undefined;
}

/**
 * Takes a deleted run, its files and the models that it logged away for good, and lets its artifacts go. The files go first: when a
 * process dies between the two, or the place of the files does not answer, the run is still there, deleted, and is purged again.
 *
 * @throws RUN_NOT_FOUND, RUN_STATE for a run that is not deleted, RUN_IN_USE for one that versions name, ARTIFACTS_UNREACHABLE
 */
export async function removeRun(
  parts: PurgeParts,
  id: string,
  { reason, dryRun = false, without }: Removal,
): Promise<PurgedRun> {
  const { runs, registry, seen = registry, trash, trees } = parts;
  const run = await getTrackedRun(runs, id);
  if (run.lifecycle !== 'deleted' && without === undefined) throw runActive(id);
  const models = await trash.modelsOf(id);
  const ids = [id, ...models.map((model) => model.id)];
  const needs = async (versions: Versions) =>
    (await versionsThatNeed(versions, ids)).filter((version) => without?.has(version) !== true);
  if ((await needs(registry)).length > 0) throw runInUse(id, await needs(seen));
  const folder = folderOf(run.artifactUri, id);
  const ofModels = models.flatMap((model) => folderOf(model.artifactUri, model.id) ?? []);
  const folders = folder === undefined ? ofModels : [folder, ...ofModels];
  const weight = await trees.weigh(folders);
  const hashes = (await parts.own.find(id))?.artifacts.map(({ hash }) => asId<ArtifactHash>(hash));
  const told = {
    run,
    folder,
    folders,
    models: models.map((model) => model.id),
    hashes: hashes ?? [],
  };
  if (dryRun) return { ...told, ...weight, files: [] };
  let [files, freedBytes]: [readonly RemovedFile[], number] = [[], 0];
  for (const each of folders) {
    const removed = await trees.remove(each);
    if (each === folder) files = removed.files;
    freedBytes += removed.freedBytes;
  }
  for (const model of models) await trash.purgeModel(model.id, reason);
  const { nFiles, sizeBytes } = weight;
  await runs.purge(id, { ...reason, gone: { nFiles, sizeBytes, freedBytes } });
  return { ...told, nFiles, sizeBytes, freedBytes, files };
}

/** Purges a run, and reports what went. */
export const purgeRun =
  (parts: PurgeParts & FreeParts): MachineHandler<Operations['runs']['purge']> =>
  async ({ id, dryRun, note }, machine, visit) => {
    const reason = { by: 'person', who: whoAsks(machine, visit), why: note } as const;
    const removed = await removeRun(parts, id, { reason, dryRun });
    const { hashes, models, files, folder, freedBytes } = removed;
    const asIf = dryRun ? { runs: [id] } : undefined;
    const freed = await freeArtifacts(parts, { hashes, asIf });
    return {
      ...{ ...toPurged(removed), freedBytes, dryRun, models: [...models] },
      files: files
        .slice(0, MAX_NAMED_FILES)
        .map((file) => ({ ...file, path: file.path.slice((folder?.length ?? 0) + 1) })),
      artifacts: toTold(freed),
    };
  };

/** A purged run as operations tell it. */
export function toPurged({ run, folder, nFiles, sizeBytes }: PurgedRun) {
  return {
    ...{ id: run.id, name: run.name, nFiles, sizeBytes },
    leftAt: folder === undefined ? run.artifactUri : null,
  };
}

/** What became of artifacts, as operations tell it. */
export function toTold({ left, ...figures }: Awaited<ReturnType<typeof freeArtifacts>>) {
  return { ...figures, left: left.map((each) => ({ ...each, why: [...each.why] })) };
}

/** The folder of a thing's own; undefined where a client had the files of several put together, or has them elsewhere. */
export function folderOf(artifactUri: string, id: string): string | undefined {
  const found = findTreeFolder(artifactUri);
  return found?.split('/').includes(id) === true ? found : undefined;
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
