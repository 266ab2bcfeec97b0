import type { ChangeReason } from '../audit/index.ts';
import {
  getRegistered,
  getRegisteredVersion,
  type ModelOrVersion,
  type RegistryStore,
} from './registry/index.ts';

/** Sets and takes away tags of a model or a version. @returns All that it has then */
export async function setTags(
  registry: RegistryStore,
  { name, version }: ModelOrVersion,
  change: {
    readonly tags: Readonly<Record<string, string | null>>;
    readonly reason: ChangeReason;
  },
): Promise<{ name: string; version: number | null; tags: Record<string, string> }> {
  if (version === undefined) {
    await registry.tagModel(name, change);
    const { tags } = await getRegistered(registry, name);
    return { name, version: null, tags: { ...tags } };
  }
  await registry.tagVersion({ name, version }, change);
  const { tags } = await getRegisteredVersion(registry, { name, version });
  return { name, version, tags: { ...tags } };
}
