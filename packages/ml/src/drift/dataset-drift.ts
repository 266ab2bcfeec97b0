import type { DriftFinding } from './check-drift.ts';

/** How much of a table drifts. */
export interface DatasetDrift {
  readonly nColumns: number;
  readonly nDrifting: number;
  /** 0 to 1; 0 for no columns. */
  readonly share: number;
  readonly isDrift: boolean;
}

/**
 * The customary verdict on a table: it drifts when so many of its columns do, each by its own test and without regard to how many there
 * are. `judgeColumns` is ours.
 *
 * @param findings One per column.
 * @param leastShare Share of the columns from which on the table drifts. Default 0.5.
 */
export function datasetDrift(findings: readonly DriftFinding[], leastShare = 0.5): DatasetDrift {
  const nColumns = findings.length;
  const nDrifting = findings.filter(({ isDrift }) => isDrift).length;
  const share = nColumns === 0 ? 0 : nDrifting / nColumns;
  return { nColumns, nDrifting, share, isDrift: nColumns > 0 && share >= leastShare };
}
