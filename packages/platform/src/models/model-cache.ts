import type { ArtifactHash } from '@kaizenml/contracts';
import type { OpenedModel } from './open.ts';

/** What was opened, by the hash of its artifact. */
export interface OpenedCache<Opened> {
  /**
   * What an artifact holds; opened once, also when many ask at once.
   *
   * Who keeps it may work with it for ever where it is memory alone; what must be closed is worked with inside `use`.
   */
  get(hash: ArtifactHash): Promise<Opened>;
  /** The same when it is open already; undefined otherwise. */
  find(hash: ArtifactHash): Opened | undefined;
  /** Lets `work` have it; it is not closed before `work` has ended, whatever happens meanwhile. */
  use<Made>(hash: ArtifactHash, work: (opened: Opened) => Made | Promise<Made>): Promise<Made>;
  /** Lets go of it; whoever works with it goes on, and who asks next opens it again. */
  drop(hash: ArtifactHash): void;
}

/** Opened models that answer rows. */
export type ModelCache = OpenedCache<OpenedModel>;
