import type { Store } from '../../storage/store.ts';
import type { DatasetVersionRecord } from '../store.ts';
import { datasetNode } from './record-derivation.ts';

/**
 * What was made from versions, and the tags that name them: nodes of the lineage and `tag:<name>@<tag>`.
 *
 * A version whose content another one holds that stays has no users: nothing is lost.
 */
export async function usersOf(
  { datasets, lineage }: Pick<Store, 'datasets' | 'lineage'>,
  doomed: readonly DatasetVersionRecord[],
): Promise<readonly string[]> {
  const going = new Set(doomed.map(({ name, version }) => `${name}@${version}`));
  const hashes = new Set(doomed.map(({ hash }) => hash));
  await datasets.locked(async (versions) => {
    for (const { name, version, hash } of versions)
      if (!going.has(`${name}@${version}`)) hashes.delete(hash);
  });
  const users = new Set<string>();
  for (const hash of hashes) {
    const node = datasetNode(hash);
    const edges = await lineage.around(node);
    for (const to of reachedFrom(node, edges)) users.add(to);
  }
  for (const name of new Set(doomed.map(({ name }) => name)))
    for (const { tag, version } of await datasets.tags(name))
      if (going.has(`${name}@${version}`)) users.add(`tag:${name}@${tag}`);
  return [...users].sort();
}

/** Runs and datasets that a node leads to, straight or over a derivation, and every model that it leads to. */
function reachedFrom(
  node: string,
  edges: Awaited<ReturnType<Store['lineage']['around']>>,
): ReadonlySet<string> {
  const reached = new Set([node]);
  const isNear = new Set([node]);
  const users = new Set<string>();
  for (const at of reached)
    for (const { from, to } of edges) {
      if (from !== at || reached.has(to)) continue;
      reached.add(to);
      if (!isNear.has(at) && !to.startsWith('model:')) continue;
      if (/^(derivation|raw):/.test(to)) isNear.add(to);
      else users.add(to);
    }
  return users;
}
