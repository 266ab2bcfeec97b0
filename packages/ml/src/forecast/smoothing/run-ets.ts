import { log } from '../../math/index.ts';
import type { EtsForm } from './ets-form.ts';

/** The parameters of an exponential smoothing model. */
export interface EtsParameters {
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
  /** 1 without damping. */
  readonly phi: number;
}

/** Where an exponential smoothing model stands between two points. */
export interface EtsStates {
  readonly level: number;
  readonly slope: number;
  /** Of the next point first. Length period; empty without a season. */
  readonly season: Float64Array;
}

/** What a walk over a series leaves. */
export interface EtsWalk {
  readonly states: EtsStates;
  /** Sum of squares of what was written to `out`. */
  readonly sum: number;
  /** Mean of the logarithm of one-step forecasts where mistakes are multiplicative, else 0. */
  readonly meanLog: number;
}

/** A walk that left the numbers that a model allows. */
const LOST: EtsWalk = {
  states: { level: 0, slope: 0, season: new Float64Array() },
  sum: Number.POSITIVE_INFINITY,
  meanLog: 0,
};

/**
 * Walks over a series and writes its one-step mistakes: y - f, or (y - f) / f where mistakes are multiplicative.
 *
 * q = l + phi b; f = q, q + s or q s; with e = y - f the level gains alpha e, the slope beta e, the season gamma e.
 * Where a season multiplies, e is divided by s for level and slope and by q for the season. Both kinds of error walk
 * through the same states: only what they call a mistake differs.
 *
 * @param out Length n or more.
 * @returns An infinite sum where a forecast that must be above 0 is not, or numbers overflow.
 * @cost O(n) time.
 * @source Hyndman, Koehler, Ord & Snyder (2008), "Forecasting with Exponential Smoothing", tables 2.2 and 2.3.
 */
export function runEts(
  values: Float64Array,
  form: EtsForm,
  given: {
    readonly parameters: EtsParameters;
    readonly states: EtsStates;
    readonly out: Float64Array;
  },
): EtsWalk {
  const { alpha, beta, gamma, phi } = given.parameters;
  const out = given.out;
  const n = values.length;
  const isRelative = form.error === 'multiplicative';
  const isTimes = form.season === 'multiplicative';
  const season = given.states.season.slice();
  const m = season.length;
  let { level, slope } = given.states;
  let at = 0;
  let sum = 0;
  let product = 1;
  let logs = 0;
  for (let t = 0; t < n; t++) {
    const q = level + phi * slope;
    let f = q;
    if (m > 0) f = isTimes ? q * season[at] : q + season[at];
    const e = values[t] - f;
    let mistake = e;
    if (isRelative) {
      if (!(f > 1e-300)) return LOST;
      mistake = e / f;
      product *= f;
      if (product > 1e150 || product < 1e-150) {
        logs += log(product);
        product = 1;
      }
    }
    out[t] = mistake;
    sum += mistake * mistake;
    if (m === 0) {
      level = q + alpha * e;
      slope = phi * slope + beta * e;
      continue;
    }
    const s = season[at];
    if (isTimes && (s === 0 || q === 0)) return LOST;
    const toLevel = isTimes ? e / s : e;
    level = q + alpha * toLevel;
    slope = phi * slope + beta * toLevel;
    season[at] = s + gamma * (isTimes ? e / q : e);
    at = at + 1 === m ? 0 : at + 1;
  }
  if (!(sum < 1e300)) return LOST;
  const next = season.map((_, k) => season[(at + k) % m]);
  const meanLog = isRelative ? (logs + log(product)) / n : 0;
  return { states: { level, slope, season: next }, sum, meanLog };
}
