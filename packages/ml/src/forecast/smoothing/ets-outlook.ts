import { square } from '../fitting/square.ts';
import type { EtsState } from './fit-ets.ts';

/** Means and variances of the steps that follow. */
export interface Outlook {
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
}

/**
 * Means and standard deviations of a model's next steps.
 *
 * With c_j the effect of a mistake after j steps: additive mistakes give v_h = s^2 (1 + sum c_j^2). Multiplicative ones
 * give theta_h = mu_h^2 + s^2 sum c_j^2 theta_{h-j} and v_h = (1 + s^2) theta_h - mu_h^2; where the season multiplies as
 * well, mu and theta are those without it, theta grows by (1 + gamma^2 s^2) each season, and the index scales the whole.
 *
 * @source Hyndman, Koehler, Ord & Snyder (2008), "Forecasting with Exponential Smoothing", chapter 6.
 */
export function etsOutlook(state: EtsState, horizon: number): Outlook {
  const { form, parameters, states, variance } = state;
  const { alpha, beta, gamma, phi } = parameters;
  const m = states.season.length;
  const isTimes = form.season === 'multiplicative';
  const plain = new Float64Array(horizon);
  const effects = new Float64Array(horizon);
  let damp = phi;
  let reach = 0;
  for (let h = 0; h < horizon; h++) {
    reach += damp;
    damp *= phi;
    plain[h] = states.level + reach * states.slope;
    effects[h] = alpha + beta * reach;
    if (form.season === 'additive') {
      plain[h] += states.season[h % m];
      if ((h + 1) % m === 0) effects[h] += gamma;
    }
  }
  const deviation =
    form.error === 'additive'
      ? additiveDeviation(effects, variance)
      : relativeDeviation(plain, effects, { variance, gamma, period: isTimes ? m : 0 });
  if (!isTimes) return { mean: plain, deviation };
  const at = (h: number) => states.season[h % m];
  return {
    mean: plain.map((value, h) => value * at(h)),
    deviation: deviation.map((value, h) => value * Math.abs(at(h))),
  };
}

function additiveDeviation(effects: Float64Array, variance: number): Float64Array {
  let sum = 1;
  return effects.map((effect) => {
    const deviation = Math.sqrt(variance * sum);
    sum += effect * effect;
    return deviation;
  });
}

function relativeDeviation(
  mean: Float64Array,
  effects: Float64Array,
  given: { readonly variance: number; readonly gamma: number; readonly period: number },
): Float64Array {
  const { variance, gamma, period } = given;
  const theta = new Float64Array(mean.length);
  let growth = 1;
  return mean.map((value, h) => {
    let sum = 0;
    for (let j = 1; j <= h; j++) sum += square(effects[j - 1]) * theta[h - j];
    theta[h] = value * value + variance * sum;
    if (period > 0 && h > 0 && h % period === 0) growth *= 1 + gamma * gamma * variance;
    const whole = theta[h] * (1 + variance) * growth - value * value;
    return Math.sqrt(Math.max(0, whole));
  });
}
