import { type Random, shuffle } from '../../../math/index.ts';
import { ADAM_START, adamStep } from './adam.ts';
import { collectSlopes, propagateBack } from './backward.ts';
import type { EncodedRows } from './encode-rows.ts';
import { answer, answerLearning, writeInputs } from './forward.ts';
import { type Layout, scoreLayer } from './layout.ts';
import { foldNormalization, startMoments, trackMoments } from './normalization.ts';
import { type Goal, judge, type Objective } from './objective.ts';
import { addNoise, clipRows } from './private-slopes.ts';
import { rateShare } from './schedule.ts';
import { type Engine, type LearningSpace, openLearningSpace, openWorkspace } from './workspace.ts';

/** Rows to learn from, or to judge by. */
export interface Examples {
  readonly encoded: EncodedRows;
  readonly goal: Goal;
  readonly rows: Int32Array;
}

/** What a network is to learn. */
export interface Lesson {
  readonly objective: Objective;
  readonly learn: Examples;
  /** Rows that say which epoch was best and when to stop. Absent: the last epoch counts. */
  readonly judgeBy?: Examples;
  /** The layout that learns, and the one that answers: the same without normalization. */
  readonly layout: Layout;
  readonly answering: Layout;
  /** Laid out like `layout`. */
  readonly start: Float32Array;
}

/** How it learns. */
export interface TrainingOptions {
  readonly maxEpochs: number;
  /** Epochs without a better loss after which it stops. */
  readonly patience: number;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly weightDecay: number;
  readonly dropout: number;
  /** Length that the mean slopes of a batch are shortened to. */
  readonly maxSlope: number;
  /** Length that the slopes of each row are shortened to; 0 for no limit. */
  readonly clipNorm: number;
  /** Deviation of the noise on summed slopes, in units of `clipNorm`. */
  readonly noiseMultiplier: number;
}

/** What came of it: weights for the answering layout. */
export interface Trained {
  readonly weights: Float32Array;
  readonly epoch: number;
}

/** Rows of a batch that is only answered. */
const JUDGED_ROWS = 256;

/**
 * Learns in mini-batches by Adam and answers the weights of the best epoch; epoch 0 is the start.
 *
 * @returns Undefined when a weight or a loss became infinite: the learning rate was too high.
 */
export function trainNetwork(
  lesson: Lesson,
  options: TrainingOptions,
  engine: Engine,
  random: Random,
): Trained | undefined {
  const { heap } = engine;
  const mark = heap.mark();
  try {
    return run(lesson, options, engine, random);
  } finally {
    heap.release(mark);
  }
}

function run(
  lesson: Lesson,
  options: TrainingOptions,
  engine: Engine,
  random: Random,
): Trained | undefined {
  const { layout, answering, learn, judgeBy } = lesson;
  const n = learn.rows.length;
  const nBatches = Math.max(1, Math.round(n / options.batchSize));
  const space = openLearningSpace(layout, Math.ceil(n / nBatches), engine);
  const lossOf = judgeBy && lossOn(lesson, judgeBy, engine);
  const weights = engine.heap.floats(space.weights, layout.length);
  weights.set(lesson.start);
  engine.heap.ints(space.seeds, 4).forEach((_, i, seeds) => {
    seeds[i] = 1 + random.below(2 ** 31 - 1);
  });
  const running = startMoments(layout);
  const order = learn.rows.slice();
  const nSteps = options.maxEpochs * nBatches;
  let clock = ADAM_START;
  let step = 0;
  let best = { weights: foldNormalization(layout, weights, running, answering), epoch: 0 };
  let leastLoss = lossOf?.(best.weights) ?? 0;
  for (let epoch = 1; epoch <= options.maxEpochs; epoch++) {
    shuffle(order, random);
    for (let b = 0; b < nBatches; b++, step++) {
      const batch = order.subarray(
        Math.floor((b * n) / nBatches),
        Math.floor(((b + 1) * n) / nBatches),
      );
      writeSlopes(lesson, options, space, batch, random);
      trackMoments(running, space, batch.length, step === 0);
      const rate = options.learningRate * rateShare(step, nSteps);
      clock = adamStep(layout, space, { rate, decay: options.weightDecay }, clock);
    }
    if (!Number.isFinite(engine.kernels.sumSquares(space.weights, layout.length))) return undefined;
    const folded = foldNormalization(layout, weights, running, answering);
    const loss = lossOf?.(folded) ?? 0;
    if (!Number.isFinite(loss)) return undefined;
    if (loss < leastLoss || lossOf === undefined) {
      best = { weights: folded, epoch };
      leastLoss = loss;
    } else if (epoch - best.epoch >= options.patience) break;
  }
  return best;
}

/** The slopes of the mean loss of a batch, shortened where they are too long. */
function writeSlopes(
  { layout, objective, learn }: Lesson,
  { dropout, maxSlope, clipNorm, noiseMultiplier }: TrainingOptions,
  space: LearningSpace,
  batch: Int32Array,
  random: Random,
): void {
  const { kernels, heap } = space;
  const n = batch.length;
  writeInputs(layout, space, learn.encoded, batch);
  const scores = answerLearning(layout, space, n, dropout);
  const { nUnits: nScores } = scoreLayer(layout);
  const slopes = heap.floats(space.deltas[layout.layers.length], scores.length);
  const factor = clipNorm > 0 ? 1 : 1 / n;
  judge(objective, { nScores, scores, slopes, factor }, learn.goal, batch);
  propagateBack(layout, space, n, dropout);
  if (clipNorm > 0) clipRows(layout, space, n, clipNorm);
  collectSlopes(layout, space, learn.encoded, batch);
  if (clipNorm > 0) {
    if (noiseMultiplier > 0) addNoise(layout, space, noiseMultiplier * clipNorm, random);
    kernels.scale(space.slopes, layout.length, 1 / n);
    return;
  }
  const length = Math.sqrt(kernels.sumSquares(space.slopes, layout.length));
  if (length > maxSlope) kernels.scale(space.slopes, layout.length, maxSlope / length);
}

/** A function from weights of the answering layout to their mean loss on these rows. */
function lossOn(
  { answering, objective }: Lesson,
  { encoded, goal, rows }: Examples,
  engine: Engine,
): (weights: Float32Array) => number {
  const work = openWorkspace(answering, Math.min(rows.length, JUDGED_ROWS), engine);
  const { nUnits: nScores } = scoreLayer(answering);
  return (weights) => {
    engine.heap.floats(work.weights, answering.length).set(weights);
    let loss = 0;
    for (let from = 0; from < rows.length; from += work.maxRows) {
      const batch = rows.subarray(from, from + work.maxRows);
      writeInputs(answering, work, encoded, batch);
      const scores = answer(answering, work, batch.length);
      loss += judge(objective, { nScores, scores, factor: 0 }, goal, batch);
    }
    return loss / rows.length;
  };
}
