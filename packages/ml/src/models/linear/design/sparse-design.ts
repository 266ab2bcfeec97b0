import type { ColumnSpread, SparseMatrix } from '../../../math/index.ts';
import type { Design } from './design.ts';

const BLOCK_ROWS = 1024;

/**
 * Rows whose zeros are left out: every pass costs as many steps as there are entries.
 *
 * Inside, weights and sums lie with the k numbers of a column side by side, so that an entry touches one
 * place in memory and not k.
 *
 * @param nScores Scores per row.
 */
export function sparseDesign(x: SparseMatrix, nScores: number): Design {
  const { nRows: n, nColumns: p } = x;
  const k = nScores;
  const scores = new Float64Array(Math.min(n, BLOCK_ROWS) * k);
  const turned = new Float64Array(p * k);
  const sums = new Float64Array(p * k);
  return {
    nRows: n,
    nColumns: p,
    spread: (weights) => sparseSpread(x, weights),
    pass(weights, intercepts, toSlopes, gathered) {
      turn(weights, k, p, turned);
      sums.fill(0);
      for (let from = 0; from < n; from += BLOCK_ROWS) {
        const count = Math.min(BLOCK_ROWS, n - from);
        if (k === 1) scoreOne(x, turned, intercepts[0], from, count, scores);
        else scoreMany(x, turned, intercepts, from, count, scores);
        toSlopes(scores, from, count);
        if (k === 1) gatherOne(x, scores, from, count, sums);
        else gatherMany(x, scores, k, from, count, sums);
      }
      turn(sums, p, k, gathered);
    },
  };
}

/** Writes a matrix of nRows x nColumns with rows and columns exchanged. */
function turn(a: Float64Array, nRows: number, nColumns: number, into: Float64Array): void {
  for (let i = 0; i < nRows; i++)
    for (let j = 0; j < nColumns; j++) into[j * nRows + i] = a[i * nColumns + j];
}

function scoreOne(
  { offsets, columns, values }: SparseMatrix,
  weights: Float64Array,
  intercept: number,
  from: number,
  count: number,
  scores: Float64Array,
): void {
  for (let i = 0; i < count; i++) {
    const end = offsets[from + i + 1];
    let score = intercept;
    for (let at = offsets[from + i]; at < end; at++) score += weights[columns[at]] * values[at];
    scores[i] = score;
  }
}

function scoreMany(
  { offsets, columns, values }: SparseMatrix,
  weights: Float64Array,
  intercepts: Float64Array,
  from: number,
  count: number,
  scores: Float64Array,
): void {
  const k = intercepts.length;
  for (let i = 0; i < count; i++) {
    const out = i * k;
    for (let c = 0; c < k; c++) scores[out + c] = intercepts[c];
    for (let at = offsets[from + i]; at < offsets[from + i + 1]; at++) {
      const value = values[at];
      const start = columns[at] * k;
      for (let c = 0; c < k; c++) scores[out + c] += weights[start + c] * value;
    }
  }
}

function gatherOne(
  { offsets, columns, values }: SparseMatrix,
  slopes: Float64Array,
  from: number,
  count: number,
  sums: Float64Array,
): void {
  for (let i = 0; i < count; i++) {
    const slope = slopes[i];
    if (slope === 0) continue;
    const end = offsets[from + i + 1];
    for (let at = offsets[from + i]; at < end; at++) sums[columns[at]] += slope * values[at];
  }
}

function gatherMany(
  { offsets, columns, values }: SparseMatrix,
  slopes: Float64Array,
  k: number,
  from: number,
  count: number,
  sums: Float64Array,
): void {
  for (let i = 0; i < count; i++) {
    for (let at = offsets[from + i]; at < offsets[from + i + 1]; at++) {
      const value = values[at];
      const start = columns[at] * k;
      for (let c = 0; c < k; c++) sums[start + c] += slopes[i * k + c] * value;
    }
  }
}

/** As `columnSpread`: the zeros of a column lie at a distance of its mean. */
function sparseSpread(
  { nRows: n, nColumns: p, offsets, columns, values }: SparseMatrix,
  weights: Float64Array | undefined,
): ColumnSpread {
  const means = new Float64Array(p);
  const present = new Float64Array(p);
  let total = 0;
  for (let i = 0; i < n; i++) {
    const weight = weights?.[i] ?? 1;
    total += weight;
    for (let at = offsets[i]; at < offsets[i + 1]; at++) {
      means[columns[at]] += weight * values[at];
      present[columns[at]] += weight;
    }
  }
  for (let j = 0; j < p; j++) means[j] /= total;
  const squares = new Float64Array(p);
  for (let i = 0; i < n; i++) {
    const weight = weights?.[i] ?? 1;
    for (let at = offsets[i]; at < offsets[i + 1]; at++)
      squares[columns[at]] += weight * (values[at] - means[columns[at]]) ** 2;
  }
  const deviations = new Float64Array(p);
  for (let j = 0; j < p; j++) {
    const zeros = Math.max(total - present[j], 0) * means[j] * means[j];
    const deviation = Math.sqrt((squares[j] + zeros) / total);
    if (deviation > 1e-13 * Math.abs(means[j])) deviations[j] = deviation;
  }
  return { means, deviations };
}
