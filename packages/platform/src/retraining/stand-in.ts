import { AppError, asId, type ModelName } from '@kaizenml/contracts';
import type { Operations } from '@kaizenml/contracts/operations';
import type { MachineHandler } from '../at-machine.ts';
import { endpointNotFound } from '../endpoints/index.ts';
import { CHAMPION, findChampion, type RegistryStore } from '../models/index.ts';
import type { Store } from '../storage/store.ts';
import { whoAsks } from '../who-asks.ts';
import { TAGS } from './history/learned-from.ts';
import type { StandInRecord } from './store.ts';
import { toStandIn } from './to-view.ts';
import { takeBack } from './understudies/take-back.ts';

/** What standing in stands on. */
export interface StandInDeps {
  readonly store: Pick<Store, 'models' | 'registry' | 'retrainings' | 'rollouts'>;
  /** The registry with its rules: a version that may not be released does not stand in. */
  readonly registry: Pick<RegistryStore, 'setAlias'>;
}

/** An understudy that is to answer. */
export interface StandIn {
  readonly endpoint: string;
  /** Column that cannot be trusted. */
  readonly column: string;
  /** What caused it: asked for twice, it happens once. */
  readonly key: string;
  /** Why, as a sentence. */
  readonly cause: string;
  readonly who?: string | null;
}

/**
 * Lets the version that does without a column answer at once: it becomes the champion until `standDown`. A kill between leaves a note
 * by which the same call goes on.
 *
 * @throws UNDERSTUDY_MISSING, RELEASE_UNAPPROVED, RELEASE_REFUSED
 */
export async function standIn(
  { store, registry }: StandInDeps,
  { endpoint, column, key, cause, who = null }: StandIn,
): Promise<StandInRecord> {
  const name = asId<ModelName>(endpoint);
  const noted =
    (await store.retrainings.findStandIn(key)) ??
    (await store.retrainings.standIn({
      ...{ key, endpoint: name, column, cause },
      ...(await versionsOf(store, name, column)),
    }));
  if (noted.status !== 'opening') return noted;
  const champion = await findChampion(store.models, name);
  if (champion?.version !== noted.from && champion?.version !== noted.to)
    return store.retrainings.setStandIn(key, 'void');
  const active = await store.rollouts.findActive(name);
  if (active !== undefined) await takeBack(store, active, `Column "${column}" is broken.`);
  if (champion.version === noted.from) {
    const why = `It stands in without "${column}": ${cause}`;
    const reason = { by: 'person', who, why } as const;
    await registry.setAlias(name, { alias: CHAMPION, version: noted.to, reason });
  }
  return store.retrainings.setStandIn(key, 'standing');
}

/**
 * Gives the endpoint back to the version that answered before; where another one has become the champion since, that one stays.
 *
 * @throws UNDERSTUDY_MISSING where nothing stands in by the key; RELEASE_UNAPPROVED, RELEASE_REFUSED
 */
export async function standDown(
  { store, registry }: StandInDeps,
  { key, who = null }: { readonly key: string; readonly who?: string | null },
): Promise<StandInRecord> {
  const noted = await store.retrainings.findStandIn(key);
  if (noted === undefined) throw nothingStands(key);
  if (noted.status === 'ended' || noted.status === 'void') return noted;
  const { endpoint, from, to, column } = noted;
  const champion = await findChampion(store.models, endpoint);
  if (champion?.version === to) {
    const reason = { by: 'person', who, why: `Column "${column}" can be trusted again.` } as const;
    await registry.setAlias(endpoint, { alias: CHAMPION, version: from, reason });
    return store.retrainings.setStandIn(key, 'ended');
  }
  return store.retrainings.setStandIn(key, champion?.version === from ? 'ended' : 'void');
}

/** The operation: who asks without a key asks for the endpoint and the column as they stand now. */
export const standInNow =
  (deps: StandInDeps): MachineHandler<Operations['retrainings']['stand-in']> =>
  async ({ endpoint, column, because, key }, machine, asked) => {
    await assertEndpoint(deps, endpoint);
    const who = whoAsks(machine, asked);
    const known = await latest(deps, endpoint, column);
    const isThere = known?.status === 'standing' || known?.status === 'opening';
    const chosen = key ?? (isThere ? known.key : await freeKey(deps, endpoint, column));
    return toStandIn(await standIn(deps, { endpoint, column, key: chosen, cause: because, who }));
  };

export const standDownNow =
  (deps: StandInDeps): MachineHandler<Operations['retrainings']['stand-down']> =>
  async ({ endpoint, column, key }, machine, asked) => {
    await assertEndpoint(deps, endpoint);
    const chosen = key ?? (await latest(deps, endpoint, column))?.key;
    if (chosen === undefined) throw nothingStands(`${endpoint}: ${column}`);
    return toStandIn(await standDown(deps, { key: chosen, who: whoAsks(machine, asked) }));
  };

async function latest({ store }: StandInDeps, endpoint: string, column: string) {
  const all = await store.retrainings.standIns(asId<ModelName>(endpoint));
  return all.find((each) => each.column === column);
}

async function freeKey({ store }: StandInDeps, endpoint: string, column: string): Promise<string> {
  const { length } = await store.retrainings.standIns(asId<ModelName>(endpoint));
  return `by-hand:${endpoint}:${column}:${length + 1}`;
}

async function assertEndpoint({ store }: StandInDeps, endpoint: string): Promise<void> {
  if ((await store.models.find(asId<ModelName>(endpoint))) === undefined)
    throw await endpointNotFound(store.models, endpoint);
}

/** The champion, and the newest version that does without a column. */
async function versionsOf(
  { models, registry }: StandInDeps['store'],
  name: ModelName,
  column: string,
): Promise<Pick<StandInRecord, 'from' | 'to'>> {
  const versions = await models.versions(name);
  const champion = versions.find(({ aliases }) => aliases.includes(CHAMPION));
  for (const { version } of versions) {
    if (version === champion?.version) continue;
    const registered = await registry.findVersion({ name, version });
    if (registered?.tags[TAGS.understudy] === column && champion !== undefined)
      return { from: champion.version, to: version };
  }
  throw new AppError('UNDERSTUDY_MISSING', {
    message: `Endpoint "${name}" must have a version that does without "${column}", got none.`,
    hint: `Name the column in \`retraining.robust\` of its settings: such versions are trained after each promotion.`,
    details: { endpoint: name, column },
  });
}

function nothingStands(key: string): AppError {
  return new AppError('UNDERSTUDY_MISSING', {
    message: `A version must stand in before it is stood down, got none for "${key}".`,
    hint: 'See what answers with `kaizen endpoints list`.',
    details: { key },
  });
}
