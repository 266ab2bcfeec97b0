import { type Matrix, takeMatrixRows } from '../../../math/index.ts';
import type { FitContext, Target } from '../../estimator.ts';
import type { NetworkMembers } from './answer-rows.ts';
import { type InputColumns, measureColumns } from './columns.ts';
import { encodeRows } from './encode-rows.ts';
import { goalsOf } from './goals.ts';
import { initialWeights } from './initial-weights.ts';
import { layOut, padded } from './layout.ts';
import type { Goal } from './objective.ts';
import { threadEngine } from './thread-engine.ts';
import { trainMembers } from './train-members.ts';
import type { Examples, TrainingOptions } from './train-network.ts';

/** What networks are built of and how they learn. */
export interface MembersOptions extends TrainingOptions {
  readonly members: number;
  readonly width: number;
  readonly depth: number;
  readonly batchNormalization: boolean;
}

/** Batches that an epoch has at least, down to the smallest size: small tables are cut finer. */
const MIN_BATCHES = 8;
const MIN_BATCH = 16;

/** Steps that large tables get along with, and epochs that they need in any case. */
const MAX_STEPS = 2000;
const MIN_EPOCHS = 6;

/** Pieces that a column of numbers is cut into at most, and rows that each needs. */
const MAX_PIECES = 32;
const ROWS_PER_PIECE = 32;

/** Measures the columns, lays the networks out and trains them. */
export function fitMembers(
  x: Matrix,
  y: Target,
  options: MembersOptions,
  context: FitContext,
): NetworkMembers {
  const { weights, validation, random } = context;
  if (weights?.some((weight) => weight === 0))
    return fitMembers(...weighted(x, y, weights), options, {
      ...context,
      weights: weights.filter((weight) => weight > 0),
    });
  const nPieces = Math.min(MAX_PIECES, padded(Math.ceil(x.nRows / ROWS_PER_PIECE)));
  const columns = measureColumns(x, nPieces);
  const { goalOf, start, objective, nScores, nClasses, center, scale } = goalsOf(y, weights);
  const hidden = new Array<number>(options.depth).fill(hiddenWidth(options.width, x.nRows));
  const shape = { columns, nPieces, hidden, nScores };
  const layout = layOut({ ...shape, normalized: options.batchNormalization });
  const answering = layOut({ ...shape, normalized: false });
  const judgeBy =
    validation && validation.x.nRows > 0
      ? examples(columns, validation.x, goalOf(validation.y, validation.weights))
      : undefined;
  const lesson = {
    objective,
    layout,
    answering,
    learn: examples(columns, x, goalOf(y, weights)),
    ...(judgeBy && { judgeBy }),
    startOf: (own: typeof random) => initialWeights(layout, columns, start, own),
  };
  const batchSize = Math.min(
    options.batchSize,
    Math.max(MIN_BATCH, Math.floor(x.nRows / MIN_BATCHES)),
  );
  const maxEpochs = epochsFor(options.maxEpochs, x.nRows / batchSize);
  const training = { ...options, batchSize, maxEpochs };
  const learned = trainMembers(lesson, training, threadEngine(), random);
  return { columns, layout: answering, weights: learned, nClasses, center, scale };
}

/** The rows of weight above 0. */
function weighted(x: Matrix, y: Target, weights: Float64Array): [x: Matrix, y: Target] {
  const counts = (_: number, row: number): boolean => weights[row] > 0;
  const rows = Int32Array.from(weights.keys()).filter(counts);
  const taken: Target =
    y.kind === 'regression'
      ? { ...y, values: y.values.filter(counts) }
      : { ...y, codes: y.codes.filter(counts) };
  return [takeMatrixRows(x, rows), taken];
}

function examples(columns: InputColumns, x: Matrix, goal: Goal): Examples {
  const rows = Int32Array.from({ length: x.nRows }, (_, i) => i);
  return { encoded: encodeRows(columns, x, 0, x.nRows), goal, rows };
}

/** Units of a hidden layer: as asked for, but not above 4 times the root of the number of rows. */
function hiddenWidth(width: number, nRows: number): number {
  return Math.min(width, padded(Math.ceil(4 * Math.sqrt(nRows))));
}

function epochsFor(maxEpochs: number, nBatches: number): number {
  return Math.min(maxEpochs, Math.max(MIN_EPOCHS, Math.ceil(MAX_STEPS / nBatches)));
}
