import type { ArtifactHash } from '@kaizenml/contracts';

/** A place in the pool. */
export interface Seat {
  readonly hash: ArtifactHash;
  /** Bytes; 0 while it is being opened. */
  sizeBytes: number;
  /** Count of the last time that it was asked for; a later one is larger. */
  usedAt: number;
  /** Those who work with it now. */
  nUsers: number;
  /** No longer in the pool, and to be ended by the last who works with it. */
  isLetGo: boolean;
}

/**
 * Which open model is closed next: of those that nobody works with the one asked for the longest time ago, one that is not pinned
 * before any that is.
 *
 * @returns Undefined where somebody works with every one.
 */
export function pickVictim<S extends Seat>(
  seats: readonly S[],
  pinned: ReadonlySet<ArtifactHash>,
): S | undefined {
  const idle = seats.filter(({ nUsers }) => nUsers === 0);
  const free = idle.filter(({ hash }) => !pinned.has(hash));
  const among = free.length > 0 ? free : idle;
  return among.reduce<S | undefined>(
    (oldest, seat) => (oldest === undefined || seat.usedAt < oldest.usedAt ? seat : oldest),
    undefined,
  );
}
