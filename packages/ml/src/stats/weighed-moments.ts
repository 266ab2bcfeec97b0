/** Sum of weights, weighed mean, and weighed sum of the squared distances to the mean. */
export interface WeighedMoments {
  weight: number;
  mean: number;
  squares: number;
}

/** Moments of nothing. */
export function noWeight(): WeighedMoments {
  return { weight: 0, mean: 0, squares: 0 };
}

/** Counts one value of a weight above 0, in place. @source West (1979), Communications of the ACM 22, 532-535. */
export function addWeighed(moments: WeighedMoments, value: number, weight: number): void {
  moments.weight += weight;
  const distance = value - moments.mean;
  moments.mean += (distance * weight) / moments.weight;
  moments.squares += weight * distance * (value - moments.mean);
}

/** Both together, up to rounding. @source Chan, Golub & LeVeque (1983), American Statistician 37, formula (1.5), with weights for counts. */
export function mergeWeighed(one: WeighedMoments, other: WeighedMoments): WeighedMoments {
  const weight = one.weight + other.weight;
  if (weight === 0) return noWeight();
  const distance = other.mean - one.mean;
  return {
    weight,
    mean: one.mean + (distance * other.weight) / weight,
    squares:
      one.squares + other.squares + (distance * distance * one.weight * other.weight) / weight,
  };
}
