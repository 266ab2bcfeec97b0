import type { LinUcbState } from '@kaizenml/ml/bandits';

/** How a column of the rows becomes numbers that a contextual bandit reads. */
export type ContextColumn =
  | {
      readonly column: string;
      readonly kind: 'number';
      readonly center: number;
      readonly scale: number;
    }
  | { readonly column: string; readonly kind: 'category'; readonly levels: readonly string[] };

/** What a bandit was told when it began; it does not change. */
export interface BanditSettings {
  /** Versions to choose among besides the champion, different ones. */
  readonly challengers: readonly number[];
  /** Least share of every version that is not out, 0 to 1. */
  readonly floor: number;
  readonly maxShare: number;
  /** Whether the version that is surely the best becomes the champion. */
  readonly promotes: boolean;
  /** What it chooses by; none of a plain bandit. */
  readonly context: readonly ContextColumn[];
}

/** A version, and its share of the requests, 0 to 1. */
export interface VersionShare {
  readonly version: number;
  readonly share: number;
}

/** Where a bandit stands: all that choosing a version needs. JSON. */
export interface BanditStanding {
  /** When rewards were last taken into account, ISO 8601 in UTC. */
  readonly learnedAt: string;
  /** The versions that get requests, the champion first; a contextual bandit deals its latest requests out like this. */
  readonly shares: readonly VersionShare[];
  readonly out: readonly { readonly version: number; readonly reason: string }[];
  /** Of a contextual bandit, with an arm per row of `shares`; null before it knows enough: then every version gets the same. */
  readonly model: LinUcbState | null;
}

/** Every version gets the same, as it is before anything is known. */
export function evenShares(versions: readonly number[]): readonly VersionShare[] {
  return versions.map((version) => ({ version, share: 1 / versions.length }));
}
