import { exp, log } from '../../../math/index.ts';
import type { ClassificationTarget } from '../../refusals.ts';
import type { Design, Features } from '../design/index.ts';
import type { LinearScores } from '../scores/index.ts';
import {
  type CurvedRows,
  columnsInNeed,
  type OneScore,
  proximalNewton,
} from './proximal-newton.ts';

/** The penalty, and when to stop. */
export interface LassoSearch {
  readonly l1: number;
  readonly l2: number;
  /** How much each row counts. Default 1 each. */
  readonly weights?: Float64Array | undefined;
  readonly maxIterations: number;
  readonly tolerance: number;
}

/**
 * Minimizes summed log loss + l1 ||w||_1 + l2 ||w||^2 / 2, intercepts free.
 *
 * Of more than two classes, one class's score is improved at a time: with the other scores fixed, it is a
 * problem of two classes whose scores have an offset per row.
 *
 * @param design Rows of x with one score each.
 */
export function lassoLogistic(
  x: Features,
  design: Design,
  { codes, nClasses }: ClassificationTarget,
  { l1, l2, weights, maxIterations, tolerance }: LassoSearch,
): LinearScores {
  const { nColumns: p, nRows: n } = design;
  const total = weights === undefined ? n : weights.reduce((sum, weight) => sum + weight, 0);
  const { deviations } = design.spread(weights);
  const byColumn = columnsInNeed(x);
  const improve = (
    start: OneScore,
    isOwn: (code: number) => boolean,
    nSteps: number,
    offsets?: Float64Array,
  ) => {
    const truth = Uint8Array.from(codes, (code) => (isOwn(code) ? 1 : 0));
    const rows = curvedLogLoss(truth, weights, offsets);
    const problem = { x, byColumn, design, rows, l1, l2, deviations, total };
    return proximalNewton(problem, start, { maxIterations: nSteps, tolerance });
  };
  const zero: OneScore = { weights: new Float64Array(p), intercept: 0 };
  if (nClasses === 2) {
    const found = improve(zero, (code) => code === 1, maxIterations);
    return { weights: found.weights, intercepts: Float64Array.of(found.intercept) };
  }
  const places: OneScore[] = Array.from({ length: nClasses }, () => zero);
  const scores = new Float64Array(n * nClasses);
  for (let step = 0, still = 0; step < maxIterations * nClasses && still < nClasses; step++) {
    const own = step % nClasses;
    const offsets = offsetsOf(scores, nClasses, own);
    const next = improve(places[own], (code) => code === own, 1, offsets);
    still = next.nSteps === 0 ? still + 1 : 0;
    if (next.nSteps === 0) continue;
    places[own] = next;
    writeScores(design, next, scores, nClasses, own);
  }
  const joined = new Float64Array(nClasses * p);
  for (const [own, place] of places.entries()) joined.set(place.weights, own * p);
  return { weights: joined, intercepts: Float64Array.from(places, ({ intercept }) => intercept) };
}

/** Minus the log of the summed exponentials of the other scores: what is added to a class's own score. */
function offsetsOf(scores: Float64Array, k: number, own: number): Float64Array {
  const offsets = new Float64Array(scores.length / k);
  for (let i = 0; i < offsets.length; i++) {
    let largest = Number.NEGATIVE_INFINITY;
    for (let c = 0; c < k; c++)
      if (c !== own && scores[i * k + c] > largest) largest = scores[i * k + c];
    let sum = 0;
    for (let c = 0; c < k; c++) if (c !== own) sum += exp(scores[i * k + c] - largest);
    offsets[i] = -(largest + log(sum));
  }
  return offsets;
}

function writeScores(
  design: Design,
  { weights, intercept }: OneScore,
  into: Float64Array,
  k: number,
  own: number,
): void {
  const unused = new Float64Array(design.nColumns);
  const keep = (scores: Float64Array, from: number, count: number): void => {
    for (let i = 0; i < count; i++) into[(from + i) * k + own] = scores[i];
  };
  design.pass(weights, Float64Array.of(intercept), keep, unused);
}

/**
 * A row of nearly certain answer still counts this much in the second order expansion, per unit of weight:
 * less, and the expansion would promise steps that it cannot keep.
 */
const LEAST_CURVATURE = 1e-5;

function curvedLogLoss(
  truth: Uint8Array,
  weights: Float64Array | undefined,
  offsets: Float64Array | undefined,
): CurvedRows {
  return (scores, from, count, slopes, curvatures) => {
    let loss = 0;
    for (let i = 0; i < count; i++) {
      const weight = weights === undefined ? 1 : weights[from + i];
      const score = offsets === undefined ? scores[i] : scores[i] + offsets[from + i];
      const distance = score < 0 ? -score : score;
      const e = exp(-distance);
      const isWrong = score > 0 !== (truth[from + i] === 1);
      const probability = (score < 0 ? e : 1) / (1 + e);
      const curvature = e / ((1 + e) * (1 + e));
      loss += weight * (log(1 + e) + (isWrong ? distance : 0));
      slopes[i] = weight * (probability - truth[from + i]);
      curvatures[i] = weight * (curvature > LEAST_CURVATURE ? curvature : LEAST_CURVATURE);
    }
    return loss;
  };
}
