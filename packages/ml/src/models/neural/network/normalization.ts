import { EPSILON } from './forward.ts';
import { type DenseLayer, type Layout, panelIndex } from './layout.ts';
import type { LearningSpace } from './workspace.ts';

/** Means, then variances, of the outputs of each hidden layer before normalization. */
export type RunningMoments = readonly Float64Array[];

/** Share of the old that each batch leaves of the running moments. */
const MEMORY = 0.9;

/** Moments that nothing was seen for; none without normalization. */
export function startMoments({ layers }: Layout): RunningMoments {
  return layers
    .filter(({ gains }) => gains !== undefined)
    .map(({ outer }) => new Float64Array(2 * outer));
}

/** Moves the running moments towards those of the batch; the first batch sets them. */
export function trackMoments(
  running: RunningMoments,
  { heap, moments }: LearningSpace,
  nRows: number,
  isFirst: boolean,
): void {
  const share = isFirst ? 1 : 1 - MEMORY;
  const unbiased = nRows > 1 ? nRows / (nRows - 1) : 1;
  running.forEach((own, l) => {
    const outer = own.length / 2;
    const batch = heap.floats(moments[l], own.length);
    for (let k = 0; k < outer; k++) {
      const inverse = batch[outer + k];
      const variance = (1 / (inverse * inverse) - EPSILON) * unbiased;
      own[k] += share * (batch[k] - own[k]);
      own[outer + k] += share * (Math.max(variance, 0) - own[outer + k]);
    }
  });
}

/**
 * Weights of a network without normalization that answers as this one with these moments: W gain / deviation,
 * and (bias - mean) gain / deviation + shift.
 *
 * @param answering The same layout without gains.
 */
export function foldNormalization(
  layout: Layout,
  weights: Float32Array,
  running: RunningMoments,
  answering: Layout,
): Float32Array {
  const folded = new Float32Array(answering.length);
  folded.set(weights.subarray(0, layout.layers[0].weights));
  layout.layers.forEach((layer, l) => {
    const { weights: to, biases } = answering.layers[l];
    folded.set(weights.subarray(layer.weights, layer.weights + layer.inner * layer.outer), to);
    folded.set(weights.subarray(layer.biases, layer.biases + layer.outer), biases);
    if (layer.gains === undefined) return;
    const gains = weights.subarray(layer.gains, layer.gains + 2 * layer.outer);
    foldLayer(answering.layers[l], folded, gains, running[l]);
  });
  return folded;
}

function foldLayer(
  { inner, outer, weights, biases }: DenseLayer,
  folded: Float32Array,
  gains: Float32Array,
  moments: Float64Array,
): void {
  for (let k = 0; k < outer; k++) {
    const factor = gains[k] / Math.sqrt(moments[outer + k] + EPSILON);
    for (let i = 0; i < inner; i++) folded[weights + panelIndex(inner, i, k)] *= factor;
    folded[biases + k] = (folded[biases + k] - moments[k]) * factor + gains[outer + k];
  }
}
