import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { Clock } from '../kit/index.ts';
import { getVersion } from './get-version.ts';
import type { RemoveDeps } from './remove.ts';
import type { DatasetVersionRecord } from './store.ts';
import { removeVersions } from './versions/remove-versions.ts';
import { usersOf } from './versions/users-of.ts';

type Retain = Operations['datasets']['retain'];

const HOUR_MS = 3_600_000;

/** Removes the versions of a dataset that no rule keeps. */
export const retainDataset =
  (deps: RemoveDeps & { readonly clock: Clock }): Handler<Retain> =>
  async ({ name, keepLast, keepTagged, olderThan, dryRun, force }) => {
    const { datasets } = deps.store;
    await getVersion(datasets, name);
    const versions = await datasets.versions(name);
    const tags = await datasets.tags(name);
    const youngest = deps.clock.now() - (olderThan === undefined ? 0 : toMs(olderThan));
    const kept: { version: number; why: string[] }[] = [];
    const doomed: DatasetVersionRecord[] = [];
    for (const record of versions) {
      const why: string[] = [];
      const sameSpan = versions.filter(({ span }) => span === record.span);
      if (sameSpan.indexOf(record) < keepLast) why.push('newest');
      const tag = tags.find(({ version }) => version === record.version)?.tag;
      if (tag !== undefined && keepTagged) why.push(`tag ${tag}`);
      if (Date.parse(record.createdAt) > youngest) why.push('young');
      if (why.length === 0 && !force) why.push(...(await users(deps, record, keepTagged)));
      if (why.length > 0) kept.push({ version: record.version, why });
      else doomed.push(record);
    }
    const removed = doomed.map(({ version }) => ({ name, version }));
    const freedBytes = dryRun || doomed.length === 0 ? 0 : await removeVersions(deps, doomed);
    return { dryRun, kept, removed, freedBytes };
  };

async function users(
  { store }: RemoveDeps,
  record: DatasetVersionRecord,
  keepTagged: boolean,
): Promise<string[]> {
  const found = await usersOf(store, [record]);
  return found.filter((user) => keepTagged || !user.startsWith('tag:'));
}

/** "90d" or "12h" in milliseconds. */
function toMs(age: string): number {
  return Number.parseInt(age, 10) * HOUR_MS * (age.endsWith('d') ? 24 : 1);
}
