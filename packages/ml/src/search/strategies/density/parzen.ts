import { exp, log, type Random } from '../../../math/index.ts';
import { type Dimension, drawUnit } from '../space/index.ts';
import {
  densityAt,
  quantileAt,
  type TruncatedLogistic,
  truncatedLogistic,
} from './truncated-logistic.ts';

/** A density over the units of some dimensions. */
export interface Density {
  draw(random: Random): number[];
  /** Logarithm of the density. */
  logAt(units: readonly number[]): number;
}

const WIDTH = 0.12;
const PRIOR_WIDTH = 0.6;

/**
 * A kernel on each point and a wide one, the prior, on the start; all of equal weight. A kernel is the product of a bell per
 * number and, per choice, of its own value with some chance of the others. It narrows with the number of points by Scott's rule.
 *
 * @shape points: units of n points
 * @cost O(n * dimensions) for a value of the density.
 * @source Falkner, Klein & Hutter (2018), "BOHB", ICML 35; Scott (1992), Multivariate Density Estimation.
 */
export function densityOf(
  dimensions: readonly Dimension[],
  points: readonly (readonly number[])[],
  start: readonly number[],
): Density {
  const n = points.length;
  const width = WIDTH * exp(-log(Math.max(1, n)) / (dimensions.length + 4));
  const stray = 1 / (n + 2);
  const kernels = [
    kernelAt(dimensions, start, PRIOR_WIDTH, 0.8),
    ...points.map((units) => kernelAt(dimensions, units, width, stray)),
  ];
  return {
    draw: (random) => kernels[random.below(kernels.length)].draw(random),
    logAt: (units) =>
      log(kernels.reduce((sum, kernel) => sum + kernel.at(units), Number.MIN_VALUE)) -
      log(kernels.length),
  };
}

interface Kernel {
  draw(random: Random): number[];
  at(units: readonly number[]): number;
}

/** @param stray Chance that a choice is drawn from all. */
function kernelAt(
  dimensions: readonly Dimension[],
  center: readonly number[],
  width: number,
  stray: number,
): Kernel {
  const bells = dimensions.map(({ kind }, i): TruncatedLogistic | undefined =>
    kind === 'number' ? truncatedLogistic(center[i], width) : undefined,
  );
  return {
    draw: (random) =>
      dimensions.map((dimension, i) => {
        const bell = bells[i];
        if (bell) return quantileAt(bell, random.next());
        return random.next() < stray ? drawUnit(dimension, random) : center[i];
      }),
    at: (units) =>
      dimensions.reduce((product, dimension, i) => {
        const bell = bells[i];
        if (bell) return product * densityAt(bell, units[i]);
        const nChoices = dimension.kind === 'choice' ? dimension.choices.length : 1;
        return product * (stray / nChoices + (units[i] === center[i] ? 1 - stray : 0));
      }, 1),
  };
}
