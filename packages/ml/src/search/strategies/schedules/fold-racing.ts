import { chiSquareQuantile, sampleMoments } from '../../../stats/index.ts';
import type { Schedule, Step } from '../strategy.ts';
import { meanScore } from './mean-score.ts';

/** How a race is run. */
export interface RaceRules {
  readonly nFolds: number;
  /** Chance, over all folds together, that a candidate is stopped which would have become the best. Default 0.05. */
  readonly errorRate?: number;
}

/** Degrees of freedom that the spread of the differences needs before anyone is stopped. */
const FEWEST_FREEDOMS = 8;

/**
 * The first few candidates are measured whole, which tells how folds differ; later ones one fold after the other. A candidate
 * stops once it is improbable that its mean over all folds beats the best.
 *
 * Of a candidate that trails the best by d on average over the same j of K folds, the final difference is about normal with mean
 * d and variance s² (K - j) / (K j), where s is the spread of such differences between folds. It is pooled over all
 * finished candidates, or its own where that is larger. The rate of errors is divided by the K - 1 looks (Bonferroni).
 *
 * A candidate that was stopped is worth the score of the best less d: what its own folds say, without their luck.
 *
 * @source Maron & Moore (1994), "Hoeffding Races", NIPS 6; Birattari et al. (2002), "A Racing Algorithm for Configuring
 * Metaheuristics", GECCO; variance of a mean that is partly known as in sequential analysis (stochastic curtailment).
 */
export function foldRacing({ nFolds, errorRate = 0.05 }: RaceRules): Schedule {
  const perLook = errorRate / Math.max(1, nFolds - 1);
  const critical = Math.sqrt(chiSquareQuantile(1 - 2 * perLook, 1));
  const scoresOf = new Map<number, readonly number[]>();
  const finished: (readonly number[])[] = [];
  const waiting: { readonly trial: number; readonly step: Step }[] = [];
  let best: readonly number[] | undefined;

  const isHopeless = (scores: readonly number[]): boolean => {
    if (best === undefined) return false;
    const gaps = scores.map((score, fold) => (best?.[fold] ?? score) - score);
    const pooled = pooledVariance(finished, best);
    if (pooled === undefined) return false;
    const variance = Math.max(pooled, gaps.length > 1 ? sampleMoments(gaps).sd ** 2 : 0);
    const deviation = Math.sqrt((variance * (nFolds - gaps.length)) / (nFolds * gaps.length));
    return meanScore(gaps) > critical * deviation;
  };

  return {
    begin: () => {
      const folds = knowsSpread(finished, nFolds) ? 1 : nFolds;
      return { rows: 1, members: 1, folds, firstFold: 0 };
    },
    due: () => waiting.shift(),
    settle(trial, { folds }, scores) {
      const all = [...(scoresOf.get(trial) ?? []), ...scores];
      scoresOf.set(trial, all);
      if (folds === nFolds) {
        finished.push(all);
        if (best === undefined || meanScore(all) > meanScore(best)) best = all;
        return meanScore(all);
      }
      if (!isHopeless(all))
        waiting.push({ trial, step: { rows: 1, members: 1, folds: folds + 1, firstFold: folds } });
      return best === undefined
        ? meanScore(all)
        : meanScore(best) - meanScore(all.map((score, fold) => (best?.[fold] ?? score) - score));
    },
  };
}

/** Whether there are enough candidates beside the best to tell how differences spread. */
function knowsSpread(finished: readonly (readonly number[])[], nFolds: number): boolean {
  return (finished.length - 1) * (nFolds - 1) >= FEWEST_FREEDOMS;
}

/** Mean of the variances of the differences to the best; undefined while they are too few. */
function pooledVariance(
  finished: readonly (readonly number[])[],
  best: readonly number[],
): number | undefined {
  const others = finished.filter((scores) => scores !== best);
  if (!knowsSpread(finished, best.length)) return undefined;
  return meanScore(
    others.map((scores) => sampleMoments(scores.map((score, i) => best[i] - score)).sd ** 2),
  );
}
