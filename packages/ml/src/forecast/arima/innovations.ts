import { log } from '../../math/index.ts';
import { armaAutocovariances } from './autocovariances.ts';
import type { Polynomial } from './polynomial.ts';

/** What is new at each point of an ARMA process. */
export interface Innovations {
  /** Sum of what was written to `out`: squares of mistakes over their relative variance. */
  readonly sum: number;
  /** Mean logarithm of the relative variances. */
  readonly meanLog: number;
  /** What mistakes up to the last point add to the next q forecasts of the series less its autoregression. */
  readonly pending: Float64Array;
}

/** Memory of a walk, length n each; overwritten. */
export interface Workspace {
  /** Mistakes over the square root of their relative variance. */
  readonly out: Float64Array;
  readonly mistakes: Float64Array;
}

/** Where the relative variance is this near to 1, the recursion has arrived and its weights stay. */
const ARRIVED = 1e-8;

/**
 * The innovations algorithm: one-step mistakes of a stationary process and their exact variances.
 *
 * The process is taken as y_t up to max(p, q) points and as its moving average part after them, so that a weight
 * reaches back q steps only; when the variance has come down to that of the mistakes the weights are those of the
 * moving average and a step costs p + q.
 *
 * @param values The process, its mean taken away. Length n.
 * @returns undefined where the polynomials lie on the edge of what is stationary.
 * @cost O((p + q) n), and O(q^2) per step until the recursion arrives.
 * @source Brockwell & Davis (1991), "Time Series: Theory and Methods", 2nd ed., sections 5.3 and 8.7.
 */
export function innovations(
  values: Float64Array,
  { ar, ma }: { readonly ar: Polynomial; readonly ma: Polynomial },
  { out, mistakes }: Workspace,
): Innovations | undefined {
  const n = values.length;
  const [p, q] = [ar.length - 1, ma.length - 1];
  const start = Math.max(p, q);
  const gamma = armaAutocovariances(ar, ma, 2 * start);
  if (gamma === undefined) return undefined;
  const kappa = covarianceOf({ ar, ma, gamma, start });
  const width = powerOfTwoAbove(start);
  const memory: Memory = {
    width,
    weights: new Float64Array(width * width),
    variances: new Float64Array(width),
  };
  let sum = 0;
  let logs = 0;
  let product = 1;
  let hasArrived = false;
  let t = 0;
  for (; t < n && !hasArrived; t++) {
    const back = t < start ? t : q;
    const variance = remember(kappa, memory, { t, back });
    if (!(variance > 0)) return undefined;
    hasArrived = t >= start && Math.abs(variance - 1) < ARRIVED;
    const row = (t & (width - 1)) * width;
    let mistake = values[t];
    for (let j = 1; j <= back; j++) mistake -= memory.weights[row + j] * mistakes[t - j];
    if (t >= start) for (let r = 1; r <= p; r++) mistake += ar[r] * values[t - r];
    mistakes[t] = mistake;
    out[t] = mistake / Math.sqrt(variance);
    sum += out[t] * out[t];
    product *= variance;
    if (product > 1e150) {
      logs += log(product);
      product = 1;
    }
  }
  for (; t < n; t++) {
    let mistake = values[t];
    for (let r = 1; r <= p; r++) mistake += ar[r] * values[t - r];
    for (let j = 1; j <= q; j++) mistake -= ma[j] * mistakes[t - j];
    mistakes[t] = mistake;
    out[t] = mistake;
    sum += mistake * mistake;
  }
  const pending = Float64Array.from({ length: q }, (_, h) => {
    const back = n + h < start ? n + h : q;
    if (!hasArrived) remember(kappa, memory, { t: n + h, back });
    const row = ((n + h) & (width - 1)) * width;
    let due = 0;
    for (let j = h + 1; j <= back; j++)
      due += (hasArrived ? ma[j] : memory.weights[row + j]) * mistakes[n + h - j];
    return due;
  });
  return { sum, meanLog: (logs + log(product)) / n, pending };
}

/** Weights and variances of the last steps: step t lies in row t mod width, a power of two. */
interface Memory {
  readonly width: number;
  readonly weights: Float64Array;
  readonly variances: Float64Array;
}

type Kappa = (late: number, early: number) => number;

/** Covariances of the transformed process, points counted from 0; (3.3) of the source's section 5.3. */
function covarianceOf(given: {
  readonly ar: Polynomial;
  readonly ma: Polynomial;
  readonly gamma: Float64Array;
  readonly start: number;
}): Kappa {
  const { ar, ma, gamma, start } = given;
  const q = ma.length - 1;
  const ofMistakes = new Float64Array(q + 1);
  for (let k = 0; k <= q; k++) for (let r = 0; r + k <= q; r++) ofMistakes[k] += ma[r] * ma[r + k];
  const between = new Float64Array(2 * start + 1);
  for (let k = 0; k <= 2 * start; k++)
    for (let r = 0; r < ar.length; r++) between[k] += ar[r] * gamma[Math.abs(r - k)];
  return (late, early) => {
    const distance = late - early;
    if (early >= start) return distance <= q ? ofMistakes[distance] : 0;
    if (late < start) return gamma[distance];
    return late < 2 * start ? between[distance] : 0;
  };
}

/** Writes the weights of the last `back` mistakes at step t; returns the variance of its own. */
function remember(
  kappa: Kappa,
  { width, weights, variances }: Memory,
  { t, back }: { readonly t: number; readonly back: number },
): number {
  const mask = width - 1;
  const row = (t & mask) * width;
  let variance = kappa(t, t);
  for (let k = t - back; k < t; k++) {
    const other = (k & mask) * width + k;
    let sum = kappa(t, k);
    for (let j = t - back; j < k; j++)
      sum -= weights[other - j] * weights[row + t - j] * variances[j & mask];
    const weight = sum / variances[k & mask];
    weights[row + t - k] = weight;
    variance -= weight * weight * variances[k & mask];
  }
  variances[t & mask] = variance;
  return variance;
}

function powerOfTwoAbove(n: number): number {
  let power = 2;
  while (power <= n) power *= 2;
  return power;
}
