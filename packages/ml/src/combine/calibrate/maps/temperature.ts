import { exp, softmaxInPlace } from '../../../math/index.ts';
import type { ClassificationOutcome } from '../../../metrics/index.ts';
import { logsOf } from './logs-of.ts';

/** p' = softmax(ln p / temperature): above 1 less sure, below 1 more; the called class never changes. */
export interface TemperatureMap {
  readonly kind: 'temperature';
  readonly nClasses: number;
  /** 0.05 to 20. */
  readonly temperature: number;
}

const COLDEST = 1 / 20;
const HOTTEST = 20;
const MAX_STEPS = 100;

/**
 * The temperature of least log loss, by Newton's method on 1 / T kept within a shrinking bracket: the loss is convex in it.
 *
 * @cost O(n nClasses) per step, about 8 steps.
 * @source Guo, Pleiss, Sun & Weinberger (2017), "On Calibration of Modern Neural Networks", ICML.
 */
export function fitTemperature(outcome: ClassificationOutcome): TemperatureMap {
  const { truth, probabilities, nClasses } = outcome;
  const logs = logsOf(probabilities);
  let low = 1 / HOTTEST;
  let high = 1 / COLDEST;
  let inverse = 1;
  for (let step = 0; step < MAX_STEPS && high - low > 1e-12 * high; step++) {
    const { slope, curvature } = slopeAt(logs, { truth, nClasses, inverse });
    if (slope === 0) break;
    if (slope > 0) high = inverse;
    else low = inverse;
    const newton = inverse - slope / curvature;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - inverse) <= 1e-13 * inverse) break;
    inverse = next;
  }
  return { kind: 'temperature', nClasses, temperature: 1 / inverse };
}

export function applyTemperature(
  { nClasses, temperature }: TemperatureMap,
  probabilities: Float64Array,
): Float64Array {
  const scores = logsOf(probabilities);
  for (let i = 0; i < scores.length; i++) scores[i] /= temperature;
  for (let i = 0; i < scores.length; i += nClasses) softmaxInPlace(scores, i, nClasses);
  return scores;
}

interface AtInverse {
  readonly truth: Int32Array;
  readonly nClasses: number;
  readonly inverse: number;
}

/** First and second derivative of the summed log loss: expected minus true logarithm, and its variance. */
function slopeAt(logs: Float64Array, { truth, nClasses, inverse }: AtInverse) {
  let slope = 0;
  let curvature = 0;
  for (let i = 0; i < truth.length; i++) {
    const start = i * nClasses;
    let most = logs[start];
    for (let c = 1; c < nClasses; c++) if (logs[start + c] > most) most = logs[start + c];
    let sum = 0;
    let mean = 0;
    let square = 0;
    for (let c = 0; c < nClasses; c++) {
      const each = logs[start + c] - most;
      const e = exp(inverse * each);
      sum += e;
      mean += e * each;
      square += e * each * each;
    }
    mean /= sum;
    slope += mean - (logs[start + truth[i]] - most);
    curvature += square / sum - mean * mean;
  }
  return { slope, curvature };
}
