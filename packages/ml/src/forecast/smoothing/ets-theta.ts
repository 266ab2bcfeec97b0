import type { EtsForm } from './ets-form.ts';
import type { EtsParameters, EtsStates } from './run-ets.ts';

/** Longest season whose first indices are estimated; those of longer ones stay as decomposed. */
const MAX_FREE_SEASON = 24;
const NEAR = 1e-4;
const SMOOTHING = [0.05, 0.3, 0.7, 0.97] as const;
const SLOPE_SHARES = [0.01, 0.2, 0.9] as const;

/** How the numbers of a model lie in one array that an optimizer moves. */
export interface EtsTheta {
  read(theta: Float64Array): { readonly parameters: EtsParameters; readonly states: EtsStates };
  /** Points to begin with. */
  readonly starts: readonly Float64Array[];
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly steps: Float64Array;
}

/**
 * alpha, then b = beta / alpha, phi and g = gamma / (1 - alpha) where there are such, then the first level, slope and
 * all but the last seasonal index, which follows from their sum.
 *
 * @param scale Size of a usual change of the series.
 */
export function etsTheta(form: EtsForm, first: EtsStates, scale: number): EtsTheta {
  const hasTrend = form.trend !== 'none';
  const isDamped = form.trend === 'damped';
  const m = first.season.length;
  const isTimes = form.season === 'multiplicative';
  const nFree = m > MAX_FREE_SEASON ? 0 : Math.max(0, m - 1);
  const whole = isTimes ? m : 0;
  const shares = 1 + Number(hasTrend) + Number(isDamped) + Number(m > 0);
  const levelAt = shares;
  const seasonAt = shares + 1 + Number(hasTrend);
  const p = seasonAt + nFree;

  function read(theta: Float64Array) {
    let at = 0;
    const alpha = theta[at++];
    const beta = hasTrend ? alpha * theta[at++] : 0;
    const phi = isDamped ? theta[at++] : 1;
    const gamma = m > 0 ? (1 - alpha) * theta[at++] : 0;
    const season = first.season.slice();
    if (nFree > 0) {
      let rest = whole;
      for (let k = 0; k < nFree; k++) {
        season[k] = theta[seasonAt + k];
        rest -= season[k];
      }
      season[m - 1] = rest;
    }
    return {
      parameters: { alpha, beta, gamma, phi },
      states: { level: theta[levelAt], slope: hasTrend ? theta[levelAt + 1] : 0, season },
    };
  }

  function startAt(alpha: number, slopeShare: number): Float64Array {
    const ofTrend = hasTrend ? [slopeShare] : [];
    const ofDamping = isDamped ? [0.95] : [];
    const ofSeason = m > 0 ? [0.1] : [];
    const slope = hasTrend ? [first.slope] : [];
    const indices = first.season.subarray(0, nFree);
    return Float64Array.of(
      ...[alpha, ...ofTrend, ...ofDamping, ...ofSeason],
      ...[first.level, ...slope, ...indices],
    );
  }

  const lower = new Float64Array(p).fill(Number.NEGATIVE_INFINITY);
  const upper = new Float64Array(p).fill(Number.POSITIVE_INFINITY);
  const steps = new Float64Array(p).fill(scale * 1e-4);
  lower.fill(NEAR, 0, shares);
  upper.fill(1 - NEAR, 0, shares);
  steps.fill(1e-6, 0, shares);
  if (isDamped) [lower[2], upper[2]] = [0.8, 0.98];
  if (isTimes) {
    lower.fill(0.01, seasonAt);
    steps.fill(1e-6, seasonAt);
  }
  const slopeShares = hasTrend ? SLOPE_SHARES : [0];
  const starts = SMOOTHING.flatMap((alpha) => slopeShares.map((share) => startAt(alpha, share)));
  return { read, starts, lower, upper, steps };
}
