import type { Clock, Log } from '../../kit/index.ts';
import type { ReleasedArtifactStore } from '../released/store.ts';
import { sweepReleased } from '../released/sweep-released.ts';
import type { ArtifactStore } from '../store.ts';
import type { ArtifactTrees } from './trees.ts';
import type { Uploads } from './uploads.ts';

const EVERY_MS = 24 * 3600 * 1000;
/** Bytes are recorded a moment after they are stored; a day is more than any clock of a bucket is wrong. */
const YOUNG_MS = 24 * 3600 * 1000;
/** Time in which an upload in parts may be finished. */
const UPLOAD_MS = 7 * 24 * 3600 * 1000;

/** What is swept, and who hears of it. */
export interface SweepParts {
  readonly trees: Pick<ArtifactTrees, 'sweep'>;
  readonly uploads: Pick<Uploads, 'removeBefore'>;
  readonly store: { readonly releasedArtifacts: ReleasedArtifactStore };
  readonly artifacts: Pick<ArtifactStore, 'setAside' | 'discard'>;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Removes, now and once a day, what dead processes left: bytes that were stored and not recorded, uploads in parts that nobody
 * finished in a week, and artifacts of ours that deletions let go. What fails is logged, and tried again the next day.
 */
export function startSweeping({ trees, uploads, store, artifacts, clock, log }: SweepParts): {
  close(): Promise<void>;
} {
  const sweepOnce = async () => {
    try {
      await uploads.removeBefore(clock.now() - UPLOAD_MS);
      const { nContents, freedBytes } = await trees.sweep({ before: clock.now() - YOUNG_MS });
      if (nContents > 0) log.info('artifacts swept', { nContents, freedBytes });
      const { freed } = await sweepReleased({ released: store.releasedArtifacts, artifacts });
      if (freed.length > 0) log.info('released artifacts removed', { nArtifacts: freed.length });
    } catch (thrown) {
      log.warn('artifacts not swept', { reason: String(thrown) });
    }
  };
  let running = sweepOnce();
  const timer = setInterval(() => {
    running = running.then(sweepOnce);
  }, EVERY_MS);
  timer.unref();
  return {
    close: () => {
      clearInterval(timer);
      return running;
    },
  };
}
