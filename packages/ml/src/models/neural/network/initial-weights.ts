import type { Random } from '../../../math/index.ts';
import type { InputColumns } from './columns.ts';
import { type DenseLayer, LANES, type Layout, panelIndex } from './layout.ts';

/**
 * Weights to begin with: uniform with variance 2 / inputs before rectifiers, and 0 for the scores, so that the first
 * answer to every row is the constant one.
 *
 * Only what carries something gets weights: what fills a panel is 0, and then stays so. So is the row of
 * rare levels, the middle of all others.
 *
 * @param scores What every row is answered at first.
 * @source He, Zhang, Ren & Sun (2015), "Delving deep into rectifiers", ICCV.
 */
export function initialWeights(
  layout: Layout,
  columns: InputColumns,
  scores: ArrayLike<number>,
  random: Random,
): Float32Array {
  const weights = new Float32Array(layout.length);
  const uniform = (bound: number): number => bound * (2 * random.next() - 1);
  for (const { at, nRows, width } of layout.tables)
    for (let i = width; i < nRows * width; i++) weights[at + i] = uniform(1);
  const { ramps } = layout;
  ramps.numbers.forEach((number, j) => {
    const nPieces = columns.numbers[number].knots.length - 1;
    const bound = Math.sqrt(1 / nPieces);
    const from = ramps.weights + j * ramps.nPieces * LANES;
    for (let i = 0; i < nPieces * LANES; i++) weights[from + i] = uniform(bound);
    for (let k = 0; k < LANES; k++) weights[ramps.biases + j * LANES + k] = uniform(bound);
  });
  const loose = layout.tables.reduce((sum, { width }) => sum + width, layout.nLoose);
  let carries = (i: number): boolean => i < loose || i >= ramps.input;
  for (const layer of layout.layers.slice(0, -1)) {
    fillLayer(layer, carries, weights, uniform);
    const { nUnits } = layer;
    carries = (i) => i < nUnits;
  }
  weights.set(Float32Array.from(scores), layout.layers[layout.layers.length - 1].biases);
  return weights;
}

function fillLayer(
  { inner, outer, nUnits, weights: at, gains }: DenseLayer,
  carries: (input: number) => boolean,
  weights: Float32Array,
  uniform: (bound: number) => number,
): void {
  let nInputs = 0;
  for (let i = 0; i < inner; i++) if (carries(i)) nInputs++;
  const bound = Math.sqrt(6 / Math.max(nInputs, 1));
  for (let i = 0; i < inner; i++) {
    if (!carries(i)) continue;
    for (let k = 0; k < nUnits; k++) weights[at + panelIndex(inner, i, k)] = uniform(bound);
  }
  if (gains !== undefined) weights.fill(1, gains, gains + outer);
}
