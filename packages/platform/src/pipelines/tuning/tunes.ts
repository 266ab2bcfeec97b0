import type { ArtifactHash } from '@kaizenml/contracts';

/** What a run fine-tunes, in the place of a search. */
export interface Tunes {
  /** The model that is kept; of one that is fine-tuned already its base is. */
  readonly artifact: ArtifactHash;
  /** Column of dates that says when a row came to be. */
  readonly column: string;
  /** What came up to here the base has learned from, ISO 8601: it teaches a correction nothing. */
  readonly since: string;
}
