import { chiSquareTail } from '../stats/index.ts';
import { sharesOf, sum } from './shares.ts';

/**
 * Probability that two samples of one population differ at least as much as these: Pearson's test of homogeneity.
 *
 * Sum over bins and samples of (observed - expected)^2 / expected, where the expected counts follow from the
 * pooled shares; compared with the chi-square distribution of k - 1 degrees of freedom, k being the bins that
 * hold rows. Unlike the population stability index it keeps its level where bins of a small sample are empty.
 *
 * @param reference Counts per bin. Length k.
 * @param current Counts per bin, same bins in the same order. Length k.
 * @returns 0 to 1; 1 when a sample is empty or fewer than two bins hold rows.
 * @throws SHAPE_MISMATCH when the two have different lengths.
 * @source Pearson (1900), Philosophical Magazine 50; Cochran (1954) on small expected counts.
 */
export function homogeneityPValue(
  reference: readonly number[],
  current: readonly number[],
): number {
  if (!sharesOf('homogeneityPValue', reference, current)) return 1;
  const n = sum(reference);
  const m = sum(current);
  let statistic = 0;
  let nBins = 0;
  for (let bin = 0; bin < reference.length; bin++) {
    const pooled = (reference[bin] + current[bin]) / (n + m);
    if (pooled === 0) continue;
    nBins++;
    statistic += (reference[bin] - n * pooled) ** 2 / (n * pooled);
    statistic += (current[bin] - m * pooled) ** 2 / (m * pooled);
  }
  return nBins < 2 ? 1 : chiSquareTail(statistic, nBins - 1);
}
