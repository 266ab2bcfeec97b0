import type { TunedLink } from '../combine/index.ts';
import { exp, log } from '../math/index.ts';
import type { Target } from '../models/index.ts';

/**
 * What each row loses by its scores on the scale of a link: half the squared error; of counts and classes what their likelihood lacks.
 *
 * @shape scores: n, or for `softmax` n x nClasses; the result: n
 */
export function rowLosses(scores: Float64Array, target: Target, link: TunedLink): Float64Array {
  if (target.kind === 'regression')
    return target.values.map((y, i) =>
      link === 'exp' ? exp(scores[i]) - y * scores[i] : (scores[i] - y) ** 2 / 2,
    );
  const { codes, nClasses } = target;
  if (link === 'logistic')
    return Float64Array.from(codes, (code, i) =>
      logOfSum([0, code === 1 ? -scores[i] : scores[i]]),
    );
  return Float64Array.from(codes, (code, i) => {
    const own = scores.subarray(i * nClasses, (i + 1) * nClasses);
    return logOfSum(own) - own[code];
  });
}

/** Logarithm of the sum of exponentials. */
function logOfSum(values: ArrayLike<number>): number {
  const all = Array.from(values);
  // Subtracting the largest keeps exp() finite.
  const most = Math.max(...all);
  return most + log(all.reduce((sum, value) => sum + exp(value - most), 0));
}
