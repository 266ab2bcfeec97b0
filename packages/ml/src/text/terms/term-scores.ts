/** How a term goes with the target. */
export interface TermSums {
  /** Texts that hold each term. */
  readonly frequencies: Int32Array;
  /** Per term: of classes the texts of each class that hold it; of numbers the sum of what the target is above its mean. */
  readonly sums: Float64Array;
}

/**
 * Chi-squared of each term and the classes: how far the texts that hold it stray from the shares of all texts.
 *
 * @param shares Share of each class among all texts.
 * @source Yang & Pedersen (1997), "A comparative study on feature selection in text categorization", ICML.
 */
export function chiSquared({ frequencies, sums }: TermSums, shares: Float64Array): Float64Array {
  const k = shares.length;
  return Float64Array.from(frequencies, (frequency, term) => {
    let score = 0;
    for (let c = 0; c < k; c++) {
      const expected = frequency * shares[c];
      if (expected > 0) score += (sums[term * k + c] - expected) ** 2 / expected;
    }
    return score;
  });
}

/**
 * F statistic of a line from "holds the term" to a target of numbers.
 *
 * @param nTexts Texts in all.
 * @param squares Sum of the squared distances of the target from its mean.
 * @returns 0 for a term that all texts hold; at most 1e300.
 * @source Draper & Smith (1998), "Applied Regression Analysis", section 1.3.
 */
export function fStatistic(
  { frequencies, sums }: TermSums,
  nTexts: number,
  squares: number,
): Float64Array {
  return Float64Array.from(frequencies, (frequency, term) => {
    const spread = frequency * (1 - frequency / nTexts) * squares;
    if (!(spread > 0)) return 0;
    const explained = Math.min(1, sums[term] ** 2 / spread);
    return Math.min(1e300, (explained / (1 - explained)) * (nTexts - 2));
  });
}
