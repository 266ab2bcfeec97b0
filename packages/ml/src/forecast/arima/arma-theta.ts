import type { ArmaOrder } from './fit-arma.ts';
import { fromPartials, multiply, type Polynomial } from './polynomial.ts';

/** Partial autocorrelations stay within this, so that a root keeps its distance from the unit circle. */
const EDGE = 0.98;
/** First partial autocorrelations of the autoregression; the likelihood may have several hills. */
const STARTS = [0.1, 0.7, -0.5] as const;

/** How the numbers of a model lie in one array that an optimizer moves. */
export interface ArmaTheta {
  read(theta: Float64Array): {
    readonly ar: Polynomial;
    readonly ma: Polynomial;
    readonly mean: number;
  };
  /** Of the four factors: p, seasonal p, q, seasonal q. */
  partialsOf(theta: Float64Array): readonly Float64Array[];
  /** Points to begin with. */
  readonly starts: readonly Float64Array[];
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly steps: Float64Array;
}

/** What the layout of an ARMA model depends on. */
export interface ArmaThetaOptions {
  readonly period: number;
  /** Mean of the series, where the mean starts. */
  readonly mean: number;
  /** Standard deviation of the series. */
  readonly scale: number;
  /** Partial autocorrelations of a model nearby: the only start. */
  readonly near?: readonly Float64Array[];
}

/** Partial autocorrelations of the four factors, then the mean where there is one. */
export function armaTheta(
  { p, q, sp, sq, hasMean }: ArmaOrder,
  { period, mean, scale, near }: ArmaThetaOptions,
): ArmaTheta {
  const nPartials = p + sp + q + sq;
  const ends = [p, p + sp, p + sp + q, nPartials];
  const factors = [p, sp, q, sq].map((length, k) => [ends[k] - length, ends[k]] as const);
  const partialsOf = (theta: Float64Array) => factors.map(([from, to]) => theta.subarray(from, to));
  const size = nPartials + Number(hasMean);
  const upper = new Float64Array(size).fill(EDGE);
  const steps = new Float64Array(size).fill(1e-5);
  if (hasMean) {
    upper[nPartials] = Number.POSITIVE_INFINITY;
    steps[nPartials] = Math.max(scale, Math.abs(mean) * 1e-6, 1e-12) * 1e-4;
  }
  const startAt = (partial: number): Float64Array => {
    const start = new Float64Array(size).fill(partial, 0, p + sp);
    near?.forEach((partials, k) => {
      const [from, to] = factors[k];
      start.set(partials.subarray(0, to - from), from);
    });
    if (hasMean) start[nPartials] = mean;
    return start;
  };
  const hasOneHill = near !== undefined || p + sp === 0 || q + sq === 0;
  return {
    read(theta) {
      const [ofP, ofSp, ofQ, ofSq] = partialsOf(theta);
      return {
        ar: multiply(fromPartials(ofP, 1), fromPartials(ofSp, period)),
        ma: multiply(fromPartials(ofQ, 1), fromPartials(ofSq, period)),
        mean: hasMean ? theta[nPartials] : 0,
      };
    },
    partialsOf: (theta) => partialsOf(theta).map((partials) => partials.slice()),
    starts: (hasOneHill ? STARTS.slice(0, 1) : STARTS).map(startAt),
    lower: upper.map((value) => -value),
    upper,
    steps,
  };
}
