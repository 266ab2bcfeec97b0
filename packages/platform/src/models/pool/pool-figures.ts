import type { ArtifactHash } from '@kaizenml/contracts';

/** What a pool holds, and what it did since it began. */
export interface PoolFigures {
  readonly limitBytes: number;
  readonly openBytes: number;
  /** Open models by kind; kinds without one are absent. */
  readonly openByKind: ReadonlyMap<string, number>;
  readonly nOpening: number;
  /** Open models that are closed last. */
  readonly nPinned: number;
  readonly nOpened: number;
  /** Time of all openings, summed. */
  readonly openingMs: number;
  readonly nFailed: number;
  /** Closed because others needed the memory. */
  readonly nEvicted: number;
}

/** What the figures are read from. */
interface Held {
  readonly hash: ArtifactHash;
  readonly kind: string;
  readonly opened: object | undefined;
  readonly sizeBytes: number;
}

/** Counts what happens to a pool. */
export interface PoolCounts {
  opened(tookMs: number): void;
  failed(): void;
  evicted(): void;
  figures(
    held: readonly Held[],
    about: { readonly limitBytes: number; readonly pinned: ReadonlySet<ArtifactHash> },
  ): PoolFigures;
}

export function createPoolCounts(): PoolCounts {
  const sums = { nOpened: 0, openingMs: 0, nFailed: 0, nEvicted: 0 };
  return {
    opened(tookMs) {
      sums.nOpened += 1;
      sums.openingMs += tookMs;
    },
    failed() {
      sums.nFailed += 1;
    },
    evicted() {
      sums.nEvicted += 1;
    },
    figures(held, { limitBytes, pinned }) {
      const open = held.filter(({ opened }) => opened !== undefined);
      const openByKind = new Map<string, number>();
      for (const { kind } of open) openByKind.set(kind, (openByKind.get(kind) ?? 0) + 1);
      return {
        ...sums,
        ...{ limitBytes, openByKind, nOpening: held.length - open.length },
        openBytes: open.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
        nPinned: open.filter(({ hash }) => pinned.has(hash)).length,
      };
    },
  };
}
