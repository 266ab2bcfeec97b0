/** Count, mean, and sum of the squared distances to the mean. */
export interface RunningMoments {
  n: number;
  mean: number;
  squares: number;
}

/** Moments of nothing. */
export function noValues(): RunningMoments {
  return { n: 0, mean: 0, squares: 0 };
}

/** Counts one value, in place. @source Welford (1962), Technometrics 4, 419-420. */
export function addValue(moments: RunningMoments, value: number): void {
  moments.n++;
  const distance = value - moments.mean;
  moments.mean += distance / moments.n;
  moments.squares += distance * (value - moments.mean);
}

/** Both together, up to rounding. @source Chan, Golub & LeVeque (1983), American Statistician 37, formula (1.5). */
export function addMoments(one: RunningMoments, other: RunningMoments): RunningMoments {
  const n = one.n + other.n;
  if (n === 0) return noValues();
  const distance = other.mean - one.mean;
  return {
    n,
    mean: one.mean + (distance * other.n) / n,
    squares: one.squares + other.squares + (distance * distance * one.n * other.n) / n,
  };
}
