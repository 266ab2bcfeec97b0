import type { ScoreBoard } from './score-board.ts';

/** Looks at rows that are not learned from, after every round. */
export interface ValidationWatch {
  readonly board: ScoreBoard;
  /** How good raw scores of its rows are; higher is better. @shape scores: K * n, output after output */
  readonly judge: (scores: Float64Array) => number;
}

/** The best round so far. */
export interface BestRound {
  /** Rounds until then; 0 is the constant alone. */
  readonly nRounds: number;
  readonly score: number;
}

/** The best round after one more; a score that is no number never is, and any number is better than it. */
export function betterOf(best: BestRound, nRounds: number, score: number): BestRound {
  const isBetter = score > best.score || (Number.isNaN(best.score) && !Number.isNaN(score));
  return isBetter ? { nRounds, score } : best;
}
