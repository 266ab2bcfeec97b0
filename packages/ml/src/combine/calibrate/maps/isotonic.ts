import { type ClassificationOutcome, classScores, rank } from '../../../metrics/index.ts';
import { withComplement } from './with-complement.ts';

/** A rising function: straight lines between its knots, constant beyond the first and the last. */
export interface RisingCurve {
  /** Rising. Length k, at least 1. */
  readonly x: Float64Array;
  /** Never falling. Length k. */
  readonly y: Float64Array;
}

/** p' = curve(p); of more than two classes one curve each, scaled to sum to 1. */
export interface IsotonicMap {
  readonly kind: 'isotonic';
  readonly nClasses: number;
  /** Of the second of two classes; else one per class. */
  readonly curves: readonly RisingCurve[];
}

/**
 * Isotonic regression of what happened on what was stated.
 *
 * What happened counts as (n+ + 1) / (n+ + 2) and 1 / (n- + 2) as in Platt's sigmoid: the same curve, drawn in from 0 and 1,
 * since no finite number of rows makes an answer certain.
 *
 * @cost O(nClasses n log n)
 * @source Zadrozny & Elkan (2002), "Transforming Classifier Scores into Accurate Multiclass Probability Estimates", KDD.
 */
export function fitIsotonic(outcome: ClassificationOutcome): IsotonicMap {
  const { truth, nClasses } = outcome;
  const codes = nClasses === 2 ? [1] : Array.from({ length: nClasses }, (_, code) => code);
  const curves = codes.map((code) => {
    const nTrue = truth.reduce((count, each) => count + (each === code ? 1 : 0), 0);
    const yes = (nTrue + 1) / (nTrue + 2);
    const no = 1 / (truth.length - nTrue + 2);
    const happened = Float64Array.from(truth, (each) => (each === code ? yes : no));
    return risingCurve(classScores(outcome, code), happened);
  });
  return { kind: 'isotonic', nClasses, curves };
}

export function applyIsotonic(
  { nClasses, curves }: IsotonicMap,
  probabilities: Float64Array,
): Float64Array {
  if (nClasses === 2) return withComplement(probabilities, (p) => curveAt(curves[0], p));
  const mapped = new Float64Array(probabilities.length);
  for (let i = 0; i < mapped.length; i += nClasses) {
    let sum = 0;
    for (let c = 0; c < nClasses; c++) {
      mapped[i + c] = curveAt(curves[c], probabilities[i + c]);
      sum += mapped[i + c];
    }
    for (let c = 0; c < nClasses; c++) mapped[i + c] = sum > 0 ? mapped[i + c] / sum : 1 / nClasses;
  }
  return mapped;
}

/**
 * The rising function of least squared error, by pooling neighbors that fall; equal x are one point first. Knots that
 * lie between two of the same height are left out.
 *
 * @shape x: n, y: n
 * @cost O(n log n)
 * @source Ayer, Brunk, Ewing, Reid & Silverman (1955), Annals of Mathematical Statistics 26, 641-647.
 */
export function risingCurve(x: Float64Array, y: Float64Array): RisingCurve {
  const { order, startsTie } = rank(x);
  const blocks: Block[] = [];
  for (let k = 0; k < order.length; ) {
    const first = x[order[k]];
    let sum = 0;
    let n = 0;
    do {
      sum += y[order[k]];
      n++;
      k++;
    } while (k < order.length && startsTie[k] === 0);
    let block: Block = { from: first, to: first, sum, n };
    for (
      let last = blocks.at(-1);
      last && last.sum * block.n >= block.sum * last.n;
      last = blocks.at(-1)
    ) {
      blocks.pop();
      block = { from: last.from, to: block.to, sum: last.sum + block.sum, n: last.n + block.n };
    }
    blocks.push(block);
  }
  const knots = blocks.flatMap(({ from, to, sum, n }) =>
    from === to
      ? [[from, sum / n]]
      : [
          [from, sum / n],
          [to, sum / n],
        ],
  );
  return {
    x: Float64Array.from(knots, ([at]) => at),
    y: Float64Array.from(knots, ([, height]) => height),
  };
}

/** Neighboring points of one height. */
interface Block {
  readonly from: number;
  readonly to: number;
  readonly sum: number;
  readonly n: number;
}

/** Height of a curve at a point. @cost O(log k) */
function curveAt({ x, y }: RisingCurve, at: number): number {
  const last = x.length - 1;
  if (at <= x[0]) return y[0];
  if (at >= x[last]) return y[last];
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (x[middle] <= at) low = middle;
    else high = middle;
  }
  return y[low] + (y[high] - y[low]) * ((at - x[low]) / (x[high] - x[low]));
}
