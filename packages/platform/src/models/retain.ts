import { AppError, type ArtifactHash, asId, type ModelName } from '@kaizenml/contracts';
import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { type ArtifactTrees, type FreeParts, freeArtifacts } from '../artifacts/index.ts';
import type { MachineHandler } from '../at-machine.ts';
import type { ChangeReason } from '../audit/index.ts';
import type { EndpointStore } from '../endpoints/store.ts';
import type { Clock } from '../kit/index.ts';
import type { RolloutStore } from '../rollouts/store.ts';
import { whoAsks } from '../who-asks.ts';
import {
  ACTIVE_STAGES,
  getRegistered,
  type RegisteredVersion,
  type RegistryStore,
} from './registry/index.ts';

type Retained = OutputOf<Operations['models']['retain']>;

/** What went with a run that made a version, or would. */
export interface RemovedMaker {
  readonly id: string;
  readonly name: string;
  readonly nFiles: number;
  readonly sizeBytes: number;
  readonly freedBytes: number;
  readonly hashes: readonly ArtifactHash[];
  readonly folders: readonly string[];
}

/** What retention of versions stands on. */
export interface RetainDeps extends FreeParts {
  readonly registry: RegistryStore;
  readonly rollouts: Pick<RolloutStore, 'findActive'>;
  readonly endpoints: Pick<EndpointStore, 'find'>;
  readonly clock: Clock;
  readonly trees: Pick<ArtifactTrees, 'weigh'>;
  /**
   * Takes a run away for good.
   *
   * @param choice.without Versions that are gone by then, as `name/number`.
   * @throws RUN_NOT_FOUND, RUN_STATE, RUN_IN_USE
   */
  readonly removeMaker: (
    id: string,
    choice: {
      readonly reason: ChangeReason;
      readonly dryRun: boolean;
      readonly without: ReadonlySet<string>;
    },
  ) => Promise<RemovedMaker>;
}

const READ_AT_ONCE = 500;
const HOUR_MS = 3_600_000;
const NEWEST_FIRST = [
  { field: { of: 'attribute', key: 'version_number' }, isDescending: true },
] as const;

/** Takes the versions of a model away that no rule keeps, and says what went and what stayed. */
export const retainVersions =
  (deps: RetainDeps): MachineHandler<Operations['models']['retain']> =>
  async ({ name: asked, keepLast, olderThan, withRuns, dryRun, note }, machine, visit) => {
    const { registry, clock } = deps;
    const { name } = await getRegistered(registry, asId<ModelName>(asked));
    const youngestMs = clock.now() - (olderThan === undefined ? 0 : toMs(olderThan));
    const inUse = await usesOf(deps, name);
    const kept: { version: number; why: string[] }[] = [];
    const doomed: RegisteredVersion[] = [];
    for (const [i, version] of (await everyVersion(registry, name)).entries()) {
      const why = [
        ...(i < keepLast ? ['newest'] : []),
        ...version.aliases.map((alias) => `alias ${alias}`),
        ...(ACTIVE_STAGES.includes(version.stage) ? [`stage ${version.stage}`] : []),
        ...(Date.parse(version.createdAt) > youngestMs ? ['young'] : []),
        ...inUse(version.version),
      ];
      if (why.length > 0) kept.push({ version: version.version, why });
      else doomed.push(version);
    }
    const reason = {
      by: 'person',
      who: whoAsks(machine, visit),
      why: note ?? 'retention',
    } as const;
    for (const { version } of dryRun ? [] : doomed)
      await registry.deleteVersion({ name, version }, reason);
    const makers = await takeMakers(deps, withRuns ? doomed : [], { reason, dryRun });
    const hashes = doomed.flatMap(({ artifact }) => artifact ?? []);
    const asIf = { versions: doomed, runs: makers.runs.map(({ id }) => id) };
    const freed = await freeArtifacts(deps, {
      hashes: [...hashes, ...makers.hashes],
      asIf: dryRun ? asIf : undefined,
    });
    const { freedBytes } = dryRun ? await deps.trees.weigh(makers.folders) : makers;
    return {
      ...{ name, dryRun, kept, freedBytes, runs: makers.runs, keptRuns: makers.kept },
      removed: doomed.map(({ version, createdAt, runId, artifact, source }) => ({
        ...{ version, createdAt, runId, artifact, source },
      })),
      artifacts: { ...freed, left: freed.left.map((each) => ({ ...each, why: [...each.why] })) },
    };
  };

/** What needs a version besides its aliases: a rollout, which holds the whole model, and routes of its endpoint. */
async function usesOf(
  { rollouts, endpoints }: RetainDeps,
  name: ModelName,
): Promise<(version: number) => readonly string[]> {
  const rollout = await rollouts.findActive(name);
  const routes = (await endpoints.find(name))?.routes ?? [];
  return (version) => [
    ...(rollout === undefined ? [] : [`rollout ${rollout.id}`]),
    ...routes.filter(({ to }) => to === version).map((route) => `route ${route.name}`),
  ];
}

async function takeMakers(
  { removeMaker }: RetainDeps,
  doomed: readonly RegisteredVersion[],
  { reason, dryRun }: { readonly reason: ChangeReason; readonly dryRun: boolean },
) {
  const without = new Set(doomed.map(({ name, version }) => `${name}/${version}`));
  const runs: Retained['runs'] = [];
  const kept: Retained['keptRuns'] = [];
  const hashes: ArtifactHash[] = [];
  const folders: string[] = [];
  let freedBytes = 0;
  for (const id of new Set(doomed.flatMap(({ runId }) => runId ?? [])))
    try {
      const removed = await removeMaker(id, { reason, dryRun, without });
      const { name, nFiles, sizeBytes } = removed;
      runs.push({ id, name, nFiles, sizeBytes });
      hashes.push(...removed.hashes);
      folders.push(...removed.folders);
      freedBytes += removed.freedBytes;
    } catch (thrown) {
      const why = whyKept(thrown);
      if (why !== undefined) kept.push({ id, why: [...why] });
    }
  return { runs, kept, hashes, folders, freedBytes };
}

/** What keeps a run that made a version; undefined of one that is not here. */
function whyKept(thrown: unknown): readonly string[] | undefined {
  if (!(thrown instanceof AppError)) throw thrown;
  if (thrown.code === 'RUN_NOT_FOUND') return undefined;
  if (thrown.code === 'RUN_STATE') return ['running'];
  if (thrown.code !== 'RUN_IN_USE') throw thrown;
  return (thrown.details.versions as readonly string[]).map((version) => `model ${version}`);
}

async function everyVersion(
  registry: RegistryStore,
  name: ModelName,
): Promise<RegisteredVersion[]> {
  const field = { of: 'attribute', key: 'name' } as const;
  const condition = { kind: 'compare', field, by: '=', value: name } as const;
  const versions: RegisteredVersion[] = [];
  let after: string | undefined;
  do {
    const { items, next } = await registry.searchVersions(
      { condition, orders: NEWEST_FIRST },
      { limit: READ_AT_ONCE, ...(after !== undefined && { after }) },
    );
    versions.push(...items);
    after = next;
  } while (after !== undefined);
  return versions;
}

/** "90d" or "12h" in milliseconds. */
function toMs(age: string): number {
  return Number.parseInt(age, 10) * HOUR_MS * (age.endsWith('d') ? 24 : 1);
}
