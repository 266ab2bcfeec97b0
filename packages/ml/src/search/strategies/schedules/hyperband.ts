import type { Fidelity } from '../searcher.ts';
import type { Schedule } from '../strategy.ts';
import { brackets } from './brackets.ts';
import { successiveHalving } from './successive-halving.ts';

/**
 * Successive halving that hedges: of every round of candidates most begin at the lowest rung, some higher, and a few get the full
 * measurement at once, in the numbers of Hyperband, so that candidates that shine late have a chance.
 *
 * @param ladder Rungs from cheap to full, each eta times as dear as the one below.
 * @source Li et al. (2018), "Hyperband", JMLR 18; without rounds that wait as in ASHA (Li et al. 2020, section 3.3).
 */
export function hyperband(ladder: readonly Fidelity[], { eta = 3 } = {}): Schedule {
  const table = brackets(eta ** (ladder.length - 1), eta);
  const parts = table.map((_, i) => successiveHalving(ladder.slice(i), { eta }));
  const counts = table.map(([first]) => first.nCandidates);
  const perRound = counts.reduce((sum, count) => sum + count, 0);
  const partOf = new Map<number, Schedule>();

  const partOfNth = (nth: number): Schedule => {
    const place = nth % perRound;
    const ends = counts.map((_, i) => counts.slice(0, i + 1).reduce((sum, each) => sum + each, 0));
    return parts[ends.findIndex((end) => place < end)];
  };

  return {
    begin(trial, draft) {
      const part = partOfNth(partOf.size);
      partOf.set(trial, part);
      return part.begin(trial, draft);
    },
    due() {
      for (const part of parts) {
        const due = part.due();
        if (due !== undefined) return due;
      }
      return undefined;
    },
    settle: (trial, step, scores) => (partOf.get(trial) ?? parts[0]).settle(trial, step, scores),
  };
}
