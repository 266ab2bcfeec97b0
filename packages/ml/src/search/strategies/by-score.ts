import type { Tried } from './strategy.ts';

/** Best first; of two equal ones the earlier one. */
export function byScore(a: Tried, b: Tried): number {
  return a.score === b.score ? a.trial - b.trial : b.score - a.score;
}
