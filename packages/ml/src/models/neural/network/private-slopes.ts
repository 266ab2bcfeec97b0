import type { Random } from '../../../math/index.ts';
import { inputWidth, LANES, type Layout } from './layout.ts';
import type { LearningSpace } from './workspace.ts';

/**
 * Squared length of each row's own slopes, between `propagateBack` and `collectSlopes`.
 *
 * A row's slopes by a dense layer are the outer product of the layer's input and the slopes by its output, so that
 * their squared length is the product of two squared lengths and no row's slopes are ever written down.
 * For layouts without normalization, where rows do not depend on each other.
 *
 * @source Goodfellow (2015), "Efficient per-example gradient computations", arXiv:1510.01799.
 */
export function rowSlopeSquares(layout: Layout, space: LearningSpace, n: number): Float64Array {
  const { heap, outputs, deltas } = space;
  const { ramps, layers } = layout;
  const squares = new Float64Array(n);
  const squaresOf = (at: number, from: number, to: number): Float64Array =>
    rowSquares(heap.floats(at + 4 * n * from, n * (to - from)), n);
  const add = (inputs: Float64Array, slopes: Float64Array): void => {
    for (let i = 0; i < n; i++) squares[i] += (inputs[i] + 1) * slopes[i];
  };
  layers.forEach(({ inner, outer }, l) => {
    add(squaresOf(outputs[l], 0, inner), squaresOf(deltas[l + 1], 0, outer));
  });
  ramps.numbers.forEach((_, j) => {
    const input = ramps.input + j * LANES;
    const expanded = squaresOf(space.ramps, j * ramps.nPieces, (j + 1) * ramps.nPieces);
    add(expanded, squaresOf(deltas[0], input, input + LANES));
  });
  const delta = heap.floats(deltas[0], n * inputWidth(layout));
  for (const { width, input } of layout.tables) {
    for (let i = 0; i < n; i++) {
      for (let k = input; k < input + width; k++) {
        const value = delta[((k >> 3) * n + i) * LANES + (k & 7)];
        squares[i] += value * value;
      }
    }
  }
  return squares;
}

/** Sum of the squares of each row of a matrix in panels. */
function rowSquares(panels: Float32Array, n: number): Float64Array {
  const squares = new Float64Array(n);
  for (let at = 0; at < panels.length; at++)
    squares[Math.floor(at / LANES) % n] += panels[at] * panels[at];
  return squares;
}

/** Shortens every row's slopes to at most `norm`, by shortening the slopes that they are made of. */
export function clipRows(layout: Layout, space: LearningSpace, n: number, norm: number): void {
  const factors = rowSlopeSquares(layout, space, n).map((square) =>
    Math.min(1, norm / Math.sqrt(square)),
  );
  space.deltas.forEach((at, l) => {
    const width = l === 0 ? inputWidth(layout) : layout.layers[l - 1].outer;
    const delta = space.heap.floats(at, n * width);
    for (let k = 0; k < delta.length; k++) delta[k] *= factors[Math.floor(k / LANES) % n];
  });
}

/** Adds normal noise of this deviation to every slope. */
export function addNoise(
  layout: Layout,
  { heap, slopes }: LearningSpace,
  deviation: number,
  random: Random,
): void {
  const summed = heap.floats(slopes, layout.length);
  for (let i = 0; i < summed.length; i++) summed[i] += deviation * random.normal();
}
