import { exp, log } from '../../math/index.ts';
import { meanOf } from '../fitting/mean-of.ts';
import { minimizeSquares } from '../fitting/minimize-squares.ts';
import { square } from '../fitting/square.ts';
import { armaTheta } from './arma-theta.ts';
import { type Innovations, innovations } from './innovations.ts';
import type { Polynomial } from './polynomial.ts';

/** The orders of a stationary model. */
export interface ArmaOrder {
  readonly p: number;
  readonly q: number;
  /** Seasonal orders. */
  readonly sp: number;
  readonly sq: number;
  readonly hasMean: boolean;
}

/** A stationary model with its numbers. */
export interface ArmaFit {
  readonly order: ArmaOrder;
  /** Partial autocorrelations of the four factors: p, seasonal p, q, seasonal q. */
  readonly partials: readonly Float64Array[];
  /** Autoregression, seasonal factor included. */
  readonly ar: Polynomial;
  /** Moving average, seasonal factor included. */
  readonly ma: Polynomial;
  readonly mean: number;
  /** Variance of one-step mistakes. */
  readonly variance: number;
  /** Exact Gaussian log-likelihood at its best variance, constants included. */
  readonly logLikelihood: number;
  /** Infinity where there are too few points for it. */
  readonly aicc: number;
  /** `Innovations.pending` after the last point. */
  readonly pending: Float64Array;
}

/** How to fit an ARMA model. */
export interface FitArmaOptions {
  /** Of the seasonal factors. */
  readonly period: number;
  /** Share of the sum of squares that a round must gain to be followed by another. Default 1e-7. */
  readonly enough?: number;
  /** Partial autocorrelations of a model nearby, to start from. Default: three starts. */
  readonly near?: readonly Float64Array[];
}

const SMALLEST = 1e-290;

/**
 * Fits an ARMA model, seasonal factors included, by exact maximum likelihood.
 *
 * Both polynomials move through their partial autocorrelations, so each model on the way is stationary and invertible.
 * The likelihood is a sum of squares: of scaled innovations times the geometric mean of their variances.
 *
 * @param values Stationary, length n.
 * @returns undefined where no likelihood could be had.
 */
export function fitArma(
  values: Float64Array,
  order: ArmaOrder,
  { period, enough = 1e-7, near }: FitArmaOptions,
): ArmaFit | undefined {
  const n = values.length;
  const mean = meanOf(values);
  const scale = Math.sqrt(values.reduce((sum, value) => sum + square(value - mean), 0) / n);
  const given = { period, mean, scale, ...(near && { near }) };
  const { read, partialsOf, starts, ...box } = armaTheta(order, given);
  const centered = new Float64Array(n);
  const mistakes = new Float64Array(n);
  const innovationsAt = (theta: Float64Array, out: Float64Array): Innovations | undefined => {
    const model = read(theta);
    for (let t = 0; t < n; t++) centered[t] = values[t] - model.mean;
    return innovations(centered, model, { out, mistakes });
  };
  const residuals = (theta: Float64Array, out: Float64Array): number => {
    const found = innovationsAt(theta, out);
    if (found === undefined) return Number.POSITIVE_INFINITY;
    const size = exp(found.meanLog / 2);
    for (let t = 0; t < n; t++) out[t] *= size;
    return found.sum * size * size;
  };
  const ends = starts.map((start) => minimizeSquares({ n, residuals, start, ...box, enough }));
  const { theta } = ends.reduce((best, end) => (end.sum < best.sum ? end : best));
  const found = innovationsAt(theta, new Float64Array(n));
  if (found === undefined) return undefined;
  return {
    order,
    partials: partialsOf(theta),
    ...read(theta),
    ...likelihoodOf(found, { n, k: theta.length + 1 }),
    pending: found.pending,
  };
}

function likelihoodOf(
  { sum, meanLog }: Innovations,
  { n, k }: { readonly n: number; readonly k: number },
) {
  const perPoint = Math.max(sum / n, SMALLEST);
  const logLikelihood = -(n / 2) * (log(2 * Math.PI * perPoint) + 1 + meanLog);
  const penalty = n > k + 1 ? 2 * k + (2 * k * (k + 1)) / (n - k - 1) : Number.POSITIVE_INFINITY;
  return {
    variance: sum / Math.max(1, n - k + 1),
    logLikelihood,
    aicc: penalty - 2 * logLikelihood,
  };
}
