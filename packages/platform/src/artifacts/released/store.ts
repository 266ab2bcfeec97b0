import type { ArtifactHash } from '@kaizenml/contracts';

/** An artifact that a deletion let go. */
export interface ReleasedArtifact {
  readonly hash: ArtifactHash;
  /** What was deleted: a model, or a run by its id. */
  readonly name: string;
  /** `/3` for a version of the model; empty for all of it. */
  readonly part: string;
}

/** An artifact whose bytes left the disk. */
export interface FreedArtifact {
  readonly hash: ArtifactHash;
  readonly nFiles: number;
  readonly sizeBytes: number;
}

/** What still needs an artifact, as `run 01J…`, `model churn/3`, `graph pricing/1`, `dataset rides@2` or `step fit`. */
export type HoldersByHash = ReadonlyMap<ArtifactHash, readonly string[]>;

/** What is about to be deleted, and holds nothing any more. */
export interface Doomed {
  readonly versions?: readonly { readonly name: string; readonly version: number }[];
  /** By id. */
  readonly runs?: readonly string[];
  /** Steps that were finished before this instant, ISO 8601 in UTC. */
  readonly stepsBefore?: string | undefined;
}

/** What became of artifacts that were let go. */
export interface SettledArtifacts {
  readonly freed: readonly FreedArtifact[];
  /** Those that stay, and why: what holds them, or which run is under way. */
  readonly left: HoldersByHash;
}

/**
 * Artifacts that this store let go. A deletion marks them in its transaction, so that a process that dies before it has removed their
 * bytes leaves them to the next; what no deletion of this store let go is never removed.
 */
export interface ReleasedArtifactStore {
  /** Artifacts that were let go and are not settled. */
  marked(): Promise<readonly ArtifactHash[]>;
  /** Runs of ours that work now, as reasons for what is left. */
  underWay(): Promise<readonly string[]>;
  /** @param without What is left out, as if it were gone. */
  holdersOf(hashes: readonly ArtifactHash[], without?: Doomed): Promise<HoldersByHash>;
  /**
   * Settles marked artifacts, while nobody else writes to the store: those that somebody holds are no longer marked, and the others
   * are given to `take`. While a run of ours is under way they stay marked, since it may be about to name one. What was taken is in
   * the audit trail.
   *
   * @param choice.only Those of these hashes. Default: all that are marked.
   * @param choice.take Takes their bytes out of reach, and says what there was.
   */
  settle(choice: {
    readonly only?: readonly ArtifactHash[] | undefined;
    readonly take: (released: readonly ReleasedArtifact[]) => Promise<readonly FreedArtifact[]>;
  }): Promise<SettledArtifacts>;
}
