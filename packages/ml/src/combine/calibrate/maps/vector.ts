import { log, minimizeConvex, softmaxInPlace } from '../../../math/index.ts';
import type { ClassificationOutcome } from '../../../metrics/index.ts';
import { logsOf } from './logs-of.ts';

/** p' = softmax(slopes * ln p + offsets), class by class. */
export interface VectorMap {
  readonly kind: 'vector';
  readonly nClasses: number;
  /** Length nClasses. */
  readonly slopes: Float64Array;
  /** Length nClasses. */
  readonly offsets: Float64Array;
}

/** How much leaving everything as it is weighs, in rows: keeps what no row speaks against finite. */
export const PULL_ROWS = 1;

/**
 * Slopes and offsets of least log loss + PULL_ROWS (|slopes - 1|^2 + |offsets|^2) / 2.
 *
 * @cost O(n nClasses) per step, some dozens of steps.
 * @source Guo, Pleiss, Sun & Weinberger (2017), "On Calibration of Modern Neural Networks", ICML, section 4.2.
 */
export function fitVector({ truth, probabilities, nClasses }: ClassificationOutcome): VectorMap {
  const logs = logsOf(probabilities);
  const start = new Float64Array(2 * nClasses).fill(1, 0, nClasses);
  const row = new Float64Array(nClasses);
  const evaluate = (point: Float64Array, gradient: Float64Array): number => {
    const n = truth.length;
    let value = 0;
    for (let j = 0; j < point.length; j++) {
      const away = point[j] - start[j];
      value += (PULL_ROWS * away * away) / 2;
      gradient[j] = PULL_ROWS * away;
    }
    for (let i = 0, at = 0; i < n; i++, at += nClasses) {
      for (let c = 0; c < nClasses; c++) row[c] = point[c] * logs[at + c] + point[nClasses + c];
      softmaxInPlace(row, 0, nClasses);
      value -= log(Math.max(Number.MIN_VALUE, row[truth[i]]));
      for (let c = 0; c < nClasses; c++) {
        const excess = row[c] - (c === truth[i] ? 1 : 0);
        gradient[c] += excess * logs[at + c];
        gradient[nClasses + c] += excess;
      }
    }
    for (let j = 0; j < point.length; j++) gradient[j] /= n;
    return value / n;
  };
  const { point } = minimizeConvex({ evaluate }, start, { maxIterations: 500, tolerance: 1e-8 });
  return {
    kind: 'vector',
    nClasses,
    slopes: point.slice(0, nClasses),
    offsets: point.slice(nClasses),
  };
}

export function applyVector(
  { nClasses, slopes, offsets }: VectorMap,
  probabilities: Float64Array,
): Float64Array {
  const scores = logsOf(probabilities);
  for (let i = 0; i < scores.length; i += nClasses) {
    for (let c = 0; c < nClasses; c++) scores[i + c] = slopes[c] * scores[i + c] + offsets[c];
    softmaxInPlace(scores, i, nClasses);
  }
  return scores;
}
