import { type Matrix, type SparseMatrix, softmaxInPlace } from '@kaizenml/ml/math';
import type { Target } from '@kaizenml/ml/models';

/** Weights, k x p, and k intercepts. */
export interface Scores {
  readonly weights: Float64Array;
  readonly intercepts: Float64Array;
}

/** What a task minimizes, written down plainly: the judge of every solver. */
export function objective(
  name: string,
  params: Readonly<Record<string, number | string>>,
  x: Matrix | SparseMatrix,
  y: Target,
  { weights, intercepts }: Scores,
): number {
  const { l1 = 0, l2 = 0, alpha = 0, l1Ratio = 0 } = params as Readonly<Record<string, number>>;
  const n = x.nRows;
  const k = intercepts.length;
  const scores = new Float64Array(k);
  let loss = 0;
  for (let i = 0; i < n; i++) {
    for (let c = 0; c < k; c++) scores[c] = intercepts[c] + rowTimes(x, i, weights, c * x.nColumns);
    loss +=
      y.kind === 'regression'
        ? ofNumber(name, params, scores[0], y.values[i])
        : ofClass(name, params, scores, y.codes[i]);
  }
  let absolute = 0;
  let squares = 0;
  for (const w of weights) {
    absolute += Math.abs(w);
    squares += w * w;
  }
  if (name === 'elastic-net')
    return loss / n + alpha * l1Ratio * absolute + (alpha * (1 - l1Ratio) * squares) / 2;
  if (name === 'linear-svm') for (const b of intercepts) squares += b * b;
  return loss + l1 * absolute + (l2 * squares) / 2;
}

function rowTimes(
  x: Matrix | SparseMatrix,
  i: number,
  weights: Float64Array,
  start: number,
): number {
  let sum = 0;
  if ('offsets' in x) {
    for (let at = x.offsets[i]; at < x.offsets[i + 1]; at++)
      sum += weights[start + x.columns[at]] * x.values[at];
  } else {
    for (let j = 0; j < x.nColumns; j++) sum += weights[start + j] * x.values[i * x.nColumns + j];
  }
  return sum;
}

function ofNumber(
  name: string,
  { loss }: Readonly<Record<string, number | string>>,
  score: number,
  y: number,
): number {
  if (name === 'generalized-linear') return Math.exp(score) - y * score;
  if (name !== 'linear-svm') return (score - y) ** 2 / 2;
  const beyond = Math.max(0, Math.abs(score - y) - 0.1);
  return loss === 'hinge' ? beyond : beyond ** 2;
}

function ofClass(
  name: string,
  { loss }: Readonly<Record<string, number | string>>,
  scores: Float64Array,
  code: number,
): number {
  const k = scores.length;
  if (name === 'linear-svm') {
    let sum = 0;
    for (let c = 0; c < k; c++) {
      const short = Math.max(0, 1 - (code === (k === 1 ? 1 : c) ? scores[c] : -scores[c]));
      sum += loss === 'hinge' ? short : short ** 2;
    }
    return sum;
  }
  if (k === 1) {
    const margin = code === 1 ? scores[0] : -scores[0];
    return Math.max(0, -margin) + Math.log1p(Math.exp(-Math.abs(margin)));
  }
  const shares = scores.slice();
  softmaxInPlace(shares, 0, k);
  return -Math.log(Math.max(shares[code], 1e-300));
}
