import { exp, log } from '../../../math/index.ts';

/** The share of yes as a function of a score s: sigmoid(slope s + offset). */
export interface PlattScale {
  readonly slope: number;
  readonly offset: number;
}

const MAX_STEPS = 100;
const MAX_HALVINGS = 40;

/**
 * The sigmoid that turns scores into shares with the least log loss.
 *
 * The truth counts as (n+ + 1) / (n+ + 2) for yes and 1 / (n- + 2) for no, with n+ and n- the weights of
 * either side: what an even prior would leave, so that scores that part the classes stay finite. Newton
 * steps, halved until the loss drops.
 *
 * @param isTrue 1 for yes, 0 for no. Length n.
 * @param weights How much each row counts. Default 1 each.
 * @shape scores: n
 * @cost O(n) per step, about 10 steps.
 * @source Platt (1999), "Probabilistic outputs for support vector machines"; Lin, Lin & Weng (2007), "A note
 * on Platt's probabilistic outputs for support vector machines", Machine Learning 68, 267-276.
 */
export function plattScale(
  scores: Float64Array,
  isTrue: Uint8Array,
  weights?: Float64Array,
): PlattScale {
  const counts = weights ?? new Float64Array(scores.length).fill(1);
  let nTrue = 0;
  let nFalse = 0;
  for (let i = 0; i < scores.length; i++) {
    if (isTrue[i]) nTrue += counts[i];
    else nFalse += counts[i];
  }
  const [yes, no] = [(nTrue + 1) / (nTrue + 2), 1 / (nFalse + 2)];
  const shares = Float64Array.from(isTrue, (is) => (is ? yes : no));
  let at = lossAt(scores, shares, counts, 0, log((nTrue + 1) / (nFalse + 1)));
  for (let step = 0; step < MAX_STEPS; step++) {
    const { bySlope, byOffset } = at;
    if (Math.abs(bySlope) < 1e-9 * (nTrue + nFalse) && Math.abs(byOffset) < 1e-9 * (nTrue + nFalse))
      break;
    const next = shorten(scores, shares, counts, at);
    if (next === undefined) break;
    at = next;
  }
  return { slope: at.slope, offset: at.offset };
}

interface Place extends PlattScale {
  readonly loss: number;
  readonly bySlope: number;
  readonly byOffset: number;
  /** Second derivatives: slope twice, slope and offset, offset twice. */
  readonly curvatures: readonly [number, number, number];
}

function lossAt(
  scores: Float64Array,
  shares: Float64Array,
  counts: Float64Array,
  slope: number,
  offset: number,
): Place {
  let loss = 0;
  let bySlope = 0;
  let byOffset = 0;
  let [ss, so, oo] = [1e-12, 0, 1e-12];
  for (let i = 0; i < scores.length; i++) {
    const z = slope * scores[i] + offset;
    const e = exp(z < 0 ? z : -z);
    const probability = (z < 0 ? e : 1) / (1 + e);
    loss += counts[i] * (log(1 + e) + (z > 0 ? z : 0) - shares[i] * z);
    const excess = counts[i] * (probability - shares[i]);
    const curvature = (counts[i] * e) / ((1 + e) * (1 + e));
    bySlope += excess * scores[i];
    byOffset += excess;
    ss += curvature * scores[i] * scores[i];
    so += curvature * scores[i];
    oo += curvature;
  }
  return { slope, offset, loss, bySlope, byOffset, curvatures: [ss, so, oo] };
}

function shorten(
  scores: Float64Array,
  shares: Float64Array,
  counts: Float64Array,
  from: Place,
): Place | undefined {
  const [ss, so, oo] = from.curvatures;
  const determinant = ss * oo - so * so;
  const moveSlope = (so * from.byOffset - oo * from.bySlope) / determinant;
  const moveOffset = (so * from.bySlope - ss * from.byOffset) / determinant;
  const promised = from.bySlope * moveSlope + from.byOffset * moveOffset;
  for (let halving = 0, share = 1; halving < MAX_HALVINGS; halving++, share /= 2) {
    const [slope, offset] = [from.slope + share * moveSlope, from.offset + share * moveOffset];
    const tried = lossAt(scores, shares, counts, slope, offset);
    if (tried.loss < from.loss + 1e-4 * share * promised) return tried;
  }
  return undefined;
}
