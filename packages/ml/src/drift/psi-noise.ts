import { chiSquareQuantile } from '../stats/index.ts';

/**
 * Mean of the population stability index when nothing drifts: (k - 1)(1/n + 1/m).
 *
 * @param k Bins that hold rows.
 * @param n Rows of the reference.
 * @param m Rows of the current sample.
 * @returns 0 for fewer than two bins.
 * @source Yurdakul (2018), "Statistical Properties of Population Stability Index", Western Michigan University.
 */
export function expectedPsiUnderNoDrift(k: number, n: number, m: number): number {
  return k < 2 ? 0 : (k - 1) * (1 / n + 1 / m);
}

/**
 * Value that the population stability index stays below with the given probability when nothing drifts.
 *
 * (1/n + 1/m) times the chi-square quantile with k - 1 degrees of freedom. Calling drift only above
 * threshold + this bound keeps small samples from crying wolf: ten bins and 100 current rows alone make
 * 0.22. Good when every bin expects about five rows.
 *
 * @param k Bins that hold rows.
 * @param n Rows of the reference.
 * @param m Rows of the current sample.
 * @param level Probability. Default 0.99.
 * @returns 0 for fewer than two bins.
 * @source Yurdakul (2018), "Statistical Properties of Population Stability Index", Western Michigan University.
 */
export function psiNoiseBound(k: number, n: number, m: number, level = 0.99): number {
  return k < 2 ? 0 : (1 / n + 1 / m) * chiSquareQuantile(level, k - 1);
}
