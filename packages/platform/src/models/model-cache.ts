import type { ArtifactHash } from '@kaizenml/contracts';
import type { OpenedModel } from './open.ts';

/** Opened models by the hash of their artifact. */
export interface ModelCache {
  /** The model of an artifact; opened once, also when many ask at once. */
  get(hash: ArtifactHash): Promise<OpenedModel>;
}

/** Models that stay open. */
const MAX_OPEN = 32;

/** A cache that forgets the least recently used model, and any that could not be opened. */
export function createModelCache(
  open: (hash: ArtifactHash) => Promise<OpenedModel>,
  maxOpen = MAX_OPEN,
): ModelCache {
  const models = new Map<ArtifactHash, Promise<OpenedModel>>();
  return {
    get(hash) {
      const known = models.get(hash);
      if (known !== undefined) {
        models.delete(hash);
        models.set(hash, known);
        return known;
      }
      const opening = open(hash);
      models.set(hash, opening);
      opening.catch(() => models.delete(hash));
      for (const oldest of models.keys()) {
        if (models.size <= maxOpen) break;
        models.delete(oldest);
      }
      return opening;
    },
  };
}
