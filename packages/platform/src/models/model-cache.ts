import type { ArtifactHash } from '@kaizenml/contracts';
import type { OpenedModel } from './open.ts';

/** What was opened, by the hash of its artifact. */
export interface OpenedCache<Opened> {
  /** What an artifact holds; opened once, also when many ask at once. */
  get(hash: ArtifactHash): Promise<Opened>;
  /** Lets go of it; whoever works with it goes on, and who asks next opens it again. */
  drop(hash: ArtifactHash): void;
  /** Forgets everything, and closes it. */
  clear(): Promise<void>;
}

/** Opened models that answer rows. */
export type ModelCache = OpenedCache<OpenedModel>;

/** Models that stay open. */
const MAX_OPEN = 32;

/**
 * A cache that forgets the least recently used model, and any that could not be opened.
 *
 * @param options.maxOpen Models that stay open. Default 32.
 * @param options.close Ends what a forgotten one holds beside memory. Default: it holds nothing.
 */
export function createModelCache<Opened>(
  open: (hash: ArtifactHash) => Promise<Opened>,
  {
    maxOpen = MAX_OPEN,
    close = () => Promise.resolve(),
  }: { readonly maxOpen?: number; readonly close?: (opened: Opened) => Promise<void> } = {},
): OpenedCache<Opened> {
  const models = new Map<ArtifactHash, Promise<Opened>>();
  const forget = async (hash: ArtifactHash): Promise<void> => {
    const opening = models.get(hash);
    models.delete(hash);
    const opened = await opening?.catch(() => undefined);
    if (opened !== undefined) await close(opened);
  };
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
        void forget(oldest);
      }
      return opening;
    },
    drop: (hash) => void forget(hash),
    async clear() {
      await Promise.all([...models.keys()].map(forget));
    },
  };
}
