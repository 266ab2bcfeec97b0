import type { ArtifactHash } from '@kaizenml/contracts';
import type { OpenedCache } from '../model-cache.ts';
import { pickVictim, type Seat } from './pick-victim.ts';
import { createPoolCounts, type PoolFigures } from './pool-figures.ts';

/** How models of one kind are opened. */
export interface Shelf<Opened extends object> {
  /** Word for people and figures: `rows`. */
  readonly kind: string;
  open(hash: ArtifactHash): Promise<Opened>;
  /** Memory that it takes while it is open, bytes. */
  sizeOf(opened: Opened): number;
  /** Ends what it holds beside memory. Default: it holds nothing. */
  close?(opened: Opened): Promise<void>;
}

/** Whether an artifact can answer without being opened first. */
export type OpenState = 'closed' | 'opening' | 'open';

/** Opened models of every kind under one limit of memory. */
export interface ModelPool {
  /** Models of one kind, opened when they are asked for. */
  shelf<Opened extends object>(shelf: Shelf<Opened>): OpenedCache<Opened>;
  /** From now on these are closed last, and no others are pinned. */
  pin(hashes: ReadonlySet<ArtifactHash>): void;
  /** From now on open models take this many bytes together; what is too much is closed at once. */
  limitTo(bytes: number): void;
  stateOf(hash: ArtifactHash): OpenState;
  figures(): PoolFigures;
  /** Closes everything, once nobody works with it. */
  close(): Promise<void>;
}

interface Entry extends Seat {
  readonly kind: string;
  readonly opening: Promise<object>;
  opened: object | undefined;
  /** Ends it; called once, after it was let go of and the last one works with it. */
  readonly end: () => Promise<void>;
}

/**
 * A pool that closes what was asked for the longest time ago when all that is open takes more than the limit: pinned
 * models last, and never one that somebody works with or waits for. What has just been asked for stays open even where it is
 * larger than the limit, since it must answer.
 *
 * Many who ask for the same closed model wait for one opening. One that fails is forgotten: who asks next tries again.
 *
 * @param limitBytes Memory of all open models, bytes.
 * @param elapsedMs Milliseconds from any start; how long openings take is measured with it.
 * @cost One look-up for an open model; O(open models) when one is opened.
 */
export function createModelPool({
  limitBytes,
  elapsedMs = () => performance.now(),
}: {
  readonly limitBytes: number;
  readonly elapsedMs?: () => number;
}): ModelPool {
  const shelves: Map<ArtifactHash, Entry>[] = [];
  const counts = createPoolCounts();
  const ending = new Set<Promise<void>>();
  let limit = limitBytes;
  let pinned: ReadonlySet<ArtifactHash> = new Set();
  let tick = 0;
  let isOver = false;

  const entries = (): Entry[] => shelves.flatMap((shelf) => [...shelf.values()]);
  const openBytes = (): number => entries().reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const end = (entry: Entry): void => {
    const work = entry.end().finally(() => ending.delete(work));
    ending.add(work);
  };
  const letGo = (shelf: Map<ArtifactHash, Entry>, hash: ArtifactHash): void => {
    const entry = shelf.get(hash);
    if (entry === undefined) return;
    shelf.delete(hash);
    entry.isLetGo = true;
    if (entry.nUsers === 0) end(entry);
  };
  const makeRoom = (kept?: Entry): void => {
    while (openBytes() > limit) {
      const victim = pickVictim(
        entries().filter((entry) => entry !== kept && entry.opened !== undefined),
        pinned,
      );
      isOver = victim === undefined;
      if (victim === undefined) return;
      counts.evicted();
      for (const shelf of shelves) if (shelf.get(victim.hash) === victim) letGo(shelf, victim.hash);
    }
  };

  return {
    shelf<Opened extends object>({
      kind,
      open,
      sizeOf,
      close,
    }: Shelf<Opened>): OpenedCache<Opened> {
      const shelf = new Map<ArtifactHash, Entry>();
      shelves.push(shelf);
      const begin = (hash: ArtifactHash): Entry => {
        const startedAt = elapsedMs();
        const opening = open(hash);
        const entry: Entry = {
          ...{ kind, hash, opening, opened: undefined, sizeBytes: 0 },
          ...{ usedAt: ++tick, nUsers: 0, isLetGo: false },
          end: async () => {
            const opened = await opening.catch(() => undefined);
            if (opened !== undefined) await close?.(opened);
          },
        };
        shelf.set(hash, entry);
        opening.then(
          (opened) => {
            counts.opened(elapsedMs() - startedAt);
            entry.opened = opened;
            entry.sizeBytes = sizeOf(opened);
            if (!entry.isLetGo) makeRoom(entry);
          },
          () => {
            counts.failed();
            if (shelf.get(hash) === entry) shelf.delete(hash);
          },
        );
        return entry;
      };
      const entryOf = (hash: ArtifactHash): Entry => {
        const entry = shelf.get(hash);
        if (entry === undefined) return begin(hash);
        entry.usedAt = ++tick;
        return entry;
      };
      return {
        get: (hash) => entryOf(hash).opening as Promise<Opened>,
        find(hash) {
          const entry = shelf.get(hash);
          if (entry?.opened === undefined) return undefined;
          entry.usedAt = ++tick;
          return entry.opened as Opened;
        },
        async use<Made>(hash: ArtifactHash, work: (opened: Opened) => Made | Promise<Made>) {
          const entry = entryOf(hash);
          entry.nUsers += 1;
          try {
            return await work((await entry.opening) as Opened);
          } finally {
            entry.nUsers -= 1;
            if (entry.isLetGo && entry.nUsers === 0) end(entry);
            if (isOver) makeRoom(entry);
          }
        },
        drop: (hash) => letGo(shelf, hash),
      };
    },
    pin(hashes) {
      pinned = hashes;
    },
    limitTo(bytes) {
      limit = bytes;
      makeRoom();
    },
    stateOf(hash) {
      const found = shelves.map((shelf) => shelf.get(hash)).filter((entry) => entry !== undefined);
      if (found.length === 0) return 'closed';
      return found.some(({ opened }) => opened !== undefined) ? 'open' : 'opening';
    },
    figures: () => counts.figures(entries(), { limitBytes: limit, pinned }),
    async close() {
      for (const shelf of shelves) for (const hash of [...shelf.keys()]) letGo(shelf, hash);
      await Promise.all(ending);
    },
  };
}
