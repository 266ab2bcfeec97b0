import type { Clock } from '../../kit/index.ts';

const PER_MS = 1000;

/** Gives numbers that always increase, and go by the time: parts of a run are sorted by them as they were logged. */
export function createPositions(clock: Clock): () => number {
  let last = 0;
  return () => {
    last = Math.max(last + 1, Math.floor(clock.now()) * PER_MS);
    return last;
  };
}
