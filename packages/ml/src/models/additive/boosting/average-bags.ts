/** Contributions of a term in one bag and their spread between bags. */
export interface Averaged {
  /** Mean over the bags: score k of cell c at c * nScores + k. */
  readonly contributions: Float64Array;
  /** Standard deviation between the bags; 0 for a single bag. */
  readonly deviations: Float64Array;
  /** Per score, what the contributions were lowered by to have mean 0 over the training rows. */
  readonly offsets: Float64Array;
}

/**
 * Centres what each bag learned about one term, and averages.
 *
 * @param perBag Per bag: score k of cell c at k * nCells + c.
 * @param weights Training weight per cell.
 */
export function averageBags(
  perBag: readonly Float64Array[],
  weights: Float64Array,
  nScores: number,
): Averaged {
  const nCells = weights.length;
  const nBags = perBag.length;
  const offsets = new Float64Array(nScores);
  const contributions = new Float64Array(nCells * nScores);
  const deviations = new Float64Array(nCells * nScores);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const centred = new Float64Array(nBags);
  for (let k = 0; k < nScores; k++) {
    const means = perBag.map((own) => {
      let sum = 0;
      for (let c = 0; c < nCells; c++) sum += weights[c] * own[k * nCells + c];
      return sum / total;
    });
    offsets[k] = mean(Float64Array.from(means));
    for (let c = 0; c < nCells; c++) {
      for (let bag = 0; bag < nBags; bag++) centred[bag] = perBag[bag][k * nCells + c] - means[bag];
      contributions[c * nScores + k] = mean(centred);
      deviations[c * nScores + k] = deviation(centred, contributions[c * nScores + k]);
    }
  }
  return { contributions, deviations, offsets };
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(values: Float64Array, center: number): number {
  if (values.length < 2) return 0;
  const squares = values.reduce((sum, value) => sum + (value - center) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}
