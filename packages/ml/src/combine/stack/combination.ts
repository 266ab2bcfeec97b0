import { type LogisticState, logistic } from '../../models/linear/logistic.ts';
import { ridge } from '../../models/linear/ridge.ts';
import type { LinearFunction } from '../../models/linear-function.ts';
import { stateCheck } from '../../models/state-reader.ts';
import { blendAnswers } from '../ensemble/blend.ts';
import { assertLength, type Member } from '../library/library.ts';
import { metaColumns } from './meta-columns.ts';

/** The weighted mean of models; a single one has weight 1. */
export interface Blend {
  readonly kind: 'single' | 'ensemble' | 'mixture';
  /** Names of the models, in the order of the weights. */
  readonly members: readonly string[];
  /** Each above 0, together 1. */
  readonly weights: Float64Array;
}

/** A linear model of the answers of models. */
export interface Stack {
  readonly kind: 'stack';
  readonly members: readonly string[];
  /** 0 for numbers. */
  readonly nClasses: number;
  /** Numbers are learned as (value - center) / scale; 0 and 1 for classes. */
  readonly center: number;
  readonly scale: number;
  /** State of `logistic` for classes, of `ridge` for numbers, on `metaColumns`. */
  readonly model: LogisticState | LinearFunction;
}

/** How answers of several models become one. JSON and typed arrays. */
export type Combination = Blend | Stack;

const checkCombination = stateCheck<Combination>((state) => {
  const kind = state.field('kind').text(['single', 'ensemble', 'mixture', 'stack']);
  const members = state.field('members').list();
  if (members.length === 0) state.field('members').refuse('name a model', 'an empty list');
  if (kind !== 'stack') {
    const weights = state.field('weights').numbers(Float64Array, members.length);
    const sum = weights.reduce((total, each) => total + each, 0);
    if (weights.some((each) => each < 0) || Math.abs(sum - 1) > 1e-6)
      state.field('weights').refuse('be at least 0 and sum to 1', sum);
    return;
  }
  state.field('nClasses').count(0);
  state.field('center').finite();
  if (!(state.field('scale').finite() > 0)) state.field('scale').refuse('be above 0');
  state.field('model').record();
});

/**
 * The combined answers of models.
 *
 * Uses only arithmetic that the language defines to the last bit.
 *
 * @param answers Answers of the models, in the order of `members`. Each of length n or n * nClasses.
 * @shape As the answers of one model.
 * @throws MODEL_ARTIFACT_INVALID for a damaged state, SHAPE_MISMATCH for another number of models or rows.
 * @cost O(members * n * nClasses)
 */
export function combineAnswers(
  combination: Combination,
  answers: readonly Float64Array[],
): Float64Array {
  checkCombination('combination', combination);
  assertLength('combineAnswers', 'models', combination.members.length, answers.length);
  const members = answers.map((each, m) => ({ id: combination.members[m], answers: each }));
  for (const { id, answers: each } of members)
    assertLength('combineAnswers', `answers of ${id}`, answers[0].length, each.length);
  return combination.kind === 'stack'
    ? stackAnswers(combination, members)
    : blendAnswers(combination.weights, members);
}

function stackAnswers(
  { nClasses, center, scale, model }: Stack,
  members: readonly Pick<Member, 'id' | 'answers'>[],
): Float64Array {
  if (nClasses > 0) return logistic.predict(model as LogisticState, metaColumns(members, nClasses));
  const scaled = members.map(({ answers }) => ({
    answers: answers.map((each) => (each - center) / scale),
  }));
  return ridge
    .predict(model as LinearFunction, metaColumns(scaled, 0))
    .map((each) => center + scale * each);
}
