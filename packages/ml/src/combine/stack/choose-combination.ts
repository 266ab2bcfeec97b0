import type { Estimate } from '@kaizenml/contracts';
import type { Random } from '../../math/index.ts';
import { type Metric, signOf } from '../../metrics/index.ts';
import { quantileSorted, sampleMoments } from '../../stats/index.ts';
import { drawValues, type ResampledValues } from '../compare/resample-values.ts';
import { type FoldRows, foldsOf } from '../library/folds.ts';
import { assertLibrary, type Library, libraryLength } from '../library/library.ts';
import { sampledRows } from '../library/sampled-rows.ts';
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
  /** Models that are combined at most, the best of each part. Default 30. */
  readonly maxMembers?: number;
  /** Kinds that may be chosen besides the best single model. Default all. */
  readonly kinds?: readonly Combination['kind'][];
}

/**
 * Chooses between the best single model, a greedy ensemble, the weighted mean of least loss and a linear stack.
 *
 * Every approach makes all of its choices (the best model, members, weights) without one fold and answers that fold, fold by fold;
 * the metric of these answers is what it gets. So the figure of a best single model is also free of the optimism of having been
 * the best of many; only the choice among four is not.
 *
 * The ensemble is taken unless another one is better by one standard error: on tables unseen the mean of several models is
 * seldom worse than the best of them, and a few rows out of fold cannot show by how much it is better.
 *
 * What remains: models that answered other folds had learned from this one, as in every stacking on one set of folds.
 *
 * @throws What `selectEnsemble` throws; ARGUMENT_INVALID for fewer than two folds.
 * @cost Each approach learns from 5000 rows per fold (fewer of many classes), and the chosen one from 20 000: 40 models and
 * 39 000 rows take a second, 40 models of ten classes and 50 000 rows two.
 * @source Van der Laan, Polley & Hubbard (2007), "Super Learner", SAGMB 6(1); Varma & Simon (2006), BMC Bioinformatics 7; Breiman,
 * Friedman, Olshen & Stone (1984), "Classification and Regression Trees", 3.4.3, for one standard error.
 */
export function chooseCombination(
  library: Library,
  metric: Metric,
  { random, maxMembers = 30, kinds }: ChoiceOptions,
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
  const judged = {
    ...library,
    members: usable.map(({ kind }, a) => ({ id: kind, answers: answered[a], microsPerRow: 0 })),
  };
  const resampled = drawValues(judged, metric, { random, parts: 1 });
  const chosen = usable[mostTrusted(usable, resampled, metric)];
  const approaches = usable.map(
    ({ kind, title }, a): ApproachResult => ({
      kind,
      title,
      answers: answered[a],
      ...estimatesOf(a, resampled, metric),
    }),
  );
  const place = usable.indexOf(chosen);
  const every = Int32Array.from({ length: libraryLength(library) }, (_, row) => row);
  const rows = learnedRows(library, every, MAX_LEARNED_ROWS);
  const combination = chosen.fit(best(takeLibraryRows(library, rows)), metric);
  return {
    combination: asSingle(combination),
    approaches,
    answers: answered[place],
    sentence: sentenceOf(approaches[place], approaches.length, metric),
  };
}

/** An ensemble of one model is that model. */
function asSingle(combination: Combination): Combination {
  return combination.kind !== 'stack' && combination.members.length === 1
    ? { ...combination, kind: 'single' }
    : combination;
}

/** The ensemble, unless another approach is better by a standard error, or a simpler one no worse in anything. */
function mostTrusted(
  usable: readonly Approach[],
  resampled: ResampledValues,
  metric: Metric,
): number {
  const first = Math.max(
    0,
    usable.findIndex(({ kind }) => kind === 'ensemble'),
  );
  let taken = first;
  for (let a = 0; a < usable.length; a++) {
    if (a === first) continue;
    const { value, draws } = gainOf(a, taken, resampled, metric);
    const { sd } = sampleMoments(draws);
    const isAsGood = value === 0 && a < taken;
    if (sd > 0 ? value > sd : value > 0 || isAsGood) taken = a;
  }
  return taken;
}

/** How much better one approach is than another one: on all rows, and on each resample. */
function gainOf(one: number, other: number, { values, drawn }: ResampledValues, metric: Metric) {
  const sign = signOf(metric);
  return {
    value: sign * (values[one] - values[other]) + 0,
    draws: Float64Array.from(drawn, (each) => sign * (each[one] - each[other])),
  };
}

function estimatesOf(
  approach: number,
  resampled: ResampledValues,
  metric: Metric,
): Pick<ApproachResult, 'estimate' | 'gain'> {
  const { values, drawn } = resampled;
  if (Number.isNaN(values[approach])) return {};
  const draws = Float64Array.from(drawn, (each) => each[approach]);
  const estimate = between(values[approach], draws, 0.025);
  if (approach === 0) return { estimate };
  const gain = gainOf(approach, 0, resampled, metric);
  return { estimate, gain: between(gain.value, gain.draws, 0.05) };
}

/** Resamples that an interval needs. */
const MIN_DRAWS = 100;

function between(value: number, draws: Float64Array, tail: number): Estimate {
  const sorted = draws.toSorted();
  return sorted.length < MIN_DRAWS || sorted[0] === sorted[sorted.length - 1]
    ? { value, low: null, high: null }
    : { value, low: quantileSorted(sorted, tail), high: quantileSorted(sorted, 1 - tail) };
}

function isFewEnough({ truth }: Library, maxClasses = Number.POSITIVE_INFINITY): boolean {
  return truth.kind === 'regression' || truth.nClasses <= maxClasses;
}

/** Whether the rows outside a fold can tell models apart. */
function canLearn({ truth, members }: Library, { others }: FoldRows): boolean {
  if (members.length < 2) return false;
  if (truth.kind === 'regression') return others.length > 1;
  const classes = new Set(Array.from(others, (row) => truth.codes[row]));
  return classes.size > 1;
}

/** Rows that approaches learn from while they are judged, and at the end. */
const MAX_JUDGED_ROWS = 5000;
const MAX_LEARNED_ROWS = 20_000;

/** Fewer of many classes, since what is learned of a row grows with them. */
function nJudgedRows({ truth }: Library): number {
  return truth.kind === 'regression'
    ? MAX_JUDGED_ROWS
    : Math.max(MAX_JUDGED_ROWS / 3, Math.min(MAX_JUDGED_ROWS, Math.floor(40_000 / truth.nClasses)));
}

/** Rows of a class that are learned from, where it has so many: metrics have no value without it. */
const FEWEST_OF_CLASS = 3;

/** A sample of the rows, at most `most`, and beyond them the first few of each class that it lacks. Rising. */
function learnedRows({ truth }: Library, rows: Int32Array, most: number): Int32Array {
  const drawn = sampledRows(rows.length, most).map((at) => rows[at]);
  if (truth.kind === 'regression' || drawn.length === rows.length) return drawn;
  const nOf = new Int32Array(truth.nClasses);
  for (const row of drawn) nOf[truth.codes[row]]++;
  const isDrawn = new Set(drawn);
  const added = rows.filter(
    (row) =>
      nOf[truth.codes[row]] < FEWEST_OF_CLASS && !isDrawn.has(row) && ++nOf[truth.codes[row]],
  );
  return added.length === 0 ? drawn : Int32Array.from([...drawn, ...added]).sort();
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
    const known = learnedRows(library, others, nJudgedRows(library));
    fitAll(takeLibraryRows(library, known)).forEach((combination, a) => {
      all[a] ??= new Float64Array(nAnswers);
      const given = combination.members.map((id) =>
        takeAnswers(answersOf.get(id) ?? new Float64Array(), held, width),
      );
      putAnswers(all[a], combineAnswers(combination, given), { rows: held, width });
    });
  }
  return all;
}

function sentenceOf({ kind, title, gain }: ApproachResult, nTried: number, metric: Metric): string {
  if (nTried === 1)
    return 'The best single model is taken: there is no second one, or too few rows to judge a combination.';
  if (kind === 'single')
    return `The best single model is taken: on rows that had no part in it, its ${metric.title} is at least as good as that of every combination.`;
  const { value = 0, low = null, high = null } = gain ?? {};
  const within =
    low === null || high === null ? '' : ` (90 %: ${low.toPrecision(2)} to ${high.toPrecision(2)})`;
  return value > 0
    ? `Taken is ${title}: on rows that had no part in it, its ${metric.title} is ${value.toPrecision(2)} better than that of the best single model${within}.`
    : `Taken is ${title}: on rows that had no part in it, its ${metric.title} cannot be told from that of the best single model${within}, and the mean of several models is the safer choice.`;
}
