import { type Candidate, type TableShape, workOf } from '@kaizenml/ml/search';

/** How fast this machine is now: learned from folds that were fitted, told of those that were not. */
export interface Speed {
  learn(candidate: Candidate, ms: number): void;
  /** What a fold will about take; undefined before the first one was fitted. */
  foldMs(candidate: Candidate): number | undefined;
  /** Milliseconds per unit of work: 1 on the machine where work was measured. */
  pace(): number;
}

/** Fits below this are mostly overhead and say nothing of the pace. */
const FEWEST_MS = 2;
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
    foldMs(candidate) {
      const ratio = median(ownRatios(candidate)) ?? median(all);
      return ratio === undefined ? undefined : ratio * workOf(candidate, shape);
    },
    pace: () => Math.min(PACES.most, Math.max(PACES.least, median(all) ?? 1)),
  };
}

function median(values: readonly number[]): number | undefined {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
