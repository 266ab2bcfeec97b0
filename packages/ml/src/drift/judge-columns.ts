import type { DriftFinding } from './check-drift.ts';
import { benjaminiHochberg } from './rates/index.ts';

/**
 * What is said of a column: it drifts when the difference is large and surely no chance; a large one `may be chance`, a sure one may be
 * `too small` to matter, and neither is `calm`.
 */
export type DriftVerdict = 'drift' | 'may be chance' | 'too small' | 'calm';

/** A finding among those of all columns. */
export interface JudgedColumn {
  readonly finding: DriftFinding;
  /** P-value that accounts for the other columns; null where the test could not say. */
  readonly adjustedPValue: number | null;
  readonly verdict: DriftVerdict;
}

/** What counts as drift. */
export interface JudgeOptions {
  /** Share of the columns that are called drift which may be false, on average. Default 0.05. */
  readonly rate?: number;
  /** Effect from which on a difference matters. Default 0.1. */
  readonly leastEffect?: number;
}

/**
 * Judges all columns of a window together, by effect and by significance.
 *
 * @param findings One per column, of tests whose p-values have the chance of `two samples`.
 * @returns In the same order.
 * @cost O(columns log columns)
 * @source Benjamini & Hochberg (1995), Journal of the Royal Statistical Society B 57: the rate over columns.
 */
export function judgeColumns(
  findings: readonly DriftFinding[],
  { rate = 0.05, leastEffect = 0.1 }: JudgeOptions = {},
): JudgedColumn[] {
  const asked = findings.filter(({ pValue }) => pValue !== null);
  const adjusted = benjaminiHochberg(asked.map(({ pValue }) => pValue ?? 1));
  const adjustedOf = new Map(asked.map((finding, i) => [finding, adjusted[i]]));
  return findings.map((finding) => {
    const adjustedPValue = adjustedOf.get(finding) ?? null;
    const isSure = adjustedPValue !== null && adjustedPValue <= rate;
    return { finding, adjustedPValue, verdict: verdictOf(finding.effect >= leastEffect, isSure) };
  });
}

function verdictOf(isLarge: boolean, isSure: boolean): DriftVerdict {
  if (isLarge) return isSure ? 'drift' : 'may be chance';
  return isSure ? 'too small' : 'calm';
}
