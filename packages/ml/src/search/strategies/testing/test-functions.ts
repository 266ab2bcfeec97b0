import type { ParamSpecs } from '@kaizenml/contracts';
import type { Draft } from '../space/index.ts';

/** A function to minimize whose minimum is known. */
export interface TestFunction {
  readonly params: ParamSpecs;
  readonly minimum: number;
  at(params: Draft['params']): number;
}

const number = (low: number, high: number) =>
  ({
    kind: 'number',
    default: low + 0.9 * (high - low),
    range: [low, high],
    doc: '',
    search: { range: [low, high], scale: 'linear' },
  }) as const;

/** @source Dixon & Szegö (1978), "The Global Optimization Problem: An Introduction": three minima of the same depth. */
export const branin: TestFunction = {
  params: { x: number(-5, 10), y: number(0, 15) },
  minimum: 0.397887357729738,
  at: ({ x, y }) =>
    (Number(y) - (5.1 / (4 * Math.PI ** 2)) * Number(x) ** 2 + (5 / Math.PI) * Number(x) - 6) ** 2 +
    10 * (1 - 1 / (8 * Math.PI)) * Math.cos(Number(x)) +
    10,
};

const HEIGHTS = [1, 1.2, 3, 3.2];
const WIDTHS = [
  [10, 3, 17, 3.5, 1.7, 8],
  [0.05, 10, 17, 0.1, 8, 14],
  [3, 3.5, 1.7, 10, 17, 8],
  [17, 8, 0.05, 10, 0.1, 14],
];
const CENTERS = [
  [1312, 1696, 5569, 124, 8283, 5886],
  [2329, 4135, 8307, 3736, 1004, 9991],
  [2348, 1451, 3522, 2883, 3047, 6650],
  [4047, 8828, 8732, 5743, 1091, 381],
];

/** @source Hartman (1973), "Some Experiments in Global Optimization": six dimensions, six local minima. */
export const hartmann6: TestFunction = {
  params: Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => [name, number(0, 1)])),
  minimum: -3.32236801141551,
  at: (params) =>
    -HEIGHTS.reduce((sum, height, i) => {
      const inner = Object.values(params).reduce<number>(
        (total, x, j) => total + WIDTHS[i][j] * (Number(x) - CENTERS[i][j] * 1e-4) ** 2,
        0,
      );
      return sum + height * Math.exp(-inner);
    }, 0),
};
