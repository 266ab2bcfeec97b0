/** What is known of a model beside others. */
export interface Standing {
  /** The level up to which it is not distinguishable from the best one: the share of luck alone that would look as bad. */
  readonly pValue: number;
  /** True when it cannot be told from the best one. */
  readonly isIndistinguishable: boolean;
}

/**
 * Which models cannot be told from the best one, whichever that is.
 *
 * Starting from all models, the one that is worst beside the average of the rest is left out as long as luck alone would
 * rarely look as bad. What remains holds the best model with the probability 1 - level, however many there are: this is
 * the correction for many comparisons, and for having chosen the best one on the same rows.
 *
 * @param losses Mean loss of each model on all rows; lower is better. Length m.
 * @param resampled Mean losses on resamples of the rows, the same for all models. B arrays of length m.
 * @param level Share of cases in which the best model may be left out. Default 0.05.
 * @returns One per model.
 * @cost O(m^2 B)
 * @source Hansen, Lunde & Nason (2011), "The Model Confidence Set", Econometrica 79, 453-497, with the statistic T_max.
 */
export function modelConfidenceSet(
  losses: Float64Array,
  resampled: readonly Float64Array[],
  level = 0.05,
): Standing[] {
  const pValues = new Float64Array(losses.length).fill(1);
  let left = Array.from(losses.keys());
  let highest = 0;
  while (left.length > 1) {
    const { worst, pValue } = worstOf(losses, resampled, left);
    if (worst === undefined) break;
    highest = Math.max(highest, pValue);
    pValues[worst] = highest;
    left = left.filter((model) => model !== worst);
  }
  for (const model of left) pValues[model] = 1;
  return Array.from(pValues, (pValue) => ({ pValue, isIndistinguishable: pValue > level }));
}

/** The model that is farthest behind the mean of a set in units of its spread, and how often luck is as far. */
function worstOf(
  losses: Float64Array,
  resampled: readonly Float64Array[],
  set: readonly number[],
): { readonly worst: number | undefined; readonly pValue: number } {
  const behind = distances(losses, set);
  const wander = resampled.map((each) => distances(each, set).map((d, s) => d - behind[s]));
  const spread = behind.map((_, s) =>
    Math.sqrt(wander.reduce((sum, each) => sum + each[s] ** 2, 0) / wander.length),
  );
  // Models that answer alike in all rows have no spread, and are no distance behind.
  const inSpreads = (each: Float64Array) =>
    each.map((d, s) => (spread[s] > 0 ? d / spread[s] : d > 0 ? Number.POSITIVE_INFINITY : 0));
  const scaled = inSpreads(behind);
  const farthest = Math.max(...scaled);
  if (farthest <= 0) return { worst: undefined, pValue: 1 };
  const nAsFar = wander.filter((each) => Math.max(...inSpreads(each)) >= farthest).length;
  return { worst: set[scaled.indexOf(farthest)], pValue: nAsFar / wander.length };
}

/** Loss of each model of a set minus their mean. */
function distances(losses: Float64Array, set: readonly number[]): Float64Array {
  const mean = set.reduce((sum, model) => sum + losses[model], 0) / set.length;
  return Float64Array.from(set, (model) => losses[model] - mean);
}
