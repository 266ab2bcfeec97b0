import { AppError } from '@kaizenml/contracts';
import type { Estimator } from '../estimator.ts';
import { assertColumns, assertFitInputs } from '../refusals.ts';
import {
  answerRows,
  checkNetwork,
  fitMembers,
  type NetworkMembers,
  threadEngine,
} from './network/index.ts';

const params = {
  members: {
    kind: 'number',
    default: 4,
    range: [1, 64],
    integer: true,
    doc: 'Networks that answer together by their mean; cost grows with them, and so does exactness.',
  },
  width: {
    kind: 'number',
    default: 128,
    range: [1, 4096],
    integer: true,
    unit: 'units',
    doc: 'Units of each hidden layer; at most about 4 times the root of the number of rows.',
    search: { range: [32, 256], scale: 'log' },
  },
  depth: {
    kind: 'number',
    default: 2,
    range: [1, 8],
    integer: true,
    unit: 'layers',
    doc: 'Hidden layers.',
    search: { range: [1, 3], scale: 'linear' },
  },
  maxEpochs: {
    kind: 'number',
    default: 40,
    range: [1, 10_000],
    integer: true,
    unit: 'epochs',
    doc: 'Passes through the rows at most, fewer where they make 2000 steps; the learning rate falls to 0 in the last one.',
  },
  patience: {
    kind: 'number',
    default: 8,
    range: [1, 10_000],
    integer: true,
    unit: 'epochs',
    doc: 'Stops when the rows kept aside were not answered better for this long; the best epoch counts.',
  },
  batchSize: {
    kind: 'number',
    default: 256,
    range: [1, 65_536],
    integer: true,
    unit: 'rows',
    doc: 'Rows per step; fewer in small tables, for at least 8 steps per epoch.',
  },
  learningRate: {
    kind: 'number',
    default: 3e-3,
    range: [1e-6, 1],
    doc: 'Largest step of a weight; reached after a tenth of all steps.',
    search: { range: [5e-4, 1e-2], scale: 'log' },
  },
  weightDecay: {
    kind: 'number',
    default: 0.02,
    range: [0, 10],
    doc: 'Share by which weights shrink per step, in units of the learning rate.',
    search: { range: [1e-3, 0.5], scale: 'log' },
  },
  dropout: {
    kind: 'number',
    default: 0.1,
    range: [0, 0.9],
    doc: 'Share of the hidden outputs that are 0 in a step.',
    search: { range: [0, 0.5], scale: 'linear' },
  },
  batchNormalization: {
    kind: 'flag',
    default: true,
    doc: 'Whether hidden outputs have mean 0 and variance 1 in each batch, before their gains and shifts.',
    search: true,
  },
  maxSlope: {
    kind: 'number',
    default: 1,
    range: [1e-6, Number.MAX_VALUE],
    doc: 'Length that the gradient of a step is shortened to.',
  },
  clipNorm: {
    kind: 'number',
    default: 0,
    range: [0, Number.MAX_VALUE],
    doc: 'Length that the gradient of every single row is shortened to, before they are summed; 0 for no limit.',
  },
  noiseMultiplier: {
    kind: 'number',
    default: 0,
    range: [0, Number.MAX_VALUE],
    doc: 'Deviation of the normal noise on summed gradients, in units of clipNorm; the steps of DP-SGD.',
  },
} as const;

/** What a multilayer perceptron learns. */
export type MultilayerPerceptronState = NetworkMembers;

/**
 * Dense layers with rectifiers, for numbers, two classes and more: squared error or log loss by Adam.
 *
 * Numbers enter on a common scale and as learned curves through their quantiles; categories as learned rows of a
 * table, with one row for rare and unseen levels; missing numbers as the median with a mark. Targets are
 * standardized inside. Each member keeps a sixth of the rows aside (or judges by `context.validation`) and answers
 * with the weights of its best epoch; a learning rate at which the loss becomes infinite is lowered.
 *
 * `clipNorm` and `noiseMultiplier` make the steps of DP-SGD, and no privacy budget: quantiles, levels and the rows
 * kept aside are used without noise, and batches are shuffled rather than drawn.
 *
 * @shape x: n x p, NaN and codes of categories as `Matrix.levels` says; y: n
 * @throws SHAPE_MISMATCH, TABLE_EMPTY, TARGET_UNUSABLE; ARGUMENT_INVALID for clipNorm with batch
 * normalization, for noise without clipNorm, and where no learning rate keeps the loss finite.
 * @cost O(n w (p c + w d)) per epoch and member, where w is the width, d the depth and c the inputs per column (9 for
 * numbers): 0.2 s per epoch for 40 000 rows of 14 columns.
 * @source Rumelhart, Hinton & Williams (1986), Nature 323, 533-536; Gorishniy, Rubachev & Babenko (2022), "On
 * embeddings for numerical features in tabular deep learning", NeurIPS; Abadi et al. (2016), "Deep learning with
 * differential privacy", CCS.
 */
export const multilayerPerceptron: Estimator<typeof params, MultilayerPerceptronState> = {
  name: 'multilayer-perceptron',
  title: 'Multilayer perceptron',
  params,
  traits: {
    regression: true,
    classification: true,
    features: 'native',
    weights: true,
    rowOrderInvariant: false,
    ignoresFeatures: false,
    members: 'members',
  },
  source:
    'Rumelhart, Hinton & Williams (1986), Nature 323, 533-536; Gorishniy, Rubachev & Babenko (2022), NeurIPS.',
  fit(x, y, options, context) {
    assertFitInputs(multilayerPerceptron, x, y, context);
    assertPrivacy(options);
    return fitMembers(x, y, options, context);
  },
  predict(state, x) {
    checkNetwork('multilayer-perceptron', state);
    assertColumns('multilayer-perceptron', state.columns.nColumns, x);
    const engine = threadEngine();
    const mark = engine.heap.mark();
    try {
      return answerRows(state, x, engine);
    } finally {
      engine.heap.release(mark);
    }
  },
};

interface Privacy {
  readonly batchNormalization: boolean;
  readonly clipNorm: number;
  readonly noiseMultiplier: number;
}

function assertPrivacy({ batchNormalization, clipNorm, noiseMultiplier }: Privacy): void {
  if (batchNormalization && clipNorm > 0)
    throw new AppError('ARGUMENT_INVALID', {
      message: `multilayer-perceptron.clipNorm must be 0 with batch normalization, where no row has a gradient of its own, got ${clipNorm}.`,
      hint: 'Set batchNormalization to false.',
      details: { clipNorm, batchNormalization },
    });
  if (noiseMultiplier > 0 && clipNorm === 0)
    throw new AppError('ARGUMENT_INVALID', {
      message: `multilayer-perceptron.clipNorm must be above 0, since noiseMultiplier is in units of it, got 0 and ${noiseMultiplier}.`,
      hint: 'Set clipNorm, such as 1.',
      details: { clipNorm, noiseMultiplier },
    });
}
