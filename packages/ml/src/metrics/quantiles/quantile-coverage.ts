import { asQuantiles, type Outcome, rowWeights } from '../outcome.ts';

/** How often truths lay where quantiles said. */
export interface Coverage {
  /** Per level: the share of rows whose truth is at most the quantile. It shall be near the level. */
  readonly below: readonly { readonly level: number; readonly share: number }[];
  /** Between the lowest and the highest quantile, ends included: what was promised and what came. Absent for a single level. */
  readonly between?: { readonly promised: number; readonly share: number };
}

/**
 * What shares of rows lie below each quantile, and between the outer ones.
 *
 * Shares of truths that repeat, such as counts, may be above their level even where quantiles are right.
 *
 * @throws ARGUMENT_INVALID, SHAPE_MISMATCH
 * @cost O(n levels)
 * @source Christoffersen (1998), "Evaluating Interval Forecasts", International Economic Review 39, 841-862: unconditional coverage.
 */
export function quantileCoverage(outcome: Outcome): Coverage {
  const { truth, levels, values } = asQuantiles('quantileCoverage', outcome);
  const weights = rowWeights(outcome);
  const k = levels.length;
  const shareOf = (holds: (row: number) => boolean): number => {
    let sum = 0;
    let total = 0;
    for (let i = 0; i < truth.length; i++) {
      total += weights[i];
      if (holds(i)) sum += weights[i];
    }
    return sum / total;
  };
  const below = levels.map((level, q) => ({
    level,
    share: shareOf((i) => truth[i] <= values[i * k + q]),
  }));
  if (k < 2) return { below };
  const isBetween = (i: number) => truth[i] >= values[i * k] && truth[i] <= values[i * k + (k - 1)];
  return { below, between: { promised: levels[k - 1] - levels[0], share: shareOf(isBetween) } };
}
