import type { Finding, Task } from '@kaizenml/contracts';
import { countOf, formatNumber } from '@kaizenml/ui/charts';

/** What must be known of a model to say where it must not be trusted. */
export interface LimitsInput {
  readonly task: Task;
  readonly target: string;
  readonly findings: readonly Finding[];
  /** Columns that the model reads. */
  readonly columns: readonly string[];
  /** Range of the training values of numeric columns, the most important first. */
  readonly ranges: readonly {
    readonly column: string;
    readonly low: number;
    readonly high: number;
  }[];
  /** Rows it was measured on. Absent when not known. */
  readonly nTestRows?: number;
  /** How rows were split. Absent when not known. */
  readonly splitKind?: string;
  /** False when the champion's interval reaches the best baseline. Absent when not known. */
  readonly isAhead?: boolean;
}

/** When not to use a model, one sentence each, the gravest first. */
export function limitsOf(input: LimitsInput): string[] {
  const { target, findings, columns, ranges, nTestRows, splitKind, isAhead } = input;
  const leaks = findings.filter(
    ({ code, column }) =>
      code === 'TARGET_LEAK' && column !== undefined && columns.includes(column),
  );
  const first = ranges
    .slice(0, 3)
    .map(
      ({ column, low, high }) => `\`${column}\` from ${formatNumber(low)} to ${formatNumber(high)}`,
    );
  return [
    isAhead === false && 'Not as it is: it is not clearly better than the best baseline.',
    leaks.length > 0 &&
      `Not while ${leaks.map(({ column }) => `\`${column ?? '?'}\``).join(', ')} is known only after \`${target}\`: it nearly equals the answer.`,
    nTestRows !== undefined &&
      nTestRows < 200 &&
      `Not where a few percent decide: it was measured on ${countOf(nTestRows, 'unseen row')} only, and the intervals are wide.`,
    first.length > 0 && `Not outside the rows that it learned from: ${first.join(', ')}.`,
    splitKind !== undefined &&
      splitKind !== 'time' &&
      'Not for a world that has changed: rows were not split by time, so a change over time does not show in the figures. Watch the endpoint with `kaizen monitors check`.',
    splitKind !== undefined &&
      splitKind !== 'group' &&
      'Not for new groups (other customers, sites or devices) without a check: rows of one group may be on both sides of the split.',
    `Not to decide what to change: it says what goes together with \`${target}\`, not what causes it.`,
    'Not alone for decisions about people: check first whether the columns stand in for protected traits.',
  ].filter((sentence) => sentence !== false);
}
