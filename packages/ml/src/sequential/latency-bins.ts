import { exp, log } from '../math/index.ts';

/** Bins per doubling: each is 4.4 % wide. */
const PER_DOUBLING = 16;

/** The first bin ends a sixteenth of a doubling above 2^-10 ms, about a microsecond. */
const LOWEST_POWER = -10;

/** Up to 2^20 ms, about 17 minutes; the last bin holds all that is slower. */
export const N_LATENCY_BINS = 30 * PER_DOUBLING;

const LN2 = Math.LN2;

/**
 * The bin of a latency.
 *
 * @param latencyMs 0 or more; what is beyond the grid is in its first or last bin.
 * @source Masson, Rim & Lee (2019), "DDSketch", PVLDB 12: counts on a logarithmic grid merge exactly and keep quantiles to their relative width.
 */
export function latencyBin(latencyMs: number): number {
  const power = latencyMs > 0 ? log(latencyMs) / LN2 : Number.NEGATIVE_INFINITY;
  const bin = Math.floor((power - LOWEST_POWER) * PER_DOUBLING);
  return Math.min(N_LATENCY_BINS - 1, Math.max(0, bin));
}

/** The middle of a bin by ratio, in milliseconds. */
export function middleMs(bin: number): number {
  return exp(LN2 * (LOWEST_POWER + (bin + 0.5) / PER_DOUBLING));
}

/** How many bins a factor moves a latency, not rounded. */
export function binsOf(factor: number): number {
  return (log(factor) / LN2) * PER_DOUBLING;
}

/** The factor that moves a latency by so many bins. */
export function factorOf(nBins: number): number {
  return exp((LN2 * nBins) / PER_DOUBLING);
}
