import { AppError } from '@kaizenml/contracts';
import { gradeGain, idealGain, MAX_GRADE, placeDiscounts } from './rank-gain.ts';

/** Grades of rows, in groups such as the hits of a query, and the scores that rank them within their group. */
export interface RankingOutcome {
  /** Relevance per row: whole, 0 is irrelevant, at most 30. Length n. */
  readonly grades: Float64Array;
  /** Length n. */
  readonly scores: Float64Array;
  /** Group q is rows offsets[q] to offsets[q + 1] - 1: see `groupOffsets`. */
  readonly offsets: Int32Array;
}

/**
 * Normalized discounted cumulative gain of the first k places, averaged over groups.
 *
 * A row of grade l at place p (from 0) gains (2^l - 1) / log2(p + 2); a group's sum is divided by the
 * largest possible one. Rows of equal score share the mean of their places, so that the order in which rows are
 * given earns nothing. A group without a relevant row says nothing and is left out (some libraries count it as 1).
 *
 * @param k Places that count. Default all.
 * @param weights Weight per group. Default 1 each.
 * @returns 0 to 1, 1 is best; NaN when no group has a relevant row.
 * @throws SHAPE_MISMATCH when lengths differ, ARGUMENT_INVALID for a grade that is not whole or outside 0 to 30 and
 * for a score that is NaN.
 * @cost O(n log n)
 * @source Järvelin & Kekäläinen (2002), "Cumulated gain-based evaluation of IR techniques", TOIS 20, 422-446; Burges
 * et al. (2005), ICML (the gain 2^l - 1); McSherry & Najork (2008), ECIR (ties).
 */
export function ndcg(
  outcome: RankingOutcome,
  {
    k = Number.POSITIVE_INFINITY,
    weights,
  }: { readonly k?: number; readonly weights?: Float64Array } = {},
): number {
  assertOutcome(outcome);
  const { grades, scores, offsets } = outcome;
  const discounts = placeDiscounts(largestGroup(offsets));
  let sum = 0;
  let total = 0;
  for (let q = 0; q + 1 < offsets.length; q++) {
    const weight = weights === undefined ? 1 : weights[q];
    const ofGroup = grades.subarray(offsets[q], offsets[q + 1]);
    const ideal = idealGain(ofGroup, k, discounts);
    if (ideal === 0 || weight === 0) continue;
    const reached = tiedGain(ofGroup, scores.subarray(offsets[q], offsets[q + 1]), k, discounts);
    sum += (weight * reached) / ideal;
    total += weight;
  }
  return sum / total;
}

/** Rows of the largest group. */
export function largestGroup(offsets: Int32Array): number {
  let most = 0;
  for (let q = 0; q + 1 < offsets.length; q++) most = Math.max(most, offsets[q + 1] - offsets[q]);
  return most;
}

/** Discounted gain of one group, each run of equal scores earning the mean of its gains at all its places. */
function tiedGain(
  grades: Float64Array,
  scores: Float64Array,
  k: number,
  discounts: Float64Array,
): number {
  const order = Int32Array.from(scores, (_, i) => i).sort((a, b) => scores[b] - scores[a]);
  let sum = 0;
  for (let start = 0; start < order.length && start < k; ) {
    let end = start;
    let gain = 0;
    let discount = 0;
    for (; end < order.length && scores[order[end]] === scores[order[start]]; end++) {
      gain += gradeGain(grades[order[end]]);
      if (end < k) discount += discounts[end];
    }
    sum += (gain / (end - start)) * discount;
    start = end;
  }
  return sum;
}

function assertOutcome({ grades, scores, offsets }: RankingOutcome): void {
  const nRows = offsets[offsets.length - 1] ?? 0;
  if (grades.length !== scores.length || grades.length !== nRows) {
    throw new AppError('SHAPE_MISMATCH', {
      message: `ndcg must be given one score per graded row, got ${grades.length} grades, ${scores.length} scores and groups of ${nRows} rows.`,
      hint: 'Make the groups with `groupOffsets`.',
      details: { nGrades: grades.length, nScores: scores.length, nRows },
    });
  }
  const row = grades.findIndex((grade, i) => !isGrade(grade) || Number.isNaN(scores[i]));
  if (row < 0) return;
  const got = isGrade(grades[row]) ? 'a score that is not a number' : String(grades[row]);
  throw new AppError('ARGUMENT_INVALID', {
    message: `ndcg must be given whole grades from 0 to ${MAX_GRADE} and scores that are numbers, got ${got} in row ${row + 1}.`,
    hint: 'Number the grades of relevance from 0.',
    details: { row: row + 1, grade: String(grades[row]), score: String(scores[row]) },
  });
}

/** Whether a number is a grade of relevance. */
export function isGrade(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= MAX_GRADE;
}
