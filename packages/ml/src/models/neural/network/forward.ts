import type { EncodedRows } from './encode-rows.ts';
import { inputWidth, LANES, type Layout, panelIndex, scoreLayer } from './layout.ts';
import { addressOf, type LearningSpace, type Workspace } from './workspace.ts';

/** Added to variances before their roots. */
export const EPSILON = 1e-5;

/** Writes rows into the input of the first layer: loose inputs, rows of the tables, curves of the numbers. */
export function writeInputs(
  layout: Layout,
  work: Workspace,
  encoded: EncodedRows,
  rows: ArrayLike<number>,
): void {
  const { nLoose, tables, ramps } = layout;
  const n = rows.length;
  const input = work.heap.floats(work.outputs[0], n * inputWidth(layout));
  input.fill(0, 0, n * ramps.input);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < nLoose; j++)
      input[panelIndex(n, i, j)] = encoded.loose[rows[i] * nLoose + j];
  const weights = work.heap.floats(work.weights, layout.length);
  tables.forEach(({ at, width, input: to }, t) => {
    for (let i = 0; i < n; i++) {
      const from = at + encoded.tableRows[rows[i] * tables.length + t] * width;
      for (let k = 0; k < width; k++) input[panelIndex(n, i, to + k)] = weights[from + k];
    }
  });
  if (ramps.numbers.length > 0) writeCurves(layout, work, encoded, rows);
}

/**
 * A number as ramps, one per piece between its quantiles, and learned rectified sums of them.
 *
 * @source Gorishniy, Rubachev & Babenko (2022), "On embeddings for numerical features in tabular deep
 * learning", NeurIPS: piecewise linear encoding, Q-LR.
 */
function writeCurves(
  { ramps }: Layout,
  work: Workspace,
  encoded: EncodedRows,
  rows: ArrayLike<number>,
): void {
  const { heap, kernels } = work;
  const { numbers, nPieces } = ramps;
  const n = rows.length;
  const places = heap.floats(work.places, n * numbers.length);
  const first = addressOf(work.outputs[0], n * ramps.input);
  numbers.forEach((number, j) => {
    for (let i = 0; i < n; i++)
      places[j * n + i] = encoded.places[rows[i] * encoded.nNumbers + number];
    const expanded = addressOf(work.ramps, j * n * nPieces);
    const matrix = addressOf(work.weights, ramps.weights + j * nPieces * LANES);
    const bias = addressOf(work.weights, ramps.biases + j * LANES);
    const to = addressOf(first, j * n * LANES);
    kernels.ramps(addressOf(work.places, j * n), expanded, n, nPieces);
    kernels.multiply(expanded, matrix, bias, to, n, nPieces, LANES);
  });
  kernels.rectify(first, n * numbers.length * LANES);
}

/**
 * The scores of rows whose inputs are written, by a layout without normalization.
 *
 * @returns A view of them, in panels.
 */
export function answer(layout: Layout, work: Workspace, n: number): Float32Array {
  layout.layers.forEach((_, l) => {
    multiplyLayer(layout, work, n, l);
    if (l < layout.layers.length - 1)
      work.kernels.rectify(work.outputs[l + 1], n * layout.layers[l].outer);
  });
  return scoresOf(layout, work, n);
}

/**
 * The scores of rows whose inputs are written, while learning: hidden outputs are normalized within the
 * batch where the layout says so, and a share of them is dropped.
 *
 * @returns A view of them, in panels.
 * @source Ioffe & Szegedy (2015), "Batch normalization", ICML; Srivastava et al. (2014), "Dropout", JMLR 15.
 */
export function answerLearning(
  layout: Layout,
  space: LearningSpace,
  n: number,
  dropout: number,
): Float32Array {
  const { kernels, hats, moments, seeds } = space;
  layout.layers.forEach(({ outer, gains }, l) => {
    const to = space.outputs[l + 1];
    multiplyLayer(layout, space, n, l);
    if (l === layout.layers.length - 1) return;
    if (gains !== undefined) {
      const gain = addressOf(space.weights, gains);
      const shift = addressOf(space.weights, gains + outer);
      kernels.normalize(to, hats[l], gain, shift, moments[l], n, outer, EPSILON);
    }
    kernels.rectify(to, n * outer);
    if (dropout > 0)
      kernels.drop(to, n * outer, seeds, Math.floor(dropout * 2 ** 32), 1 / (1 - dropout));
  });
  return scoresOf(layout, space, n);
}

function multiplyLayer({ layers }: Layout, work: Workspace, n: number, l: number): void {
  const { weights, biases, inner, outer } = layers[l];
  const matrix = addressOf(work.weights, weights);
  const bias = addressOf(work.weights, biases);
  work.kernels.multiply(work.outputs[l], matrix, bias, work.outputs[l + 1], n, inner, outer);
}

function scoresOf(layout: Layout, { heap, outputs }: Workspace, n: number): Float32Array {
  return heap.floats(outputs[layout.layers.length], n * scoreLayer(layout).outer);
}
