import { type Candidate, type TableShape, workOf } from '@kaizenml/ml/search';

/** How fast this machine is now: learned from folds that were fitted, told of those that were not. */
export interface Speed {
  learn(candidate: Candidate, ms: number): void;
  /** What a fold will take at least, most probably; undefined before the first one was fitted. */
  leastMs(candidate: Candidate): number | undefined;
  /** Milliseconds per unit of work: 1 on the machine where work was measured. */
  pace(): number;
}

/** Fits below this are mostly overhead and say nothing of the pace. */
const FEWEST_MS = 2;
/** How many times too much may be expected of an estimator by what it took, and by what others took. */
const DOUBT = { own: 2, others: 8 } as const;
/** Beyond these it is the work that was misjudged. */
const PACES = { least: 0.5, most: 8 } as const;

/**
 * Opens a record of speeds. Of an estimator that was fitted the median of its own ratios of time to work counts, of others that of
 * all.
 *
 * @param shape The training part of a fold.
 */
export function openSpeed(shape: TableShape): Speed {
  const all: number[] = [];
  const byEstimator = new Map<string, number[]>();
  const ownRatios = ({ estimator }: Candidate): number[] => {
    const known = byEstimator.get(estimator) ?? [];
    byEstimator.set(estimator, known);
    return known;
  };
  return {
    learn(candidate, ms) {
      if (ms < FEWEST_MS || candidate.isBaseline) return;
      const ratio = ms / workOf(candidate, shape);
      all.push(ratio);
      ownRatios(candidate).push(ratio);
    },
    leastMs(candidate) {
      const own = median(ownRatios(candidate));
      const others = median(all);
      if (own !== undefined) return (own / DOUBT.own) * workOf(candidate, shape);
      return others && (others / DOUBT.others) * workOf(candidate, shape);
    },
    pace: () => Math.min(PACES.most, Math.max(PACES.least, median(all) ?? 1)),
  };
}

function median(values: readonly number[]): number | undefined {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
