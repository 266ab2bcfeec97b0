import type { ArtifactHash } from '@kaizenml/contracts';
import type { ChangeReason } from '../audit/index.ts';

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
  /** What the steps gave that were finished before an instant, ISO 8601 in UTC; one for each. */
  before(at: string): Promise<readonly ArtifactHash[]>;
  /** Forgets the steps that were finished before an instant, and lets go what they gave: they are done again when they are asked for. */
  forgetBefore(at: string, reason: ChangeReason): Promise<void>;
}
