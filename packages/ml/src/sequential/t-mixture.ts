import { log } from '../math/index.ts';
import { logMean } from './log-sum.ts';

/** Squares of the typical differences, in standard deviations: a large, a middling and a small one. */
const SQUARED_EFFECTS = [1, 1 / 16, 1 / 256];

/**
 * Logarithm of the e-value against a true difference, from the t-statistic of the distance to it.
 *
 * Likelihood averaged over normal differences of standard deviation g sigma, over likelihood at the difference asked about, where
 * the unknown sigma takes its invariant prior: sqrt(1 / (1 + r)) ((1 + t^2/f) / (1 + t^2/(f (1 + r))))^((f + 1) / 2) with r = g^2 m; the mean of it over three
 * g. For normal values of one spread it is exact at all times, for others in the limit of many.
 *
 * @param t Distance in standard errors; may be infinite.
 * @param m Effective number of values, 1 / (1/nA + 1/nB).
 * @param f Degrees of freedom, above 0; infinite gives Robbins' normal mixture.
 * @param squaredEffects g^2. Default 1, 1/16 and 1/256.
 * @source Gönen, Johnson, Lu & Westfall (2005), American Statistician 59, 252-257; Hendriksen, de Heide & Grünwald (2021), Bayesian Analysis 16,
 * on stopping at will; Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas (2024), Annals of Statistics 52, for values that are not normal.
 */
export function tMixture(
  t: number,
  { m, f }: { readonly m: number; readonly f: number },
  squaredEffects: readonly number[] = SQUARED_EFFECTS,
): number {
  return logMean(squaredEffects.map((g2) => oneScale(t * t, f, g2 * m)));
}

function oneScale(t2: number, f: number, r: number): number {
  const cost = -0.5 * log(1 + r);
  if (t2 === Number.POSITIVE_INFINITY) return cost + ((f + 1) / 2) * log(1 + r);
  if (f === Number.POSITIVE_INFINITY) return cost + (t2 / 2) * (r / (1 + r));
  return cost + ((f + 1) / 2) * (log(1 + t2 / f) - log(1 + t2 / (f * (1 + r))));
}
