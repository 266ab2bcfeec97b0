import { exp, log } from '../../math/index.ts';
import { logGamma } from '../chi-square.ts';

/** Numbers above which two terms of the expansion are exact to about ten digits. */
const MANY = 100_000;

/**
 * Probability that the empirical distribution of n numbers is above the true one by d or more somewhere.
 *
 * The sum of Birnbaum and Tingey; above 100 000 numbers the expansion of Maag and Dicaire.
 *
 * @param d 0 to 1.
 * @returns 0 to 1.
 * @cost O(n) up to 100 000, else O(1).
 * @source Birnbaum & Tingey (1951), Annals of Mathematical Statistics 22, 592-596; Maag & Dicaire (1971), Biometrika 58, 653-656.
 */
export function oneSidedKolmogorovTail(d: number, n: number): number {
  if (d <= 0) return 1;
  if (d >= 1) return 0;
  if (n > MANY) {
    const z = (6 * n * d + 1) ** 2 / (18 * n);
    return Math.min(1, Math.max(0, (1 - (2 * z * z - 4 * z - 1) / (18 * n)) * exp(-z)));
  }
  const last = Math.floor(n * (1 - d));
  let logChoices = 0;
  let sum = 0;
  for (let j = 0; j <= last; j++) {
    const above = d + j / n;
    const below = 1 - above;
    if (below > 0) sum += exp(logChoices + (n - j) * log(below) + (j - 1) * log(above));
    logChoices = j % 64 === 63 ? logChoose(n, j + 1) : logChoices + log((n - j) / (j + 1));
  }
  return Math.min(1, d * sum);
}

/** Started anew now and then, so that roundings do not add up. */
function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}
