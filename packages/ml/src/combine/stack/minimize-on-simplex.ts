import { solveOnSimplex } from './solve-on-simplex.ts';

/** A smooth convex function of m weights. */
export interface SimplexFunction {
  readonly size: number;
  value(weights: Float64Array): number;
  /** @shape m */
  gradient(weights: Float64Array): Float64Array;
  /** Second derivatives between the given weights. @shape s x s, row-major, symmetric */
  hessian(weights: Float64Array, support: readonly number[]): Float64Array;
}

export interface SimplexMinimum {
  /** Each at least 0, together 1. */
  readonly weights: Float64Array;
  readonly value: number;
  /** The value is at most this far above the least one: a certificate, not an estimate. */
  readonly gap: number;
  readonly nIterations: number;
}

const MAX_ITERATIONS = 200;
const MAX_HALVINGS = 40;

/**
 * The minimum of a convex function over weights that are at least 0 and sum to 1.
 *
 * Newton steps on the weights that are in use and the one whose slope is lowest, each by an exact quadratic program,
 * shortened until the value drops. By convexity the value lies at most (gradient · weights - lowest slope) above the
 * minimum, so it stops when that is small and says how small.
 *
 * @param tolerance Gap at which it stops, as a share of the size of the value (at least 1e-12). Default 1e-9.
 * @cost Per iteration one gradient and one Hessian of the weights in use, usually a dozen iterations.
 * @source Frank & Wolfe (1956) (the gap); Kim, Carbonetto, Stephens & Anitescu (2020), "A Fast Algorithm for Maximum
 * Likelihood Estimation of Mixture Proportions Using Sequential Quadratic Programming", JCGS 29 (the steps).
 */
export function minimizeOnSimplex(
  target: SimplexFunction,
  { tolerance = 1e-9 }: { readonly tolerance?: number } = {},
): SimplexMinimum {
  let weights = bestCorner(target);
  let value = target.value(weights);
  let nIterations = 0;
  for (;;) {
    const gradient = target.gradient(weights);
    const lowest = placeOfLowest(gradient);
    const gap = Math.max(0, inner(gradient, weights) - gradient[lowest]);
    const isDone = gap <= tolerance * Math.max(1e-3, Math.abs(value));
    const next =
      isDone || nIterations === MAX_ITERATIONS
        ? undefined
        : step(target, { weights, value, gradient, lowest });
    if (!next) return { weights, value, gap, nIterations };
    ({ weights, value } = next);
    nIterations++;
  }
}

interface Place {
  readonly weights: Float64Array<ArrayBuffer>;
  readonly value: number;
  readonly gradient: Float64Array;
  /** The weight with the lowest slope. */
  readonly lowest: number;
}

/** A place of lower value, or undefined when rounding leaves none. */
function step(
  target: SimplexFunction,
  { weights, value, gradient, lowest }: Place,
): Pick<Place, 'weights' | 'value'> | undefined {
  const support = Array.from(weights.keys()).filter((j) => weights[j] > 0 || j === lowest);
  const hessian = target.hessian(weights, support);
  const at = Float64Array.from(support, (j) => weights[j]);
  const slope = Float64Array.from(support, (j) => gradient[j]);
  const towards = solveOnSimplex({ hessian, slope, at });
  const promised = support.reduce((sum, j, s) => sum + gradient[j] * (towards[s] - weights[j]), 0);
  for (let halving = 0, share = 1; halving < MAX_HALVINGS; halving++, share /= 2) {
    const tried = weights.slice();
    support.forEach((j, s) => {
      tried[j] = share === 1 ? towards[s] : weights[j] + share * (towards[s] - weights[j]);
    });
    const triedValue = target.value(tried);
    if (triedValue <= value + 1e-4 * share * promised && triedValue < value)
      return { weights: tried, value: triedValue };
  }
  return undefined;
}

function bestCorner(target: SimplexFunction): Float64Array<ArrayBuffer> {
  const corner = (j: number) => {
    const weights = new Float64Array(target.size);
    weights[j] = 1;
    return weights;
  };
  const values = Float64Array.from({ length: target.size }, (_, j) => target.value(corner(j)));
  return corner(placeOfLowest(values));
}

function placeOfLowest(values: Float64Array): number {
  let lowest = 0;
  for (let j = 1; j < values.length; j++) if (values[j] < values[lowest]) lowest = j;
  return lowest;
}

function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
