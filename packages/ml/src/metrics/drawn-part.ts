import { type Random, shuffledIndices } from '../math/index.ts';
import { type Outcome, outcomeLength } from './outcome.ts';
import { outcomeRows } from './outcome-rows.ts';

/** Rows that resamples are drawn from, at most. */
export const MOST_DRAWN_ROWS = 20_000;

/** A part of the rows of an outcome that intervals are drawn from. */
export interface DrawnPart {
  /** The same part of any outcome of these rows. */
  of(outcome: Outcome): Outcome;
  /** How much less the value of all rows varies than that of the part: sqrt(part / all). */
  readonly shrink: number;
}

/**
 * The rows that a bootstrap draws from: all of them, or of very many ones a part. What a draw from m of n rows differs from the
 * value of the m is sqrt(n / m) times what a draw from all differs from the value of all.
 *
 * Rows that belong to groups are taken all, however many they are.
 *
 * @param random Asked only where a part is drawn.
 * @source Bickel, Götze & van Zwet (1997), "Resampling fewer than n observations", Statistica Sinica 7.
 */
export function drawnPart(outcome: Outcome, random: Random): DrawnPart {
  const n = outcomeLength(outcome);
  const isGrouped = outcome.kind === 'regression' && outcome.groups !== undefined;
  if (n <= MOST_DRAWN_ROWS || isGrouped) return { of: (whole) => whole, shrink: 1 };
  const rows = shuffledIndices(n, random).slice(0, MOST_DRAWN_ROWS).sort();
  return {
    of: (whole) => outcomeRows(whole, rows),
    shrink: Math.sqrt(MOST_DRAWN_ROWS / n),
  };
}
