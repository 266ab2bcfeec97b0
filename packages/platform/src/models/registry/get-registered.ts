import { AppError, type ModelName } from '@kaizenml/contracts';
import { modelNotFound } from '../../storage/index.ts';
import type { RegisteredModel, RegisteredVersion, RegistryStore, VersionAt } from './store.ts';

const MAX_LOOKED_AT = 1000;

/** A registered model, whether or not it can answer. @throws MODEL_NOT_FOUND with the closest names */
export async function getRegistered(
  registry: Pick<RegistryStore, 'findModel' | 'searchModels'>,
  name: ModelName,
): Promise<RegisteredModel> {
  const model = await registry.findModel(name);
  if (model !== undefined) return model;
  const { items } = await registry.searchModels({ orders: [] }, { limit: MAX_LOOKED_AT });
  throw modelNotFound(
    name,
    items.map((item) => item.name),
  );
}

/** A version, whether or not it can answer. @throws MODEL_NOT_FOUND, MODEL_VERSION_NOT_FOUND */
export async function getRegisteredVersion(
  registry: Pick<RegistryStore, 'findModel' | 'findVersion' | 'searchModels'>,
  { name, version }: VersionAt,
): Promise<RegisteredVersion> {
  const found = await registry.findVersion({ name, version });
  if (found !== undefined) return found;
  await getRegistered(registry, name);
  throw new AppError('MODEL_VERSION_NOT_FOUND', {
    message: `Model "${name}" has no version ${version}.`,
    hint: `See all with \`kaizen models versions ${name}\`.`,
    details: { name, version },
  });
}
