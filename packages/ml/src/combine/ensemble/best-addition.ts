import type { StepJudge } from './judges/index.ts';

/** A member that may join a blend. */
export interface Applicant {
  /** Place in the library. */
  readonly member: number;
  /** What the metric reads of its answers. */
  readonly answers: Float64Array;
  /** What the blend would cost more, microseconds per row: nothing for one that is in it already. */
  readonly extraMicros: number;
}

export interface Addition {
  readonly member: number;
  readonly score: number;
}

/** Scores this close, as a share of their size, are one. */
const TIE = 1e-12;

/**
 * The applicant whose joining makes the best blend; of equal ones the cheaper, then the earlier.
 *
 * Where the judge knows bounds, applicants that cannot be the best one are not scored.
 *
 * @returns Undefined when the metric is defined with none of them.
 */
export function bestAddition(
  judge: StepJudge,
  applicants: readonly Applicant[],
): Addition | undefined {
  let best: (Addition & { readonly extraMicros: number }) | undefined;
  for (const { applicant, high } of byPromise(judge, applicants)) {
    if (best && high < best.score - slackOf(best.score)) break;
    const score = judge.score(applicant.answers);
    if (score === Number.NEGATIVE_INFINITY) continue;
    const { member, extraMicros } = applicant;
    if (!best || isBetter({ member, score, extraMicros }, best))
      best = { member, score, extraMicros };
  }
  return best && { member: best.member, score: best.score };
}

/** Whether a score is above another one by more than rounding. */
export function isAbove(score: number, other: number): boolean {
  return score > other + slackOf(other);
}

function slackOf(score: number): number {
  return Number.isFinite(score) ? TIE * Math.max(1, Math.abs(score)) : 0;
}

type Priced = Addition & { readonly extraMicros: number };

function isBetter(one: Priced, other: Priced): boolean {
  if (isAbove(one.score, other.score)) return true;
  if (isAbove(other.score, one.score)) return false;
  return one.extraMicros !== other.extraMicros
    ? one.extraMicros < other.extraMicros
    : one.member < other.member;
}

interface Promising {
  readonly applicant: Applicant;
  /** No score of this applicant is above. */
  readonly high: number;
}

function byPromise(judge: StepJudge, applicants: readonly Applicant[]): Promising[] {
  const listed = applicants.map((applicant) => ({
    applicant,
    high: judge.bounds ? judge.bounds(applicant.answers).high : Number.POSITIVE_INFINITY,
  }));
  return judge.bounds ? listed.sort((a, b) => b.high - a.high) : listed;
}
