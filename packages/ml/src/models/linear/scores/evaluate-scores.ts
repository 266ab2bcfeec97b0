import { assertColumns } from '../../refusals.ts';
import { type Features, isSparse } from '../design/index.ts';
import type { LinearScores } from './score-loss.ts';

/**
 * Linear scores of rows, each summed in the order of the columns from its intercept on; the zeros that
 * sparse rows leave out change no bit.
 *
 * @param nColumns Columns of the fit.
 * @param width Places per row in the result; at least as many as there are scores, the rest stays 0.
 * @shape x: m x p; the result is m x width, row-major.
 * @throws SHAPE_MISMATCH
 */
export function evaluateScores(
  owner: string,
  { nColumns: p, weights, intercepts }: LinearScores & { readonly nColumns: number },
  x: Features,
  width: number,
): Float64Array {
  assertColumns(owner, p, x);
  const scores = new Float64Array(x.nRows * width);
  for (let i = 0; i < x.nRows; i++) {
    for (let c = 0; c < intercepts.length; c++) {
      let score = intercepts[c];
      const own = c * p;
      if (isSparse(x)) {
        const { offsets, columns, values } = x;
        for (let at = offsets[i]; at < offsets[i + 1]; at++)
          score += weights[own + columns[at]] * values[at];
      } else {
        const row = i * p;
        for (let j = 0; j < p; j++) score += weights[own + j] * x.values[row + j];
      }
      scores[i * width + c] = score;
    }
  }
  return scores;
}
