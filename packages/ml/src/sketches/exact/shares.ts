/** Shares at which statistics tell quantiles. */
export const QUANTILE_SHARES: readonly number[] = [
  0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99,
];

/** Shares between which bins of equal counts lie. */
export const TENTHS: readonly number[] = Array.from({ length: 11 }, (_, k) => k / 10);

/** Bins of equal width. */
export const N_WIDE = 20;

/** Most frequent values that are told. */
export const N_TOP = 20;

/** Up to so many different values are all told. */
export const MAX_LISTED = 1000;
