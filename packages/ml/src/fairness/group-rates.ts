import { type ClassificationOutcome, predictedClasses } from '../metrics/index.ts';

/** How the rows of one group are treated; NaN where no row of it says. */
export interface GroupRates {
  /** Share that is called favorable. */
  readonly selected: number;
  /** Share of the truly favorable that is called so. */
  readonly truePositive: number;
  /** Share of the others that is called favorable. */
  readonly falsePositive: number;
  /** Share of right calls. */
  readonly accuracy: number;
}

/** What rates are counted over. */
export interface RateOptions {
  /** Group of each row, 0 to nGroups - 1; rows below 0 belong to none. Length n. */
  readonly groups: Int32Array;
  readonly nGroups: number;
  /** Code of the class that is good to be called. */
  readonly favorable: number;
}

/**
 * Counts once which rows are called what, and returns what is O(n) of each weighting.
 *
 * @returns The rates of every group, in the order of their codes.
 * @source Hardt, Price & Srebro (2016), "Equality of Opportunity in Supervised Learning", NeurIPS.
 */
export function groupRates(
  outcome: ClassificationOutcome,
  { groups, nGroups, favorable }: RateOptions,
): (weights: Float64Array) => readonly GroupRates[] {
  const called = predictedClasses(outcome);
  const { truth } = outcome;
  return (weights) => {
    const [all, right] = [new Float64Array(nGroups), new Float64Array(nGroups)];
    const [good, goodSelected] = [new Float64Array(nGroups), new Float64Array(nGroups)];
    const otherSelected = new Float64Array(nGroups);
    for (let i = 0; i < truth.length; i++) {
      const group = groups[i];
      if (group < 0) continue;
      all[group] += weights[i];
      if (truth[i] === called[i]) right[group] += weights[i];
      if (truth[i] === favorable) good[group] += weights[i];
      if (called[i] !== favorable) continue;
      if (truth[i] === favorable) goodSelected[group] += weights[i];
      else otherSelected[group] += weights[i];
    }
    return Array.from({ length: nGroups }, (_, group) => ({
      selected: (goodSelected[group] + otherSelected[group]) / all[group],
      truePositive: goodSelected[group] / good[group],
      falsePositive: otherSelected[group] / (all[group] - good[group]),
      accuracy: right[group] / all[group],
    }));
  };
}
