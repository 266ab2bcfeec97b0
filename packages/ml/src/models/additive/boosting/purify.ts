/** A surface over two columns of cells. */
export interface Impure {
  /** Cell (a, b) at a * second.length + b; changed in place. */
  readonly surface: Float64Array;
  /** Training weight per cell of the first column, and of the second. */
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/** What a surface gave away, per cell of each column. */
export interface MovedMeans {
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/**
 * Takes out of a surface whatever belongs to its columns alone: afterwards its mean is 0 along each
 * column.
 *
 * Cells weigh as if the columns were independent. Their own few rows would be too noisy a measure: what
 * they happen to average to would wander from the surface into the curves.
 *
 * @returns What the curves must take over, so that all sums stay the same.
 * @cost O(cells)
 * @source Lengerich, Tan, Chang, Hooker & Caruana (2020), "Purifying interaction effects with the
 * functional ANOVA", AISTATS.
 */
export function purify({ surface, first, second }: Impure): MovedMeans {
  const nSecond = second.length;
  const byFirst = first.map((_, a) => meanAlong(surface, second, a * nSecond, 1));
  surface.forEach((_, at) => {
    surface[at] -= byFirst[Math.floor(at / nSecond)];
  });
  const bySecond = second.map((_, b) => meanAlong(surface, first, b, nSecond));
  surface.forEach((_, at) => {
    surface[at] -= bySecond[at % nSecond];
  });
  return { first: byFirst, second: bySecond };
}

function meanAlong(
  surface: Float64Array,
  weights: Float64Array,
  start: number,
  stride: number,
): number {
  let sum = 0;
  let total = 0;
  for (let i = 0, at = start; i < weights.length; i++, at += stride) {
    sum += weights[i] * surface[at];
    total += weights[i];
  }
  return sum / total;
}
