import { type ParamSpecs, type ParamValues, resolveParams } from '@kaizenml/contracts';

/** What may be asked of an accuracy over a stream. */
export const PREQUENTIAL_PARAMS = {
  keep: {
    kind: 'number',
    default: 1,
    range: [0.5, 1],
    doc: 'Share of the weight of a value that is left after one more: 1 counts all alike, 0.999 about the latest 1 000.',
  },
} as const satisfies ParamSpecs;

/** Fading counts of right answers, those of the model and those of answering the class before. Plain JSON. */
export interface PrequentialState {
  readonly settings: ParamValues<typeof PREQUENTIAL_PARAMS>;
  n: number;
  weight: number;
  right: number;
  /** The same since the second value, which is the first that has a class before it. */
  weightAfterFirst: number;
  rightAfterFirst: number;
  lastClassRight: number;
  lastClass: string | number | null;
}

/** How good a model is on its stream. Null while there are too few values. */
export interface PrequentialEstimate {
  readonly n: number;
  /** Share of right answers. */
  readonly accuracy: number | null;
  /** Share that answering the class before would get right, of all values but the first. */
  readonly lastClassAccuracy: number | null;
  /** (accuracy - last-class accuracy) / (1 - last-class accuracy): 1 is perfect, 0 no better than answering the class before. Both of all values but the first. */
  readonly kappaTemporal: number | null;
}

/** A stream before its first value. @throws PARAM_UNKNOWN, PARAM_OUT_OF_RANGE */
export function startPrequential(
  given: Partial<ParamValues<typeof PREQUENTIAL_PARAMS>> = {},
): PrequentialState {
  const settings = resolveParams('prequential', PREQUENTIAL_PARAMS, given);
  const counts = { n: 0, weight: 0, right: 0, weightAfterFirst: 0, rightAfterFirst: 0 };
  return { settings, ...counts, lastClassRight: 0, lastClass: null };
}

/**
 * Counts one answer that was given before its truth was known, in place: test, then train.
 *
 * @cost O(1)
 */
export function countAnswer(
  state: PrequentialState,
  { truth, answer }: { readonly truth: string | number; readonly answer: string | number },
): void {
  const { keep } = state.settings;
  const isRight = Number(truth === answer);
  state.n++;
  state.weight = keep * state.weight + 1;
  state.right = keep * state.right + isRight;
  if (state.lastClass !== null) {
    state.weightAfterFirst = keep * state.weightAfterFirst + 1;
    state.rightAfterFirst = keep * state.rightAfterFirst + isRight;
    state.lastClassRight = keep * state.lastClassRight + Number(truth === state.lastClass);
  }
  state.lastClass = truth;
}

/**
 * Accuracy over a stream, and what it is worth where classes follow each other.
 *
 * A stream whose classes stay for long makes every lazy answer look good: on `elec2` the class before is right 85 times of 100.
 *
 * @returns `kappaTemporal` is null where the class before is always right.
 * @source Gama, Sebastião & Rodrigues (2013), "On evaluating stream learning algorithms", Machine Learning 90, 317-346, for the fading; Žliobaitė, Bifet, Read, Pfahringer &
 * Holmes (2015), "Evaluation methods and decision theory for classification of streaming data with temporal dependence", Machine Learning 98, 455-482, for kappa.
 */
export function estimatePrequential(state: PrequentialState): PrequentialEstimate {
  const { n, weight, right, weightAfterFirst, rightAfterFirst, lastClassRight } = state;
  const accuracy = weight === 0 ? null : right / weight;
  if (weightAfterFirst === 0) return { n, accuracy, lastClassAccuracy: null, kappaTemporal: null };
  const lastClassAccuracy = lastClassRight / weightAfterFirst;
  const missed = weightAfterFirst - lastClassRight;
  const kappaTemporal = missed > 0 ? (rightAfterFirst - lastClassRight) / missed : null;
  return { n, accuracy, lastClassAccuracy, kappaTemporal };
}
