import type { Clock } from '../kit/index.ts';
import { resolveModel } from './resolve-model.ts';
import type { ModelStore, ModelVersionRecord } from './store.ts';

/** Resolves references on the way of every prediction, where asking the store each time would cost most of the answer. */
export interface ModelResolver {
  /**
   * The version that a reference means. At most one second old: an alias that another process moves is
   * seen after that, one that this process moves at once.
   *
   * @throws MODEL_NOT_FOUND, MODEL_VERSION_NOT_FOUND, MODEL_ALIAS_NOT_FOUND
   */
  resolve(reference: string): Promise<ModelVersionRecord>;
  /** The same, where it is known by now. */
  find(reference: string): ModelVersionRecord | undefined;
  /** Forgets everything; called when this process changes a model. */
  forget(): void;
}

const MAX_AGE_MS = 1000;
const MAX_KNOWN = 1000;

/** What a reference meant, and when it was asked. */
interface Remembered {
  readonly at: number;
  readonly version: Promise<ModelVersionRecord>;
  found: ModelVersionRecord | undefined;
}

/** A resolver with a memory of one second. */
export function createModelResolver(store: ModelStore, clock: Clock): ModelResolver {
  const known = new Map<string, Remembered>();
  const findFresh = (reference: string): Remembered | undefined => {
    const remembered = known.get(reference);
    return remembered !== undefined && clock.now() - remembered.at < MAX_AGE_MS
      ? remembered
      : undefined;
  };
  return {
    find: (reference) => findFresh(reference)?.found,
    resolve(reference) {
      const fresh = findFresh(reference);
      if (fresh !== undefined) return fresh.version;
      if (known.size >= MAX_KNOWN) known.clear();
      const version = resolveModel(store, reference);
      const remembered: Remembered = { at: clock.now(), version, found: undefined };
      known.set(reference, remembered);
      version.then(
        (found) => {
          remembered.found = found;
        },
        () => known.delete(reference),
      );
      return version;
    },
    forget: () => known.clear(),
  };
}
