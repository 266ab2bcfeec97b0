import type { ModelName } from '@kaizenml/contracts';
import { CHAMPION } from './resolve-model.ts';
import type { ModelStore, ModelVersionRecord } from './store.ts';

/** The version that `champion` points at; undefined where none does. */
export async function findChampion(
  models: Pick<ModelStore, 'versions'>,
  name: ModelName,
): Promise<ModelVersionRecord | undefined> {
  const versions = await models.versions(name);
  return versions.find(({ aliases }) => aliases.includes(CHAMPION));
}
