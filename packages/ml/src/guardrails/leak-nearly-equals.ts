import type { Finding } from '@kaizenml/contracts';
import { type Random, shuffledIndices } from '../math/index.ts';
import { correlation } from '../stats/index.ts';
import { type Column, isNumeric, type Table } from '../table/index.ts';
import { binColumn } from './leak-bins.ts';
import { isOneToOne } from './leak-one-to-one.ts';
import { type Agreement, classAgreement } from './leak-recoded.ts';
import { foldedAuc, foldedR2, N_FOLDS } from './leak-score.ts';
import type { KnownClasses, KnownNumbers, KnownTarget } from './read-target.ts';

/** Score of one column alone from which it may be the answer. */
const LEAK_SCORE = 0.98;
/** Times that a leak is closer to perfect than the best column that is none. */
const TIMES_CLOSER = 4;
/** Kappa from which values that stand for the classes may be the answer. */
const LEAK_KAPPA = 0.9;
/** Different numbers up to which each counts as a class. */
const MOST_GRADES = 20;
/** Times that such values agree closer than those of the best other column. */
const TIMES_CLOSER_RECODED = 2;
/** Rows that the scores are taken from; more change nothing but the time. */
const MOST_ROWS = 20_000;
/** Most frequent classes that a score is averaged over. */
const MOST_CLASSES = 10;

interface ColumnScore {
  readonly column: string;
  readonly score: number;
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
 * (kappa of 0.9 or more) twice closer than the next: a recoded target with some errors. Of ids, texts and columns
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
  const scores = table.columns
    .filter((column) => column.name !== target.name)
    .map((column) => scoreColumn(column, seen, { folds, grades }));
  const metric = target.kind === 'classification' ? 'ROC AUC' : 'R squared';
  const guess = target.kind === 'classification' ? 0.5 : 0;
  const honest = scores.filter(({ score, isOneToOne }) => score < LEAK_SCORE && !isOneToOne);
  const next = honest.reduce<ColumnScore | undefined>(
    (best, score) => (score.score > (best?.score ?? guess) ? score : best),
    undefined,
  );
  const room = (1 - (next?.score ?? guess)) / TIMES_CLOSER;
  const isRecoded = recodings(scores);
  return scores
    .filter((s) => s.isOneToOne || (s.score >= LEAK_SCORE && 1 - s.score <= room) || isRecoded(s))
    .map((leak) =>
      describe(leak, { target: target.name, metric, next, isRecoded: isRecoded(leak) }),
    );
}

/** Tells the columns that are the target under other names, but for some rows. */
function recodings(scores: readonly ColumnScore[]): (score: ColumnScore) => boolean {
  const mayBe = ({ agreement, isOneToOne }: ColumnScore) =>
    agreement.isRecoding && (isOneToOne || agreement.kappa >= LEAK_KAPPA);
  const next = Math.max(0, ...scores.map((one) => (mayBe(one) ? 0 : one.agreement.kappa)));
  return (one) => mayBe(one) && 1 - one.agreement.kappa <= (1 - next) / TIMES_CLOSER_RECODED;
}

const NONE: Agreement = { kappa: 0, isRecoding: false };

/** The classes of a target, of numbers the values where they are few: stars, marks. */
function gradesOf(target: KnownTarget): KnownClasses | undefined {
  if (target.kind === 'classification') return target;
  const countOf = new Map<number, number>();
  for (const value of target.values) countOf.set(value, (countOf.get(value) ?? 0) + 1);
  if (countOf.size > MOST_GRADES) return undefined;
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

function scoreColumn(
  column: Column,
  target: KnownTarget,
  { folds, grades }: { readonly folds: Uint8Array; readonly grades: KnownClasses | undefined },
): ColumnScore {
  const binned = binColumn(column, target.rows);
  const score =
    target.kind === 'classification'
      ? meanAuc(target, (isClass) => foldedAuc(binned, isClass, folds))
      : Math.max(foldedR2(binned, target.values, folds), lineR2(column, target));
  const agreement = grades ? classAgreement(binned, grades) : NONE;
  return { column: column.name, score, isOneToOne: isOneToOne(column, target, binned), agreement };
}

function meanAuc(
  { codes, classes }: KnownClasses,
  aucOf: (isClass: Float64Array) => number,
): number {
  const last = classes.length === 2 ? 1 : Math.min(classes.length, MOST_CLASSES);
  let sum = 0;
  const isClass = new Float64Array(codes.length);
  for (let c = 0; c < last; c++) {
    for (let i = 0; i < codes.length; i++) isClass[i] = codes[i] === c ? 1 : 0;
    sum += aucOf(isClass);
  }
  return sum / last;
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
}

function describe(leak: ColumnScore, { target, metric, next, isRecoded }: Comparison): Finding {
  const { column, score, isOneToOne, agreement } = leak;
  const isNamed = isOneToOne || isRecoded;
  const how = isNamed
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
