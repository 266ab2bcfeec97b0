import type { Finding } from '@kaizenml/contracts';
import type { LeftOut } from '@kaizenml/ml/unlabeled';
import { leftOutFinding } from '../whole-table/left-out-finding.ts';

/** Rows per column below which thresholds are rough. */
const FEW_PER_COLUMN = 20;

/** What must be known of anomalies before they are used. */
export function anomalyFindings({
  nFlagged,
  nExpected,
  nRows,
  share,
  leftOut,
  columns,
}: {
  readonly nFlagged: number;
  /** Were all rows ordinary. */
  readonly nExpected: number;
  readonly nRows: number;
  readonly share: number | undefined;
  readonly leftOut: readonly LeftOut[];
  readonly columns: readonly string[];
}): Finding[] {
  const details = { nFlagged, nExpected, nRows };
  const isChance = nFlagged <= nExpected + 2 * Math.sqrt(nExpected);
  return [
    ...leftOutFinding(leftOut),
    ...(isChance
      ? [
          {
            code: 'ANOMALIES_AS_CHANCE' as const,
            severity: 'warning' as const,
            message:
              nFlagged === 0
                ? `No row stands out: none of the ${nRows} rows is above the threshold.`
                : `The table shows no more unusual rows than chance would: ${nFlagged} of ${nRows} are above the threshold, and ${Math.max(1, Math.round(nExpected))} of so many ordinary rows would be.`,
            hint:
              share === undefined
                ? 'Look at the strongest rows all the same; the model tells whether rows to come are unlike these.'
                : 'Ask for a smaller share.',
            details,
          },
        ]
      : []),
    ...(nRows < FEW_PER_COLUMN * columns.length
      ? [
          {
            code: 'ROWS_FEW' as const,
            severity: 'warning' as const,
            message: `There are ${nRows} rows for ${columns.length} ${columns.length === 1 ? 'column' : 'columns'}: rows to come score a little higher than these.`,
            hint: 'Give at least 20 rows per column, or ignore columns that do not matter.',
            details: { nRows, nColumns: columns.length },
          },
        ]
      : []),
  ];
}
