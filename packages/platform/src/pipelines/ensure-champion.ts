import { CHAMPION } from '../models/index.ts';
import type { ModelVersionRecord, NewModelVersion } from '../models/store.ts';
import type { Store } from '../storage/store.ts';

/**
 * Registers an artifact as the new champion of its model, unless the newest version is that artifact already.
 *
 * @returns The version that holds the artifact.
 */
export async function ensureChampion(
  { models }: Pick<Store, 'models'>,
  model: Omit<NewModelVersion, 'aliases'>,
): Promise<ModelVersionRecord> {
  const [newest] = await models.versions(model.name);
  if (newest?.artifact === model.artifact) return newest;
  return models.register({ ...model, aliases: [CHAMPION] });
}
