import type { Estimate } from '@kaizenml/contracts';
import type { Random } from '../../math/index.ts';
import { bootstrapIntervals, type Metric, pairedGain } from '../../metrics/index.ts';
import { type FoldRows, foldsOf } from '../library/folds.ts';
import { assertLibrary, type Library, libraryLength, outcomeOf } from '../library/library.ts';
import { putAnswers, takeLibraryRows } from '../library/take-rows.ts';
import { APPROACHES, type Approach, bestMembers } from './approaches.ts';
import { type Combination, combineAnswers } from './combination.ts';

/** How one approach did on rows that had no part in its choices. */
export interface ApproachResult {
  readonly kind: Combination['kind'];
  readonly title: string;
  /** The metric with its 95 % interval; absent where it is not defined. */
  readonly estimate?: Estimate;
  /** How much better than the best single model, with its 90 % interval; positive is better. Absent for that model itself. */
  readonly gain?: Estimate;
}

/** The chosen combination, and the honest figures behind the choice. */
export interface CombinationChoice {
  /** Learned from all rows. */
  readonly combination: Combination;
  /** In the order of simplicity. */
  readonly approaches: readonly ApproachResult[];
  /** Answers of the chosen approach to each row by what it had learned from other folds: what calibration and thresholds learn from. */
  readonly answers: Float64Array;
  /** What was chosen and why, in one sentence. */
  readonly sentence: string;
}

export interface ChoiceOptions {
  readonly random: Random;
  /** Models that are combined at most, the best of each part. Default 60. */
  readonly maxMembers?: number;
  /** Kinds that may be chosen. Default all. */
  readonly kinds?: readonly Combination['kind'][];
}

/**
 * Chooses between the best single model, a greedy ensemble, the weighted mean of least loss and a linear stack.
 *
 * Every approach makes all of its choices (the best model, members, weights) without one fold and answers that fold, fold by fold;
 * the metric of these answers is what it gets, and the best one wins, the simpler of equal ones. So the figure of a
 * best single model is also free of the optimism of having been the best of many.
 *
 * What remains: models that answered other folds had learned from this one, as in every stacking on one set of folds.
 *
 * @throws What `selectEnsemble` throws; ARGUMENT_INVALID for fewer than two folds.
 * @cost As many selections as folds, one more, and 200 resamples of the metric per approach.
 * @source Van der Laan, Polley & Hubbard (2007), "Super Learner", SAGMB 6(1); Varma & Simon (2006), BMC Bioinformatics 7.
 */
export function chooseCombination(
  library: Library,
  metric: Metric,
  { random, maxMembers = 60, kinds }: ChoiceOptions,
): CombinationChoice {
  assertLibrary('chooseCombination', library);
  const folds = foldsOf('chooseCombination', library.foldOf);
  const allowed = APPROACHES.filter(({ kind }) => !kinds || kinds.includes(kind));
  const usable = allowed.filter(
    ({ kind }) => kind === 'single' || folds.every((rows) => canLearn(library, rows)),
  );
  const tried = usable.map((approach) => {
    const fit = (part: Library) =>
      approach.fit({ ...part, members: bestMembers(part, metric, maxMembers) }, metric);
    return { approach, fit, answers: crossAnswers(library, folds, fit) };
  });
  const reference = tried[0];
  const results = tried.map(({ approach, fit, answers }) => ({
    fit,
    answers,
    result: resultOf(approach, {
      library,
      metric,
      random,
      answers,
      ...(answers !== reference.answers && { reference: reference.answers }),
    }),
  }));
  const chosen = results.reduce((best, each) =>
    (each.result.gain?.value ?? 0) > (best.result.gain?.value ?? 0) ? each : best,
  );
  return {
    combination: chosen.fit(library),
    approaches: results.map(({ result }) => result),
    answers: chosen.answers,
    sentence: sentenceOf(chosen.result, results.length, metric),
  };
}

/** Whether the rows outside a fold can tell models apart. */
function canLearn({ truth, members }: Library, { others }: FoldRows): boolean {
  if (truth.kind === 'regression') return others.length > 1;
  const classes = new Set(Array.from(others, (row) => truth.codes[row]));
  return classes.size > 1 && members.length > 1;
}

/** Answers to each fold by what `fit` learned from the others. */
function crossAnswers(
  library: Library,
  folds: readonly FoldRows[],
  fit: (part: Library) => Combination,
): Float64Array {
  const width = library.members[0].answers.length / libraryLength(library);
  const all = new Float64Array(library.members[0].answers.length);
  for (const { held, others } of folds) {
    const combination = fit(takeLibraryRows(library, others));
    const heldPart = takeLibraryRows(library, held);
    const answers = combination.members.map(
      (id) => heldPart.members.find((member) => member.id === id)?.answers ?? new Float64Array(),
    );
    putAnswers(all, combineAnswers(combination, answers), { rows: held, width });
  }
  return all;
}

interface Measured {
  readonly library: Library;
  readonly metric: Metric;
  readonly random: Random;
  readonly answers: Float64Array;
  readonly reference?: Float64Array;
}

function resultOf(
  { kind, title }: Approach,
  { library, metric, random, answers, reference }: Measured,
): ApproachResult {
  const ours = outcomeOf(library.truth, answers);
  const estimate = bootstrapIntervals(ours, [metric], { random })[metric.name];
  const gain =
    reference &&
    pairedGain(metric, { ours, theirs: outcomeOf(library.truth, reference) }, { random });
  return { kind, title, ...(estimate && { estimate }), ...(gain && { gain }) };
}

function sentenceOf({ kind, title, gain }: ApproachResult, nTried: number, metric: Metric): string {
  if (nTried === 1)
    return 'The best single model is taken: there is no second one, or too few rows to judge a combination.';
  if (kind === 'single')
    return `The best single model is taken: no combination has a better ${metric.title} on rows that had no part in it.`;
  const { value = 0, low = null, high = null } = gain ?? {};
  const within =
    low === null || high === null ? '' : ` (90 %: ${low.toPrecision(2)} to ${high.toPrecision(2)})`;
  return `Taken is ${title}: on rows that had no part in it, its ${metric.title} is ${value.toPrecision(2)} better than that of the best single model${within}.`;
}
