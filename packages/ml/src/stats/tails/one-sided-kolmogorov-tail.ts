import { exp, log } from '../../math/index.ts';
import { logGamma } from '../chi-square.ts';

/** Numbers above which two terms of the expansion are exact to about ten digits. */
const MANY = 100_000;
/** Numbers above which every 16th term tells the sum to eleven digits, if the first ones are nothing, as they are where n d is above 64. */
const FEW = 4096;
const FAR = 64;
const STRIDE = 16;

/**
 * Probability that the empirical distribution of n numbers is above the true one by d or more somewhere.
 *
 * The sum of Birnbaum and Tingey; above 100 000 numbers the expansion of Maag and Dicaire.
 *
 * @param d 0 to 1.
 * @returns 0 to 1.
 * @cost O(n) up to 100 000, a sixteenth of it above 4096; else O(1).
 * @source Birnbaum & Tingey (1951), Annals of Mathematical Statistics 22, 592-596; Maag & Dicaire (1971), Biometrika 58, 653-656.
 */
export function oneSidedKolmogorovTail(d: number, n: number): number {
  if (d <= 0) return 1;
  if (d >= 1) return 0;
  if (n > MANY) {
    const z = (6 * n * d + 1) ** 2 / (18 * n);
    return Math.min(1, Math.max(0, (1 - (2 * z * z - 4 * z - 1) / (18 * n)) * exp(-z)));
  }
  return Math.min(1, d * (n > FEW && n * d > FAR ? sumSome(d, n) : sumAll(d, n)));
}

function sumAll(d: number, n: number): number {
  const last = Math.floor(n * (1 - d));
  let logChoices = 0;
  let sum = 0;
  for (let j = 0; j <= last; j++) {
    sum += term(d, n, { j, logChoices });
    logChoices = j % 64 === 63 ? logChoose(n, j + 1) : logChoices + log((n - j) / (j + 1));
  }
  return sum;
}

/** The terms are a smooth bump that is 0 at both ends, of which every 16th tells the sum: that of trapezoids errs by what the bump has of waves that short. */
function sumSome(d: number, n: number): number {
  const last = Math.floor(n * (1 - d));
  let sum = 0;
  for (let j = 0; j <= last; j += STRIDE) sum += term(d, n, { j, logChoices: logChoose(n, j) });
  return STRIDE * sum;
}

function term(
  d: number,
  n: number,
  { j, logChoices }: { readonly j: number; readonly logChoices: number },
): number {
  const above = d + j / n;
  const below = 1 - above;
  return below > 0 ? exp(logChoices + (n - j) * log(below) + (j - 1) * log(above)) : 0;
}

/** Started anew now and then, so that roundings do not add up. */
function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}
