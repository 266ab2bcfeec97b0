import type { EncodedRows } from './encode-rows.ts';
import { LANES, type Layout, panelIndex } from './layout.ts';
import { addressOf, type LearningSpace } from './workspace.ts';

/**
 * From the slopes of the loss by the scores, those by the output of every layer, per row.
 *
 * The slopes of gains and shifts, which batch normalization sums over the rows anyway, are written too.
 *
 * @source Rumelhart, Hinton & Williams (1986), "Learning representations by back-propagating errors",
 * Nature 323, 533-536; Ioffe & Szegedy (2015), "Batch normalization", ICML.
 */
export function propagateBack(
  layout: Layout,
  space: LearningSpace,
  n: number,
  dropout: number,
): void {
  const { kernels, deltas, outputs, transposed, zeros } = space;
  for (let l = layout.layers.length - 1; l >= 0; l--) {
    const { weights, inner, outer } = layout.layers[l];
    kernels.transpose(addressOf(space.weights, weights), transposed, inner, outer);
    kernels.multiply(deltas[l + 1], transposed, zeros, deltas[l], n, outer, inner);
    if (l === 0) break;
    kernels.rectifyBack(outputs[l], deltas[l], n * inner, 1 / (1 - dropout));
    if (layout.layers[l - 1].gains !== undefined) normalizeBack(layout, space, n, l - 1);
  }
  const curves = n * layout.ramps.input;
  const nCurves = n * layout.ramps.numbers.length * LANES;
  kernels.rectifyBack(addressOf(outputs[0], curves), addressOf(deltas[0], curves), nCurves, 1);
}

function normalizeBack({ layers }: Layout, space: LearningSpace, n: number, l: number): void {
  const { gains = 0, outer } = layers[l];
  space.kernels.normalizeBack(
    space.deltas[l + 1],
    space.hats[l],
    addressOf(space.weights, gains),
    space.moments[l],
    addressOf(space.slopes, gains),
    addressOf(space.slopes, gains + outer),
    n,
    outer,
  );
}

/** From the slopes by every output, the slopes by every weight, summed over the rows. */
export function collectSlopes(
  layout: Layout,
  space: LearningSpace,
  encoded: EncodedRows,
  rows: ArrayLike<number>,
): void {
  const { kernels, heap, outputs, deltas } = space;
  const { ramps, tables, layers } = layout;
  const n = rows.length;
  const slope = (at: number): number => addressOf(space.slopes, at);
  const slopes = heap.floats(space.slopes, layout.length);
  layers.forEach(({ weights, biases, inner, outer }, l) => {
    kernels.multiplyCrossed(outputs[l], deltas[l + 1], slope(weights), n, inner, outer);
    slopes.fill(0, biases, biases + outer);
    kernels.addRows(deltas[l + 1], slope(biases), n, outer);
  });
  const { nPieces } = ramps;
  slopes.fill(0, ramps.biases, ramps.biases + ramps.numbers.length * LANES);
  ramps.numbers.forEach((_, j) => {
    const delta = addressOf(deltas[0], n * (ramps.input + j * LANES));
    const expanded = addressOf(space.ramps, j * n * nPieces);
    const to = slope(ramps.weights + j * nPieces * LANES);
    kernels.multiplyCrossed(expanded, delta, to, n, nPieces, LANES);
    kernels.addRows(delta, slope(ramps.biases + j * LANES), n, LANES);
  });
  const delta = heap.floats(deltas[0], n * ramps.input);
  tables.forEach(({ at, nRows, width, input }, t) => {
    slopes.fill(0, at, at + nRows * width);
    for (let i = 0; i < n; i++) {
      const to = at + encoded.tableRows[rows[i] * tables.length + t] * width;
      for (let k = 0; k < width; k++) slopes[to + k] += delta[panelIndex(n, i, input + k)];
    }
  });
}
