import { log } from '../../../math/index.ts';

/** Probabilities are not taken below this, so that a certain one has a finite logarithm. */
const LEAST = 1e-12;

/** Natural logarithms of probabilities, those below 1e-12 as if they were that. @shape As given. */
export function logsOf(probabilities: Float64Array): Float64Array {
  const logs = new Float64Array(probabilities.length);
  for (let i = 0; i < logs.length; i++) logs[i] = log(Math.max(LEAST, probabilities[i]));
  return logs;
}
