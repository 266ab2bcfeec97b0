import type { Fidelity } from '../searcher.ts';
import type { Schedule, Step } from '../strategy.ts';
import { meanScore } from './mean-score.ts';

/**
 * Every candidate gets a cheap look; of those on a rung the best 1 / eta go on to the next one, as soon as there are enough to
 * say so, so that no worker waits for a round to end.
 *
 * @param ladder Rungs from cheap to full.
 * @param eta One of so many goes on. Default 3.
 * @source Li, Jamieson, Rostamizadeh, Gonina, Ben-tzur, Hardt, Recht & Talwalkar (2020), "A System for Massively Parallel
 * Hyperparameter Tuning" (ASHA), MLSys 2.
 */
export function successiveHalving(ladder: readonly Fidelity[], { eta = 3 } = {}): Schedule {
  const rungs = ladder.map(() => new Map<number, number>());
  const gone = ladder.map(() => new Set<number>());
  const rungOf = new Map<number, number>();
  const known = new Map<number, readonly number[]>();

  return {
    begin(trial) {
      rungOf.set(trial, 0);
      return { ...ladder[0], firstFold: 0 };
    },
    due() {
      for (let rung = ladder.length - 2; rung >= 0; rung--) {
        const trial = promotable(rungs[rung], gone[rung], eta);
        if (trial === undefined) continue;
        gone[rung].add(trial);
        rungOf.set(trial, rung + 1);
        return { trial, step: stepBetween(ladder[rung], ladder[rung + 1]) };
      }
      return undefined;
    },
    settle(trial, { firstFold }, scores) {
      const all = firstFold > 0 ? [...(known.get(trial) ?? []), ...scores] : scores;
      known.set(trial, all);
      const score = meanScore(all);
      rungs[rungOf.get(trial) ?? 0].set(trial, score);
      return score;
    },
  };
}

/** The best one that did not go on yet, if it is among the best 1 / eta. */
function promotable(
  scores: ReadonlyMap<number, number>,
  gone: ReadonlySet<number>,
  eta: number,
): number | undefined {
  return [...scores]
    .sort(([a, left], [b, right]) => right - left || a - b)
    .slice(0, Math.floor(scores.size / eta))
    .find(([trial]) => !gone.has(trial))?.[0];
}

/** Folds go on where rows and members stay the same, and begin anew where they do not. */
function stepBetween(from: Fidelity, to: Fidelity): Step {
  const goesOn = from.rows === to.rows && from.members === to.members;
  return { ...to, firstFold: goesOn ? from.folds : 0 };
}
