import { AppError } from '@kaizenml/contracts';
import { type Random, seededRandom, shuffledIndices } from '../../../math/index.ts';
import {
  type Examples,
  type Lesson,
  type Trained,
  type TrainingOptions,
  trainNetwork,
} from './train-network.ts';
import type { Engine } from './workspace.ts';

/** What all members learn; each has a start of its own. */
export interface MembersLesson extends Omit<Lesson, 'start'> {
  startOf(random: Random): Float32Array;
}

/** Each member keeps one of this many parts of the rows aside, unless rows to judge by are given. */
const N_PARTS = 6;

/** Rows below which none are kept aside: too few to judge by. */
const MIN_ROWS = 30;

const MAX_ATTEMPTS = 8;

/**
 * Networks that answer together by their mean. Each keeps other rows aside, so that together they learn from all.
 *
 * @returns Weights of the answering layout, one member after the other.
 * @throws ARGUMENT_INVALID when the loss is infinite even at a learning rate of 1e-7 of the given one.
 * @source Hansen & Salamon (1990), "Neural network ensembles", IEEE PAMI 12, 993-1001.
 */
export function trainMembers(
  lesson: MembersLesson,
  options: TrainingOptions & { readonly members: number },
  engine: Engine,
  random: Random,
): Float32Array {
  const { length } = lesson.answering;
  const weights = new Float32Array(options.members * length);
  const { rows } = lesson.learn;
  const mixed = shuffledIndices(rows.length, random).map((at) => rows[at]);
  for (let member = 0; member < options.members; member++) {
    const divided = divide(lesson, mixed, member % N_PARTS);
    const seed = random.below(2 ** 32);
    weights.set(trainSurely(divided, options, engine, seed).weights, member * length);
  }
  return weights;
}

function divide(lesson: MembersLesson, mixed: Int32Array, part: number): MembersLesson {
  const n = mixed.length;
  if (lesson.judgeBy !== undefined || n < MIN_ROWS) return lesson;
  const [from, to] = [Math.floor((part * n) / N_PARTS), Math.floor(((part + 1) * n) / N_PARTS)];
  const take = (rows: Int32Array): Examples => ({ ...lesson.learn, rows });
  const isAside = (_: number, at: number): boolean => at >= from && at < to;
  return {
    ...lesson,
    learn: take(mixed.filter((row, at) => !isAside(row, at))),
    judgeBy: take(mixed.filter(isAside)),
  };
}

/** A learning rate that leads to infinity is lowered to a tenth and everything begun again. */
function trainSurely(
  { startOf, ...lesson }: MembersLesson,
  options: TrainingOptions,
  engine: Engine,
  seed: number,
): Trained {
  let { learningRate } = options;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++, learningRate /= 10) {
    const random = seededRandom(seed);
    const start = startOf(random);
    const trained = trainNetwork(
      { ...lesson, start },
      { ...options, learningRate },
      engine,
      random,
    );
    if (trained) return trained;
  }
  throw new AppError('ARGUMENT_INVALID', {
    message: `The learning rate must keep the loss of a network finite, got infinity from ${options.learningRate} down to ${learningRate * 10}.`,
    hint: 'Give it fewer hidden layers.',
    details: { learningRate: options.learningRate, lowest: learningRate * 10 },
  });
}
