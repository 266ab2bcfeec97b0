import type { ArtifactHash } from '@kaizenml/contracts';

/** A finished step: the key of everything it depends on, and what came out. */
export interface CachedStep {
  readonly key: string;
  readonly step: string;
  readonly output: ArtifactHash;
  readonly finishedAt: string;
  readonly durationMs: number;
}

/** Where finished steps are remembered. */
export interface StepCacheStore {
  find(key: string): Promise<CachedStep | undefined>;
  /** Adds or replaces the entry of this key. */
  put(entry: CachedStep): Promise<void>;
}
