import { type Candidate, type TableShape, workOf } from '@kaizenml/ml/search';

/** How fast this machine is now: learned from folds that were fitted, told of those that were not. */
export interface Speed {
  /** Takes what a fold took; of one that was stopped, how long it had taken by then. */
  learn(candidate: Candidate, ms: number): void;
  /** Takes what the preparation of a fold took. */
  learnPreparation(recipe: string, ms: number): void;
  /** What preparations of the training part of a fold took, the longest of each recipe, together. */
  preparationMs(): number;
  /** What a fold will take at least, most probably; undefined before one of the same estimator was fitted. */
  leastMs(candidate: Candidate): number | undefined;
  /** Milliseconds per unit of work: 1 on the machine where work was measured. */
  pace(): number;
}

/** Fits below this are mostly overhead and say nothing of the pace. */
const FEWEST_MS = 20;
/** How many times too much may be expected. */
const DOUBT = 2;
/** Beyond these it is the work that was misjudged. */
const PACES = { least: 0.5, most: 8 } as const;

/**
 * Opens a record of speeds: the median ratio of time to work, by estimator and of all.
 *
 * @param shape The training part of a fold.
 */
export function openSpeed(shape: TableShape): Speed {
  const all: number[] = [];
  const byEstimator = new Map<string, number[]>();
  const preparations = new Map<string, number>();
  return {
    learn(candidate, ms) {
      if (ms < FEWEST_MS || candidate.isBaseline) return;
      const ratio = ms / workOf(candidate, shape);
      all.push(ratio);
      byEstimator.set(candidate.estimator, [
        ...(byEstimator.get(candidate.estimator) ?? []),
        ratio,
      ]);
    },
    learnPreparation(recipe, ms) {
      preparations.set(recipe, Math.max(ms, preparations.get(recipe) ?? 0));
    },
    preparationMs: () => [...preparations.values()].reduce((sum, ms) => sum + ms, 0),
    leastMs(candidate) {
      const own = median(byEstimator.get(candidate.estimator) ?? []);
      return own && (own / DOUBT) * workOf(candidate, shape);
    },
    pace: () => Math.min(PACES.most, Math.max(PACES.least, median(all) ?? 1)),
  };
}

function median(values: readonly number[]): number | undefined {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
