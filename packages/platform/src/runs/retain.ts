import { AppError, type ArtifactHash } from '@kaizenml/contracts';
import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { type FreeParts, freeArtifacts } from '../artifacts/index.ts';
import type { MachineHandler } from '../at-machine.ts';
import type { ChangeReason } from '../audit/index.ts';
import type { Clock } from '../kit/index.ts';
import type { StepCacheStore } from '../pipelines/cache-store.ts';
import type { DeletedThing, TrackedExperiments, Trash } from '../tracking/store.ts';
import { whoAsks } from '../who-asks.ts';
import { folderOf, type PurgeParts, removeRun, toPurged, toTold } from './purge.ts';
import { versionsThatNeed } from './versions-that-need.ts';

type Retained = OutputOf<Operations['runs']['retain']>;

/** What retention of runs stands on. */
export interface RetainParts extends PurgeParts, FreeParts {
  readonly trash: Trash;
  readonly experiments: Pick<TrackedExperiments, 'findByName'>;
  readonly steps: Pick<StepCacheStore, 'before' | 'forgetBefore'>;
  readonly clock: Clock;
}

const HOUR_MS = 3_600_000;
/** Things of a kind that one command takes; who has more asks again. */
const AT_ONCE = 10_000;

/** Takes away for good what was deleted long enough ago. A process that dies in between leaves the rest deleted, for the next. */
export const retainRuns =
  (parts: RetainParts): MachineHandler<Operations['runs']['retain']> =>
  async ({ experiment, olderThan, dryRun, note }, machine, visit) => {
    const { trash, clock, steps, trees, released } = parts;
    const beforeMs = clock.now() - toMs(olderThan);
    const experimentId = experiment && (await idOf(parts, experiment));
    const reason = {
      by: 'person',
      who: whoAsks(machine, visit),
      why: note ?? 'retention',
    } as const;
    const doomed = await trash.list({ beforeMs, experimentId, limit: AT_ONCE });
    const runs = await takeRuns(parts, doomed.runs, { reason, dryRun });
    const withRuns = new Set(runs.models);
    const alone = doomed.models.filter(({ id }) => !withRuns.has(id));
    const models = await takeModels(parts, alone, { reason, dryRun });
    const kept = [...runs.kept, ...models.kept];
    const keptIds = new Set(kept.map(({ id }) => id));
    const inUse = new Set(
      [...doomed.runs, ...doomed.models]
        .filter(({ id }) => keptIds.has(id))
        .map((each) => each.experimentId),
    );
    const experiments = [];
    for (const each of doomed.experiments)
      if (dryRun ? !inUse.has(each.id) : await trash.purgeExperiment(each.id, reason))
        experiments.push({ ...each });
    const before = new Date(beforeMs).toISOString();
    const ofSteps = experiment === undefined ? await steps.before(before) : [];
    if (ofSteps.length > 0 && !dryRun) await steps.forgetBefore(before, reason);
    const stepsBefore = ofSteps.length > 0 ? before : undefined;
    const asIf = { runs: runs.gone.map(({ id }) => id), stepsBefore };
    const freed = await freeArtifacts(
      parts,
      dryRun ? { hashes: [...runs.hashes, ...ofSteps, ...(await released.marked())], asIf } : {},
    );
    const { freedBytes } = dryRun
      ? await trees.weigh([...runs.folders, ...models.folders])
      : { freedBytes: runs.freedBytes + models.freedBytes };
    return {
      ...{ dryRun, runs: runs.gone, models: models.gone, experiments, kept },
      ...{ freedBytes, nSteps: ofSteps.length, artifacts: toTold(freed) },
    };
  };

interface Taking {
  readonly reason: ChangeReason;
  readonly dryRun: boolean;
}

async function takeRuns(parts: PurgeParts, doomed: readonly DeletedThing[], taking: Taking) {
  const gone: Retained['runs'] = [];
  const kept: Retained['kept'] = [];
  const models: string[] = [];
  const hashes: ArtifactHash[] = [];
  const folders: string[] = [];
  let freedBytes = 0;
  for (const { id, name } of doomed)
    try {
      const removed = await removeRun(parts, id, taking);
      gone.push(toPurged(removed));
      models.push(...removed.models);
      hashes.push(...removed.hashes);
      folders.push(...removed.folders);
      freedBytes += removed.freedBytes;
    } catch (thrown) {
      const why = whyKept(thrown);
      if (why === undefined) continue;
      kept.push({ id, name, why: [...why] });
    }
  return { gone, kept, models, hashes, folders, freedBytes };
}

/** What keeps a run; undefined of one that somebody brought back or took away meanwhile. */
function whyKept(thrown: unknown): readonly string[] | undefined {
  if (!(thrown instanceof AppError)) throw thrown;
  if (thrown.code === 'RUN_NOT_FOUND' || thrown.code === 'RUN_STATE') return undefined;
  if (thrown.code !== 'RUN_IN_USE') throw thrown;
  return (thrown.details.versions as readonly string[]).map((version) => `model ${version}`);
}

/** Models that were deleted by themselves, while their run stays. */
async function takeModels(
  { registry, trash, trees }: Pick<RetainParts, 'registry' | 'trash' | 'trees'>,
  doomed: readonly DeletedThing[],
  { reason, dryRun }: Taking,
) {
  const gone: Retained['models'] = [];
  const kept: Retained['kept'] = [];
  const folders: string[] = [];
  let freedBytes = 0;
  for (const { id, name, artifactUri } of doomed) {
    const versions = await versionsThatNeed(registry, [id]);
    if (versions.length > 0) {
      kept.push({ id, name, why: versions.map((version) => `model ${version}`) });
      continue;
    }
    const own = [folderOf(artifactUri, id) ?? []].flat();
    const { nFiles, sizeBytes } = await trees.weigh(own);
    folders.push(...own);
    gone.push({ id, name, nFiles, sizeBytes });
    if (dryRun) continue;
    let freed = 0;
    for (const folder of own) freed += (await trees.remove(folder)).freedBytes;
    await trash.purgeModel(id, { ...reason, gone: { nFiles, sizeBytes, freedBytes: freed } });
    freedBytes += freed;
  }
  return { gone, kept, folders, freedBytes };
}

async function idOf(
  { experiments }: Pick<RetainParts, 'experiments'>,
  name: string,
): Promise<string> {
  const found = await experiments.findByName(name);
  if (found !== undefined) return found.id;
  throw new AppError('EXPERIMENT_NOT_FOUND', {
    message: `Experiment "${name}" does not exist.`,
    hint: 'See the names with `kaizen experiments list`.',
    details: { name },
  });
}

/** "90d" or "12h" in milliseconds. */
function toMs(age: string): number {
  return Number.parseInt(age, 10) * HOUR_MS * (age.endsWith('d') ? 24 : 1);
}
