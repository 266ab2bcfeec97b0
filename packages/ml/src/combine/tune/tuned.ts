import { log } from '../../math/index.ts';
import { stateCheck } from '../../models/state-reader.ts';
import { applyLink } from '../../trees/ensemble/index.ts';
import { type Calibration, calibrate } from '../calibrate/calibration.ts';
import { type QuantileShift, shiftQuantiles } from '../calibrate/quantile-shift.ts';
import { assertLength } from '../library/library.ts';
import { type Combination, combineAnswers } from '../stack/combination.ts';

/** How answers of members become those of a model. */
export interface Joining {
  /** Absent for a single member. */
  readonly combination?: Combination;
  /** Absent where answers stay as they are. */
  readonly calibration?: Calibration | QuantileShift;
}

/** From the scale on which a correction is added to answers. */
export type TunedLink = 'identity' | 'exp' | 'logistic' | 'softmax';

/**
 * A whole model, and a correction learned later. On the scale of the link: answer = link(link^-1(base) + correction).
 *
 * The last member is the correction: raw numbers, one per row, or of three classes and more one per class. The others are the base's.
 */
export interface Tuned {
  readonly kind: 'tuned';
  /** Names, as of a combination. At least two. */
  readonly members: readonly string[];
  /** 0 for numbers. */
  readonly nClasses: number;
  readonly link: TunedLink;
  readonly base: Joining;
}

const LINKS = ['identity', 'exp', 'logistic', 'softmax'] as const satisfies TunedLink[];
/** Shares and means of a base are not nearer to 0 than this before their logarithm is taken. */
const LEAST = 1e-9;

const checkTuned = stateCheck<Tuned>((state) => {
  if (state.field('members').list().length < 2)
    state.field('members').refuse('name a base and a correction', 'fewer than two');
  state.field('nClasses').count(0);
  state.field('link').text(LINKS);
  state.field('base').record();
});

/** Combined and corrected answers of members. @throws What `combineAnswers` and `calibrate` throw. */
export function joinAnswers(
  { combination, calibration }: Joining,
  answers: readonly Float64Array[],
): Float64Array {
  const combined = combination === undefined ? answers[0] : combineAnswers(combination, answers);
  if (calibration === undefined) return combined;
  return calibration.kind === 'quantile-shift'
    ? shiftQuantiles(calibration, combined)
    : calibrate(calibration, combined);
}

/**
 * Answers of a base with what its correction adds. A row that the correction adds nothing to keeps the bits of the base.
 *
 * @param answers Of the members, in their order.
 * @shape As the answers of the base.
 * @throws MODEL_ARTIFACT_INVALID for a damaged state, SHAPE_MISMATCH for another number of members or rows.
 */
export function tunedAnswers(tuned: Tuned, answers: readonly Float64Array[]): Float64Array {
  checkTuned('combination', tuned);
  assertLength('tunedAnswers', 'models', tuned.members.length, answers.length);
  const { link, nClasses } = tuned;
  const base = joinAnswers(tuned.base, answers.slice(0, -1));
  const correction = answers[answers.length - 1];
  const width = Math.max(1, nClasses);
  const nRaw = link === 'softmax' ? width : 1;
  const scores = toScores(base, link);
  assertLength('tunedAnswers', 'corrections', scores.length, correction.length);
  const made = applyLink(
    scores.map((score, i) => score + correction[i]),
    link,
    nRaw,
  );
  for (let row = 0; row * width < made.length; row++)
    if (!correction.subarray(row * nRaw, (row + 1) * nRaw).some((each) => each !== 0))
      made.set(base.subarray(row * width, (row + 1) * width), row * width);
  return made;
}

/**
 * Answers on the scale of a link: themselves, logarithms, or of two classes the log-odds of the second.
 *
 * @param answers n numbers, or n * nClasses probabilities.
 * @shape n raw numbers, or for `softmax` as many as answers.
 */
export function toScores(answers: Float64Array, link: TunedLink): Float64Array {
  if (link === 'identity') return answers.slice();
  const logs = answers.map((answer) => log(Math.max(LEAST, answer)));
  if (link !== 'logistic') return logs;
  return Float64Array.from({ length: logs.length / 2 }, (_, i) => logs[2 * i + 1] - logs[2 * i]);
}
