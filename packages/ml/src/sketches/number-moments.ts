/** Counts, extremes, mean and spread of numbers; not of missing ones. */
export interface NumberMoments {
  readonly nFinite: number;
  readonly nNaN: number;
  readonly nInfinite: number;
  readonly nZeros: number;
  /** -Infinity is among them. */
  readonly nNegative: number;
  /** Every finite value is whole. */
  readonly isWhole: boolean;
  /** Of the finite values; 0 where there are none. */
  readonly min: number;
  readonly max: number;
  /** Mean, and sum of the squared distances to it, of the finite values. Not finite where they overflow. */
  readonly spread: Float64Array;
}

export function emptyMoments(): NumberMoments {
  return {
    nFinite: 0,
    nNaN: 0,
    nInfinite: 0,
    nZeros: 0,
    nNegative: 0,
    isWhole: true,
    min: 0,
    max: 0,
    spread: new Float64Array(2),
  };
}

/**
 * Moments of the first `nFinite` values, in two passes.
 *
 * @param finite Finite, without -0.
 * @source Chan, Golub & LeVeque (1983), "Algorithms for Computing the Sample Variance", American Statistician 37.
 */
export function momentsOf(finite: Float64Array, nFinite: number): NumberMoments {
  if (nFinite === 0) return emptyMoments();
  let [min, max, sum] = [finite[0], finite[0], 0];
  let [nZeros, nNegative, nWhole] = [0, 0, 0];
  for (let i = 0; i < nFinite; i++) {
    const value = finite[i];
    sum += value;
    if (value < min) min = value;
    if (value > max) max = value;
    if (value === 0) nZeros++;
    if (value < 0) nNegative++;
    if (Math.floor(value) === value) nWhole++;
  }
  const mean = sum / nFinite;
  let [drift, squares] = [0, 0];
  for (let i = 0; i < nFinite; i++) {
    const d = finite[i] - mean;
    drift += d;
    squares += d * d;
  }
  return {
    ...emptyMoments(),
    nFinite,
    nZeros,
    nNegative,
    isWhole: nWhole === nFinite,
    min,
    max,
    spread: Float64Array.of(
      mean + drift / nFinite,
      Math.max(0, squares - (drift * drift) / nFinite),
    ),
  };
}

/** Counts of the values that are not finite. @param present First n are looked at. */
export function notFiniteMoments(present: Float64Array, n: number): NumberMoments {
  let [nNaN, nInfinite, nNegative] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    if (Number.isNaN(present[i])) nNaN++;
    else if (!Number.isFinite(present[i])) nInfinite++;
    if (present[i] === Number.NEGATIVE_INFINITY) nNegative++;
  }
  return { ...emptyMoments(), nNaN, nInfinite, nNegative };
}

/**
 * Both together. Counts and extremes are the same in any order; mean and spread up to rounding.
 *
 * @source Chan, Golub & LeVeque (1983), formula (1.5).
 */
export function mergeMoments(a: NumberMoments, b: NumberMoments): NumberMoments {
  return {
    nFinite: a.nFinite + b.nFinite,
    nNaN: a.nNaN + b.nNaN,
    nInfinite: a.nInfinite + b.nInfinite,
    nZeros: a.nZeros + b.nZeros,
    nNegative: a.nNegative + b.nNegative,
    isWhole: a.isWhole && b.isWhole,
    min: a.nFinite === 0 ? b.min : b.nFinite === 0 ? a.min : Math.min(a.min, b.min),
    max: a.nFinite === 0 ? b.max : b.nFinite === 0 ? a.max : Math.max(a.max, b.max),
    spread: mergeSpread(a, b),
  };
}

function mergeSpread(a: NumberMoments, b: NumberMoments): Float64Array {
  if (a.nFinite === 0) return b.spread.slice();
  if (b.nFinite === 0) return a.spread.slice();
  const share = b.nFinite / (a.nFinite + b.nFinite);
  const d = b.spread[0] - a.spread[0];
  return Float64Array.of(
    a.spread[0] + d * share,
    a.spread[1] + b.spread[1] + d * d * a.nFinite * share,
  );
}

/** Mean and sample standard deviation (n - 1); null where there are too few values or they overflow. */
export function meanAndSd({ nFinite, spread }: NumberMoments): {
  readonly mean: number | null;
  readonly sd: number | null;
} {
  const sd = nFinite < 2 ? Number.NaN : Math.sqrt(spread[1] / (nFinite - 1));
  return {
    mean: nFinite > 0 && Number.isFinite(spread[0]) ? spread[0] : null,
    sd: Number.isFinite(sd) ? sd : null,
  };
}
