import { exp, log } from '../../math/index.ts';
import { minimizeSquares } from '../fitting/minimize-squares.ts';
import { deviationAtLag } from '../models/naive.ts';
import { type EtsForm, etsParameters } from './ets-form.ts';
import { etsTheta } from './ets-theta.ts';
import { firstStates } from './first-states.ts';
import { type EtsParameters, type EtsStates, runEts } from './run-ets.ts';

/** An exponential smoothing model with its numbers. */
export interface EtsState {
  readonly form: EtsForm;
  readonly parameters: EtsParameters;
  /** Before the first point. */
  readonly first: EtsStates;
  /** After the last point. */
  readonly states: EtsStates;
  /** Variance of one-step mistakes, relative ones where they are multiplicative. */
  readonly variance: number;
  /** Gaussian log-likelihood at its best variance, constants included. */
  readonly logLikelihood: number;
  /** Lower is better; the largest number where the series has too few points for it. */
  readonly aicc: number;
}

/** Below this a sum of squares says that a series is followed exactly; its logarithm is still finite. */
const SMALLEST = 1e-290;

/**
 * Fits one form by maximum likelihood over smoothing parameters and first states.
 *
 * alpha in (0, 1), beta = alpha b, gamma = (1 - alpha) g with b and g in (0, 1), phi in [0.8, 0.98]. The likelihood of
 * multiplicative mistakes is a sum of squares too: of relative mistakes times the geometric mean of the forecasts.
 * Starts at `firstStates`, from the best of a few smoothing parameters.
 *
 * @param values Above 0 where mistakes or season multiply.
 * @returns undefined where no start gives finite mistakes.
 * @source Hyndman, Koehler, Ord & Snyder (2008), "Forecasting with Exponential Smoothing", chapter 5.
 */
export function fitEts(values: Float64Array, form: EtsForm, period: number): EtsState | undefined {
  const n = values.length;
  const scale = Math.max(deviationAtLag(values, 1), Math.abs(values[0]) * 1e-6, 1e-12);
  const { read, starts, ...box } = etsTheta(form, firstStates(values, form, period), scale);
  const residuals = (theta: Float64Array, out: Float64Array): number => {
    const walk = runEts(values, form, { ...read(theta), out });
    if (form.error === 'additive' || walk.sum === Number.POSITIVE_INFINITY) return walk.sum;
    const size = exp(walk.meanLog);
    for (let t = 0; t < n; t++) out[t] *= size;
    return walk.sum * size * size;
  };
  const out = new Float64Array(n);
  const sums = starts.map((start) => residuals(start, out));
  const least = sums.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  if (least === Number.POSITIVE_INFINITY) return undefined;
  const { theta } = minimizeSquares({ n, residuals, start: starts[sums.indexOf(least)], ...box });
  const { parameters, states } = read(theta);
  return etsAt(values, { form, parameters, first: states });
}

/** What a model says of a series when all its numbers are given. */
export function etsAt(
  values: Float64Array,
  { form, parameters, first }: Pick<EtsState, 'form' | 'parameters' | 'first'>,
): EtsState {
  const n = values.length;
  const out = new Float64Array(n);
  const { states, sum, meanLog } = runEts(values, form, { parameters, states: first, out });
  const k = etsParameters(form, first.season.length);
  const perPoint = Math.max(sum / n, SMALLEST);
  const logLikelihood = -(n / 2) * (log(2 * Math.PI * perPoint) + 1) - n * meanLog;
  const penalty = n > k + 1 ? 2 * k + (2 * k * (k + 1)) / (n - k - 1) : Number.POSITIVE_INFINITY;
  return {
    form,
    parameters,
    first,
    states,
    variance: sum / Math.max(1, n - k + 1),
    logLikelihood,
    aicc: Math.min(penalty - 2 * logLikelihood, Number.MAX_VALUE),
  };
}
