import type { Fidelity } from '../searcher.ts';

/** How cheap a first look may be. */
export interface LadderLimits {
  readonly nRows: number;
  readonly nFolds: number;
  /** How many times as much each rung costs as the one below. Default 3. */
  readonly eta?: number;
  /** Rows that a first look needs at least. Default 1000. */
  readonly fewestRows?: number;
  /** Rungs at most. Default 4. */
  readonly nRungs?: number;
}

/**
 * Rungs from a cheap look to the full measurement, each about eta times as dear as the one below: rows and folds are saved
 * first, members last, since fewer members with the same rate of learning are another model.
 */
export function ladderOf({
  nRows,
  nFolds,
  eta = 3,
  fewestRows = 1000,
  nRungs = 4,
}: LadderLimits): Fidelity[] {
  const rungs: Fidelity[] = [{ rows: 1, members: 1, folds: nFolds }];
  while (rungs.length < nRungs) {
    const { rows, folds } = rungs[0];
    const below = cheaper(rows, folds, { nRows, eta, fewestRows });
    if (below === undefined) break;
    rungs.unshift(below);
  }
  return rungs;
}

/** Fewer folds while there are more than one, then fewer rows. */
function cheaper(
  rows: number,
  folds: number,
  { nRows, eta, fewestRows }: { nRows: number; eta: number; fewestRows: number },
): Fidelity | undefined {
  if (folds > 1) return { rows, members: 1, folds: Math.max(1, Math.round(folds / eta)) };
  const fewer = Math.max(rows / eta, fewestRows / nRows);
  return fewer <= (rows * 2) / eta ? { rows: fewer, members: 1, folds } : undefined;
}
