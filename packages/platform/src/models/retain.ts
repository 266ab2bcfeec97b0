import { asId, type ModelName } from '@kaizenml/contracts';
import type { Operations } from '@kaizenml/contracts/operations';
import type { MachineHandler } from '../at-machine.ts';
import type { Clock } from '../kit/index.ts';
import { whoAsks } from '../who-asks.ts';
import {
  ACTIVE_STAGES,
  getRegistered,
  type RegisteredVersion,
  type RegistryStore,
} from './registry/index.ts';

const READ_AT_ONCE = 500;
const HOUR_MS = 3_600_000;
const NEWEST_FIRST = [
  { field: { of: 'attribute', key: 'version_number' }, isDescending: true },
] as const;

/** Takes the versions of a model out of the registry that no rule keeps, and says what went and what stayed. */
export const retainVersions =
  (registry: RegistryStore, clock: Clock): MachineHandler<Operations['models']['retain']> =>
  async ({ name: asked, keepLast, olderThan, dryRun, note }, machine, visit) => {
    const { name } = await getRegistered(registry, asId<ModelName>(asked));
    const youngestMs = clock.now() - (olderThan === undefined ? 0 : toMs(olderThan));
    const kept: { version: number; why: string[] }[] = [];
    const doomed: RegisteredVersion[] = [];
    for (const [i, version] of (await everyVersion(registry, name)).entries()) {
      const why = [
        ...(i < keepLast ? ['newest'] : []),
        ...version.aliases.map((alias) => `alias ${alias}`),
        ...(ACTIVE_STAGES.includes(version.stage) ? [`stage ${version.stage}`] : []),
        ...(Date.parse(version.createdAt) > youngestMs ? ['young'] : []),
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
    return {
      ...{ name, dryRun, kept },
      removed: doomed.map(({ version, createdAt, runId, artifact, source }) => ({
        ...{ version, createdAt, runId, artifact, source },
      })),
    };
  };

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
