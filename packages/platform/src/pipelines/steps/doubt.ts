import type { DoubtFile, ExplainFile, Signature } from '@kaizenml/contracts';
import { calledClasses } from '@kaizenml/ml/artifact';
import { findWeakSegments, fitAnswerIntervals, fitClassSets, fitNovelty } from '@kaizenml/ml/doubt';
import { seededRandom } from '@kaizenml/ml/math';
import type { Target } from '@kaizenml/ml/models';
import type { Table } from '@kaizenml/ml/table';
import { step } from '../step.ts';
import type { Combined } from './combine/combined.ts';
import type { Explained } from './explain.ts';
import type { Fitted } from './fit.ts';
import type { ModelPlan } from './model-plan.ts';
import { modelingTable } from './modeling-table.ts';
import type { SplitOutput } from './split.ts';
import type { Validated } from './validate.ts';

/**
 * Learns how far answers may be trusted: what ordinary rows look like, by the training part; and by what the champion answered to
 * rows that folds held out, intervals around its numbers, sets of its classes, and where it is weak.
 *
 * What held-out answers tell is left out where they are not those of the model that was trained: when there was no time for all of
 * it, when rows are weighted, and of quantiles, which have intervals of their own, and of rankings, which have none.
 */
export const doubt = step<Learned, { readonly seed: number }, DoubtFile>({
  name: 'doubt',
  title: 'Learning when to doubt the answers',
  url: import.meta.url,
  async run(learned, { seed }) {
    const { table, validated, split, fitted, explained } = learned;
    const names = lookedAt(fitted.champion.signature, explained.file);
    const { features } = modelingTable(table, { ...validated, features: names }, split.train);
    const novelty = fitNovelty(features, seededRandom(seed));
    return { ...(novelty && { novelty }), ...heldOutDoubts(learned, names) };
  },
});

/** Columns that rows are doubted by, at most: of more, those that say most to the champion. */
const MOST_COLUMNS = 100;

/** The columns that rows are doubted by, in the order of the signature. */
function lookedAt({ inputs }: Signature, { importance }: ExplainFile): readonly string[] {
  const names = inputs.map(({ name }) => name);
  if (names.length <= MOST_COLUMNS) return names;
  const read = new Set(names);
  const leading = importance.map(({ column }) => column).filter((name) => read.has(name));
  const kept = new Set([...leading, ...names].slice(0, MOST_COLUMNS));
  return names.filter((name) => kept.has(name));
}

type Learned = {
  readonly table: Table;
  readonly validated: Validated;
  readonly split: SplitOutput;
  readonly plans: Combined;
  readonly fitted: Fitted;
  readonly explained: Explained;
};

function heldOutDoubts(
  { table, validated, split, plans, fitted }: Learned,
  names: readonly string[],
): DoubtFile {
  const { heldOut, champion } = plans;
  const isWhole = fitted.nRows === split.train.length && isSamePlan(fitted.plan, champion);
  const isMean = validated.aim === 'mean' || validated.aim === 'counts';
  if (heldOut === undefined || !isWhole || !isMean) return {};
  const { features, target } = modelingTable(
    table,
    { ...validated, features: names },
    heldOut.rows,
  );
  if (target.weights !== undefined) return {};
  const losses = lossesOf(target, heldOut.answers, champion);
  const areCalls = target.kind === 'classification';
  const weakSegments = findWeakSegments(features, losses, { areCalls });
  return {
    ...trustOf(target, heldOut.answers, validated.aim === 'counts' ? 0 : undefined),
    ...(weakSegments.length > 0 && { weakSegments }),
  };
}

function trustOf(target: Target, answers: Float64Array, least: number | undefined): DoubtFile {
  if (target.kind === 'regression') {
    const intervals = fitAnswerIntervals(target.values, answers, { least });
    return { ...(intervals && { intervals }) };
  }
  const classSets = fitClassSets(target.codes, answers, target.nClasses);
  return { ...(classSets && { classSets }) };
}

/** The absolute error of each row, or 1 for a wrong call. */
function lossesOf(target: Target, answers: Float64Array, { decision }: ModelPlan): Float64Array {
  if (target.kind === 'regression')
    return target.values.map((value, i) => Math.abs(value - (answers[i] ?? 0)));
  const called = calledClasses(answers, target.nClasses, decision);
  return Float64Array.from(target.codes, (code, i) => Number(code !== called[i]));
}

function isSamePlan(a: ModelPlan, b: ModelPlan): boolean {
  const names = ({ candidates }: ModelPlan) => candidates.map(({ id }) => id).join(' ');
  return a.isBagged === b.isBagged && names(a) === names(b);
}
