/** A smooth convex function. */
export interface ConvexFunction {
  /** Returns the value at `point` and writes the gradient there into `gradient`. */
  evaluate(point: Float64Array, gradient: Float64Array): number;
}

/** When to stop. */
export interface MinimizeOptions {
  /** Steps at most. */
  readonly maxIterations: number;
  /** Stops when no component of the gradient is larger than this. */
  readonly tolerance: number;
}

/** Where the search ended. */
export interface Minimum {
  readonly point: Float64Array;
  readonly value: number;
  readonly nIterations: number;
  /** False when the iterations ran out before the gradient vanished. */
  readonly converged: boolean;
}

const MEMORY = 10;

/**
 * Minimizes a smooth convex function by limited-memory BFGS (10 pairs) with a bracketing line search.
 *
 * A step is accepted when the value has dropped (up to rounding of the value itself) and the slope
 * along the step is at most 0.9 of the first one in size (strong Wolfe conditions).
 *
 * @param start Where to begin. Left untouched.
 * @cost Per iteration about one evaluation and O(10 p).
 * @source Liu & Nocedal (1989), "On the limited memory BFGS method for large scale optimization".
 */
export function minimizeConvex(
  target: ConvexFunction,
  start: Float64Array,
  { maxIterations, tolerance }: MinimizeOptions,
): Minimum {
  const p = start.length;
  let point = start.slice();
  let gradient = new Float64Array(p);
  let value = target.evaluate(point, gradient);
  const pairs: Pair[] = [];
  let nIterations = 0;
  while (nIterations < maxIterations && largest(gradient) > tolerance) {
    nIterations++;
    const direction = descend(gradient, pairs);
    const firstStep =
      pairs.length === 0 ? 1 / Math.max(1, Math.sqrt(inner(gradient, gradient))) : 1;
    const next = search(target, { point, gradient, value }, direction, firstStep);
    if (!next) break;
    remember(
      pairs,
      next.point.map((v, i) => v - point[i]),
      next.gradient.map((g, i) => g - gradient[i]),
    );
    point = next.point;
    gradient = next.gradient;
    value = next.value;
  }
  return { point, value, nIterations, converged: largest(gradient) <= tolerance };
}

interface Pair {
  readonly s: Float64Array;
  readonly y: Float64Array;
  readonly rho: number;
}

interface Place {
  readonly point: Float64Array<ArrayBuffer>;
  readonly gradient: Float64Array<ArrayBuffer>;
  readonly value: number;
}

function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function largest(values: Float64Array): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i]));
  return most;
}

function remember(pairs: Pair[], s: Float64Array, y: Float64Array): void {
  const sy = inner(s, y);
  if (!(sy > 1e-300)) return;
  pairs.push({ s, y, rho: 1 / sy });
  if (pairs.length > MEMORY) pairs.shift();
}

function descend(gradient: Float64Array, pairs: readonly Pair[]): Float64Array {
  const q = gradient.map((g) => -g);
  const shares = new Float64Array(pairs.length);
  for (let k = pairs.length - 1; k >= 0; k--) {
    const { s, y, rho } = pairs[k];
    shares[k] = rho * inner(s, q);
    for (let i = 0; i < q.length; i++) q[i] -= shares[k] * y[i];
  }
  const last = pairs.at(-1);
  if (last) {
    const scale = 1 / (last.rho * inner(last.y, last.y));
    for (let i = 0; i < q.length; i++) q[i] *= scale;
  }
  for (let k = 0; k < pairs.length; k++) {
    const { s, y, rho } = pairs[k];
    const change = shares[k] - rho * inner(y, q);
    for (let i = 0; i < q.length; i++) q[i] += change * s[i];
  }
  return q;
}

function search(
  target: ConvexFunction,
  from: Place,
  direction: Float64Array,
  firstStep: number,
): Place | undefined {
  const slope = inner(from.gradient, direction);
  if (!(slope < 0)) return undefined;
  const slack = 1e-14 * Math.abs(from.value);
  let low = 0;
  let lowSlope = slope;
  let high = Number.POSITIVE_INFINITY;
  let step = firstStep;
  for (let trial = 0; trial < 50; trial++) {
    const point = from.point.map((v, i) => v + step * direction[i]);
    const gradient = new Float64Array(point.length);
    const value = target.evaluate(point, gradient);
    const slopeHere = inner(gradient, direction);
    const dropped = value <= from.value + 1e-4 * step * slope + slack;
    if (dropped && Math.abs(slopeHere) <= -0.9 * slope) return { point, gradient, value };
    if (!dropped || slopeHere > 0 || Number.isNaN(slopeHere)) {
      high = step;
      const secant = low + ((step - low) * lowSlope) / (lowSlope - slopeHere);
      const inside = secant > low + 0.1 * (high - low) && secant < high - 0.1 * (high - low);
      step = inside ? secant : (low + high) / 2;
    } else {
      low = step;
      lowSlope = slopeHere;
      step = high === Number.POSITIVE_INFINITY ? 2 * step : (low + high) / 2;
    }
  }
  return undefined;
}
