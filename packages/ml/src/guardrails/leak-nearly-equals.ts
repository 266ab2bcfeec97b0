import type { Finding } from '@kaizenml/contracts';
import { type Random, shuffledIndices } from '../math/index.ts';
import { correlation } from '../stats/index.ts';
import { type Column, isNumeric, type Table } from '../table/index.ts';
import { binColumn } from './leak-bins.ts';
import { isOneToOne } from './leak-one-to-one.ts';
import { presentPart } from './leak-present.ts';
import { type Agreement, classAgreement } from './leak-recoded.ts';
import { foldedAuc, foldedR2, N_FOLDS } from './leak-score.ts';
import { numbersInTexts } from './leakage/numbers-in-texts.ts';
import type { KnownClasses, KnownNumbers, KnownTarget } from './read-target.ts';

/** Score of one column alone from which it may be the answer. */
const LEAK_SCORE = 0.98;
/** Times that a leak is closer to perfect than the best column that is none. */
const TIMES_CLOSER = 4;
/** Kappa from which values that stand for the classes may be the answer. */
const LEAK_KAPPA = 0.9;
/** The same where several values stand for a class: closed and archived beside open, new and waiting. */
const LEAK_KAPPA_OF_GROUPS = 0.92;
/** Different numbers up to which each counts as a class, and rows that each has on average: fewer agree by chance. */
const MOST_GRADES = 20;
const ROWS_PER_GRADE = 3;
/** Score of one class of several from which a column may be made from it, and how much closer it is than all others. */
const LEAK_SCORE_OF_CLASS = 0.995;
const TIMES_CLOSER_OF_CLASS = 10;
const MOST_MARKS = 3;
/** R squared from which ranks are worth to look at. */
const RANKED = 0.5;
/** Times that such values agree closer than those of the best other column. */
const TIMES_CLOSER_RECODED = 2;
/** Rows that the scores are taken from; more change nothing but the time. */
const MOST_ROWS = 20_000;
/** Most frequent classes that a score is averaged over. */
const MOST_CLASSES = 10;

interface ColumnScore {
  readonly column: string;
  readonly score: number;
  /** ROC AUC of each class against the rest; empty for numbers. */
  readonly byClass: readonly number[];
  /** Whether it has two or three values, as a mark has. */
  readonly isCoarse: boolean;
  readonly isOneToOne: boolean;
  readonly agreement: Agreement;
}

/**
 * Finds columns that alone predict the target almost perfectly.
 *
 * Each column is scored by a one-column predictor (the target's mean per level or quantile bin) on folds
 * it has not seen: ROC AUC for classes (mean of one against the rest), R squared for numbers, where a
 * straight line counts too. A leak scores 0.98 or more and is four times closer to perfect than the best
 * column below that: when several columns do well the problem is easy, not leaky. A column that maps one
 * to one is a leak always, and so is one with hardly more values than there are classes that agrees with them
 * (kappa of 0.9 or more) twice closer than the next: a recoded target with some errors. Of numbers the ranks count too, as
 * of a target in bands; of columns with gaps the rows that have a value; of texts with one number each that number. Of other ids, texts and columns
 * with a level in every other row only counts whether they have a value.
 *
 * @param table Columns to look at; the target may be among them.
 * @cost O(n log n) per column, on 20 000 rows at most.
 * @source Kaufman, Rosset & Perlich (2012), "Leakage in Data Mining", ACM TKDD 6(4): exploratory detection.
 */
export function findNearCopies(
  table: Table,
  target: KnownTarget,
  { random }: { readonly random: Random },
): Finding[] {
  const seen = sampleTarget(target, random);
  const folds = new Uint8Array(seen.rows.length);
  shuffledIndices(folds.length, random).forEach((i, k) => {
    folds[i] = k % N_FOLDS;
  });
  const grades = gradesOf(seen);
  const ranks = ranksOf(seen);
  const scores = table.columns
    .filter((column) => column.name !== target.name)
    .map((column) => scoreColumn(column, seen, { folds, grades, ranks }));
  const metric = target.kind === 'classification' ? 'ROC AUC' : 'R squared';
  const guess = target.kind === 'classification' ? 0.5 : 0;
  const honest = scores.filter(({ score, isOneToOne }) => score < LEAK_SCORE && !isOneToOne);
  const next = honest.reduce<ColumnScore | undefined>(
    (best, score) => (score.score > (best?.score ?? guess) ? score : best),
    undefined,
  );
  const room = (1 - (next?.score ?? guess)) / TIMES_CLOSER;
  const isRecoded = recodings(scores);
  const tellsClass = classTellers(scores);
  return scores
    .filter(
      (s) =>
        s.isOneToOne ||
        (s.score >= LEAK_SCORE && 1 - s.score <= room) ||
        isRecoded(s) ||
        tellsClass(s),
    )
    .map((leak) =>
      describe(leak, {
        target: target.name,
        metric,
        next,
        isRecoded: isRecoded(leak),
        marks: tellsClass(leak) && leak.score < LEAK_SCORE,
      }),
    );
}

/** Tells the columns that are the target under other names, but for some rows. */
function recodings(scores: readonly ColumnScore[]): (score: ColumnScore) => boolean {
  const mayBe = ({ agreement, isOneToOne }: ColumnScore) =>
    (agreement.isRecoding && (isOneToOne || agreement.kappa >= LEAK_KAPPA)) ||
    (agreement.isGrouping && agreement.kappa >= LEAK_KAPPA_OF_GROUPS);
  const next = Math.max(0, ...scores.map((one) => (mayBe(one) ? 0 : one.agreement.kappa)));
  const room = (one: ColumnScore) =>
    (1 - next) / (one.agreement.isRecoding ? TIMES_CLOSER_RECODED : TIMES_CLOSER);
  return (one) => mayBe(one) && 1 - one.agreement.kappa <= room(one);
}

const NONE: Agreement = { kappa: 0, isRecoding: false, isGrouping: false };

/** The classes of a target, of numbers the values where they are few: stars, marks. */
function gradesOf(target: KnownTarget): KnownClasses | undefined {
  if (target.kind === 'classification') return target;
  const countOf = new Map<number, number>();
  for (const value of target.values) countOf.set(value, (countOf.get(value) ?? 0) + 1);
  if (countOf.size > Math.min(MOST_GRADES, target.values.length / ROWS_PER_GRADE)) return undefined;
  const values = [...countOf.keys()];
  return {
    kind: 'classification',
    name: target.name,
    rows: target.rows,
    codes: Int32Array.from(target.values, (value) => values.indexOf(value)),
    classes: values.map(String),
    counts: [...countOf.values()],
  };
}

interface Scoring {
  readonly folds: Uint8Array;
  readonly grades: KnownClasses | undefined;
  /** Ranks of the target where it is numbers. */
  readonly ranks: Float64Array | undefined;
}

/** The best of the scores over all rows, over those with a value where many have none, and of the numbers in its texts. */
function scoreColumn(column: Column, target: KnownTarget, scoring: Scoring): ColumnScore {
  const numbers = numbersInTexts(column);
  const part = presentPart(column, target, scoring.folds);
  const ofPart: Scoring | undefined = part && {
    folds: part.folds,
    grades: gradesOf(part.target),
    ranks: ranksOf(part.target),
  };
  return [column, ...(numbers ? [numbers] : [])]
    .flatMap((one) => [
      scoreRows(one, target, scoring),
      ...(part && ofPart ? [scoreRows(one, part.target, ofPart)] : []),
    ])
    .reduce(better);
}

function better(first: ColumnScore, second: ColumnScore): ColumnScore {
  return {
    ...first,
    score: Math.max(first.score, second.score),
    isOneToOne: first.isOneToOne || second.isOneToOne,
    agreement: second.agreement.kappa > first.agreement.kappa ? second.agreement : first.agreement,
  };
}

function scoreRows(
  column: Column,
  target: KnownTarget,
  { folds, grades, ranks }: Scoring,
): ColumnScore {
  const binned = binColumn(column, target.rows);
  const byClass =
    target.kind === 'classification'
      ? aucs(target, (isClass) => foldedAuc(binned, isClass, folds))
      : [];
  const score =
    target.kind === 'classification'
      ? byClass.reduce((sum, auc) => sum + auc, 0) / byClass.length
      : bestR2(column, target, { binned, folds, ranks });
  const agreement = grades ? classAgreement(binned, grades) : NONE;
  const isSame = isOneToOne(column, target, binned);
  const isCoarse = binned.nBins <= MOST_MARKS + 1;
  return { column: column.name, score, byClass, isCoarse, isOneToOne: isSame, agreement };
}

/** R squared by bins, by a straight line, and of the ranks: bands of a skewed target say its order rather than its size. */
function bestR2(
  column: Column,
  target: KnownNumbers,
  {
    binned,
    folds,
    ranks,
  }: {
    readonly binned: ReturnType<typeof binColumn>;
    readonly folds: Uint8Array;
    readonly ranks: Float64Array | undefined;
  },
): number {
  const plain = Math.max(foldedR2(binned, target.values, folds), lineR2(column, target));
  return ranks && plain >= RANKED ? Math.max(plain, foldedR2(binned, ranks, folds)) : plain;
}

function ranksOf(target: KnownTarget): Float64Array | undefined {
  if (target.kind === 'classification') return undefined;
  const { values } = target;
  const order = Int32Array.from(values.keys()).sort((a, b) => values[a] - values[b] || a - b);
  const ranks = new Float64Array(values.length);
  for (let k = 0; k < order.length; ) {
    const start = k;
    while (k < order.length && values[order[k]] === values[order[start]]) k++;
    for (let i = start; i < k; i++) ranks[order[i]] = (start + k - 1) / 2;
  }
  return ranks;
}

function aucs(
  { codes, classes }: KnownClasses,
  aucOf: (isClass: Float64Array) => number,
): readonly number[] {
  const last = classes.length === 2 ? 1 : Math.min(classes.length, MOST_CLASSES);
  const isClass = new Float64Array(codes.length);
  return Array.from({ length: last }, (_, c) => {
    for (let i = 0; i < codes.length; i++) isClass[i] = codes[i] === c ? 1 : 0;
    return aucOf(isClass);
  });
}

/** Columns that tell one of several classes nearly perfectly while no other comes near. */
function classTellers(scores: readonly ColumnScore[]): (score: ColumnScore) => boolean {
  return (one) =>
    one.isCoarse &&
    one.byClass.length > 1 &&
    one.byClass.some((auc, c) => {
      const next = Math.max(
        0.5,
        ...scores.map((other) => (other === one ? 0 : (other.byClass[c] ?? 0))),
      );
      return auc >= LEAK_SCORE_OF_CLASS && 1 - auc <= (1 - next) / TIMES_CLOSER_OF_CLASS;
    });
}

function lineR2(column: Column, { rows, values }: KnownNumbers): number {
  if (!isNumeric(column)) return 0;
  const x = Float64Array.from(rows, (row) => column.values[row]);
  const nMissing = x.reduce((n, value) => n + +Number.isNaN(value), 0);
  const r = correlation(x, values);
  return Number.isNaN(r) || nMissing > 0.05 * x.length ? 0 : r * r;
}

function sampleTarget(target: KnownTarget, random: Random): KnownTarget {
  const n = target.rows.length;
  if (n <= MOST_ROWS) return target;
  const chosen = shuffledIndices(n, random).subarray(0, MOST_ROWS).sort();
  const rows = Int32Array.from(chosen, (i) => target.rows[i]);
  return target.kind === 'classification'
    ? { ...target, rows, codes: Int32Array.from(chosen, (i) => target.codes[i]) }
    : { ...target, rows, values: Float64Array.from(chosen, (i) => target.values[i]) };
}

interface Comparison {
  readonly target: string;
  readonly metric: string;
  readonly next: ColumnScore | undefined;
  readonly isRecoded: boolean;
  /** Whether it tells one of several classes only. */
  readonly marks: boolean;
}

function describe(
  leak: ColumnScore,
  { target, metric, next, isRecoded, marks }: Comparison,
): Finding {
  const { column, score, isOneToOne, agreement } = leak;
  const isNamed = isOneToOne || isRecoded || marks;
  const how = marks
    ? `it marks one value of ${target} and no other, with ROC AUC ${shortScore(Math.max(...leak.byClass))}`
    : isNamed
      ? `each of its values goes with one value of ${target}${isOneToOne ? '' : ` but for some rows (kappa ${shortScore(agreement.kappa)})`}`
      : `alone it predicts ${target} with ${metric} ${shortScore(score)}`;
  const beside = next
    ? `, the next best column "${next.column}" with ${shortScore(next.score)}`
    : '';
  return {
    code: 'TARGET_LEAK',
    severity: 'warning',
    message: `Column "${column}" gives the answer away: ${how}${isNamed ? '' : beside}.`,
    hint: 'It is probably made from the target.',
    column,
    details: {
      column,
      target,
      evidence: 'nearly-equals',
      metric,
      score,
      isOneToOne,
      ...(isRecoded && { kappa: agreement.kappa }),
      nextBest: next ? { column: next.column, score: next.score } : null,
    },
  };
}

/** Three decimals, rounded down: what is not perfect is not called 1. */
function shortScore(score: number): string {
  return (Math.floor(score * 1000) / 1000).toFixed(3);
}
