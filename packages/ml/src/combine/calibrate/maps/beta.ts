import { log, type Minimum, minimizeConvex, sigmoid } from '../../../math/index.ts';
import type { ClassificationOutcome } from '../../../metrics/index.ts';
import { logsOf } from './logs-of.ts';
import { PULL_ROWS } from './vector.ts';
import { withComplement } from './with-complement.ts';

/** p' = sigmoid(a ln p - b ln(1 - p) + c): rising, and the identity at a = b = 1, c = 0. */
export interface BetaMap {
  readonly kind: 'beta';
  readonly nClasses: 2;
  /** At least 0. */
  readonly a: number;
  /** At least 0. */
  readonly b: number;
  readonly c: number;
}

/** Which of a and b are free; the others are 0. */
type Face = readonly [isFreeA: boolean, isFreeB: boolean];

const EDGES: readonly Face[] = [
  [true, false],
  [false, true],
  [false, false],
];

/**
 * Beta calibration: a, b >= 0 and c of least log loss + PULL_ROWS ((a - 1)^2 + (b - 1)^2 + c^2) / 2.
 *
 * Unlike a sigmoid of the log-odds it can correct answers that are too sure at one end only.
 *
 * @cost O(n) per step, some dozens of steps.
 * @source Kull, Silva Filho & Flach (2017), "Beta calibration", AISTATS 54.
 */
export function fitBeta({ truth, probabilities }: ClassificationOutcome): BetaMap {
  const logs = logsOf(probabilities);
  const inside = minimizeFace(logs, truth, [true, true]);
  // Convex: where the free minimum is not allowed, the allowed one lies on an edge.
  const best = isAllowed(inside)
    ? inside
    : EDGES.map((edge) => minimizeFace(logs, truth, edge))
        .filter(isAllowed)
        .reduce((one, other) => (other.value < one.value ? other : one));
  const [a, b, c] = best.point;
  return { kind: 'beta', nClasses: 2, a, b, c };
}

function isAllowed({ point: [a, b] }: Minimum): boolean {
  return a >= 0 && b >= 0;
}

export function applyBeta({ a, b, c }: BetaMap, probabilities: Float64Array): Float64Array {
  const logs = logsOf(probabilities);
  let i = 0;
  return withComplement(probabilities, () => {
    const score = a * logs[i + 1] - b * logs[i] + c;
    i += 2;
    return sigmoid(score);
  });
}

function minimizeFace(logs: Float64Array, truth: Int32Array, [isFreeA, isFreeB]: Face): Minimum {
  const start = Float64Array.of(isFreeA ? 1 : 0, isFreeB ? 1 : 0, 0);
  const n = truth.length;
  const evaluate = ([a, b, c]: Float64Array, gradient: Float64Array): number => {
    let value = (PULL_ROWS * ((a - 1) ** 2 + (b - 1) ** 2 + c * c)) / 2;
    gradient[0] = PULL_ROWS * (a - 1);
    gradient[1] = PULL_ROWS * (b - 1);
    gradient[2] = PULL_ROWS * c;
    for (let i = 0; i < n; i++) {
      const z = a * logs[2 * i + 1] - b * logs[2 * i] + c;
      const excess = sigmoid(z) - truth[i];
      const towards = truth[i] === 1 ? -z : z;
      // ln(1 + e^towards), from the side that cannot overflow.
      value += Math.max(0, towards) - log(sigmoid(Math.abs(z)));
      gradient[0] += excess * logs[2 * i + 1];
      gradient[1] -= excess * logs[2 * i];
      gradient[2] += excess;
    }
    gradient[0] *= isFreeA ? 1 / n : 0;
    gradient[1] *= isFreeB ? 1 / n : 0;
    gradient[2] /= n;
    return value / n;
  };
  return minimizeConvex({ evaluate }, start, { maxIterations: 500, tolerance: 1e-9 });
}
