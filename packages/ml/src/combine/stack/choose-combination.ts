import type { Estimate } from '@kaizenml/contracts';
import type { Random } from '../../math/index.ts';
import { bootstrapIntervals, type Metric, pairedGain } from '../../metrics/index.ts';
import { type FoldRows, foldsOf } from '../library/folds.ts';
import { assertLibrary, type Library, libraryLength, outcomeOf } from '../library/library.ts';
import { putAnswers, takeAnswers, takeLibraryRows } from '../library/take-rows.ts';
import { APPROACHES, type Approach } from './approaches.ts';
import { type Combination, combineAnswers } from './combination.ts';
import { rankMembers } from './rank-members.ts';

/** How one approach did on rows that had no part in its choices. */
export interface ApproachResult {
  readonly kind: Combination['kind'];
  readonly title: string;
  /** The metric with its 95 % interval; absent where it is not defined. */
  readonly estimate?: Estimate;
  /** How much better than the best single model, with its 90 % interval; positive is better. Absent for that model itself. */
  readonly gain?: Estimate;
  /** Answers to each row by what it had learned from other folds. @shape As those of a member. */
  readonly answers: Float64Array;
}

/** The chosen combination, and the honest figures behind the choice. */
export interface CombinationChoice {
  /** Learned from all rows. */
  readonly combination: Combination;
  /** In the order of simplicity. */
  readonly approaches: readonly ApproachResult[];
  /** Those of the chosen approach: what calibration and thresholds learn from. */
  readonly answers: Float64Array;
  /** What was chosen and why, in one sentence. */
  readonly sentence: string;
}

export interface ChoiceOptions {
  readonly random: Random;
  /** Models that are combined at most, the best of each part. Default 40. */
  readonly maxMembers?: number;
  /** Kinds that may be chosen besides the best single model. Default all. */
  readonly kinds?: readonly Combination['kind'][];
}

/**
 * Chooses between the best single model, a greedy ensemble, the weighted mean of least loss and a linear stack.
 *
 * Every approach makes all of its choices (the best model, members, weights) without one fold and answers that fold, fold by fold;
 * the metric of these answers is what it gets, and the best one wins, the simpler of equal ones. So the figure of a
 * best single model is also free of the optimism of having been the best of many; only the choice among four is not.
 *
 * What remains: models that answered other folds had learned from this one, as in every stacking on one set of folds.
 *
 * @throws What `selectEnsemble` throws; ARGUMENT_INVALID for fewer than two folds.
 * @cost As many selections as folds, one more, and up to 200 resamples of the metric per approach: 200 models and 50 000 rows take
 * about 10 seconds, 10 models and 5000 rows one.
 * @source Van der Laan, Polley & Hubbard (2007), "Super Learner", SAGMB 6(1); Varma & Simon (2006), BMC Bioinformatics 7.
 */
export function chooseCombination(
  library: Library,
  metric: Metric,
  { random, maxMembers = 40, kinds }: ChoiceOptions,
): CombinationChoice {
  assertLibrary('chooseCombination', library);
  const folds = foldsOf('chooseCombination', library.foldOf);
  const canCombine = folds.every((rows) => canLearn(library, rows));
  const usable = APPROACHES.filter(
    ({ kind, maxClasses }) =>
      kind === 'single' ||
      (canCombine && (!kinds || kinds.includes(kind)) && isFewEnough(library, maxClasses)),
  );
  const best = (part: Library): Library => ({
    ...part,
    members: rankMembers(part, metric, maxMembers),
  });
  const answered = crossAnswers(library, folds, (part) => {
    const ranked = best(part);
    return usable.map((approach) => approach.fit(ranked, metric));
  });
  const results = usable.map((approach, a) => ({
    approach,
    result: resultOf(approach, {
      library,
      metric,
      random,
      answers: answered[a],
      ...(a > 0 && { reference: answered[0] }),
    }),
  }));
  const chosen = results.reduce((one, each) =>
    (each.result.gain?.value ?? 0) > (one.result.gain?.value ?? 0) ? each : one,
  );
  return {
    combination: chosen.approach.fit(best(library), metric),
    approaches: results.map(({ result }) => result),
    answers: chosen.result.answers,
    sentence: sentenceOf(chosen.result, results.length, metric),
  };
}

function isFewEnough({ truth }: Library, maxClasses = Number.POSITIVE_INFINITY): boolean {
  return truth.kind === 'regression' || truth.nClasses <= maxClasses;
}

/** Whether the rows outside a fold can tell models apart. */
function canLearn({ truth, members }: Library, { others }: FoldRows): boolean {
  if (truth.kind === 'regression') return others.length > 1;
  const classes = new Set(Array.from(others, (row) => truth.codes[row]));
  return classes.size > 1 && members.length > 1;
}

/** Per combination that `fitAll` learns: its answers to each fold, learned from the others. */
function crossAnswers(
  library: Library,
  folds: readonly FoldRows[],
  fitAll: (part: Library) => Combination[],
): Float64Array[] {
  const answersOf = new Map(library.members.map(({ id, answers }) => [id, answers]));
  const nAnswers = library.members[0].answers.length;
  const width = nAnswers / libraryLength(library);
  const all: Float64Array[] = [];
  for (const { held, others } of folds) {
    fitAll(takeLibraryRows(library, others)).forEach((combination, a) => {
      all[a] ??= new Float64Array(nAnswers);
      const given = combination.members.map((id) =>
        takeAnswers(answersOf.get(id) ?? new Float64Array(), held, width),
      );
      putAnswers(all[a], combineAnswers(combination, given), { rows: held, width });
    });
  }
  return all;
}

/** Rows that resamples draw for one interval, about: of many rows fewer resamples say as much. */
const DRAWN_ROWS = 4e6;

function resamplesFor(nRows: number): number {
  return Math.max(50, Math.min(200, Math.round(DRAWN_ROWS / nRows)));
}

interface Measured {
  readonly library: Library;
  readonly metric: Metric;
  readonly random: Random;
  readonly answers: Float64Array;
  /** Answers of the best single models; absent for those themselves. */
  readonly reference?: Float64Array;
}

function resultOf(
  { kind, title }: Approach,
  { library, metric, random, answers, reference }: Measured,
): ApproachResult {
  const ours = outcomeOf(library.truth, answers);
  const drawing = { random, nResamples: resamplesFor(libraryLength(library)) };
  const estimate = bootstrapIntervals(ours, [metric], drawing)[metric.name];
  const gain =
    reference && pairedGain(metric, { ours, theirs: outcomeOf(library.truth, reference) }, drawing);
  return { kind, title, answers, ...(estimate && { estimate }), ...(gain && { gain }) };
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
