/**
 * What a level of a category gains by chance alone, as G^2 / H is counted: the mean squared gradient over the mean
 * Hessian. Gradients hold their weights: a row of weight 2 counts as two rows, one of weight 0 not at all.
 *
 * Rounded to single precision, so that the order of rows hardly ever shows.
 *
 * @param weights Per row, where rows have weights. @cost One pass over the rows.
 */
export function chanceGain(g: Float64Array, h: Float64Array, weights?: Float64Array): number {
  let squares = 0;
  let hessians = 0;
  for (let i = 0; i < g.length; i++) {
    if (weights === undefined) squares += g[i] * g[i];
    else if (weights[i] > 0) squares += (g[i] / weights[i]) * g[i];
    hessians += h[i];
  }
  return hessians > 0 ? Math.fround(squares / hessians) : 0;
}
