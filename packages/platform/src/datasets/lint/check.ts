import type { FindingCode, Severity } from '@kaizenml/contracts';
import type { ColumnEvidence } from './evidence/column-evidence.ts';
import type { Sightings } from './evidence/sightings.ts';
import type { TableEvidence } from './evidence/table-evidence.ts';

/** What a check found. Sentences of the linter have no full stop: they stand behind `Warning:`. */
export interface LintFinding {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly message: string;
  readonly hint: string;
  readonly column?: string;
  /** First lines of the file at which it shows, from 1. */
  readonly lines: number[];
  readonly details: Record<string, unknown>;
}

/** One thing that may be wrong with a table: a pure function of the evidence. */
export type TableCheck = (table: TableEvidence) => readonly LintFinding[];

/** One thing that may be wrong with a column. */
export type ColumnCheck = (column: ColumnEvidence, table: TableEvidence) => LintFinding | undefined;

/** Lines, values, count and share of sightings, as a finding carries them. */
export function placesOf({ count, first }: Sightings, total: number) {
  return {
    lines: first.map(({ line }) => line),
    details: {
      count,
      total,
      share: total === 0 ? 0 : count / total,
      rows: first.map(({ line, value }) => ({ line, value })),
    },
  };
}

/** `3 of 891 cells (0.3 %)`. */
export function countOf(count: number, total: number, noun = 'cells'): string {
  const percent = total === 0 ? 0 : (100 * count) / total;
  const shown =
    percent > 0 && percent < 0.1
      ? '< 0.1'
      : percent > 99.9 && percent < 100
        ? '> 99.9'
        : percent < 10 || (percent > 99 && percent < 100)
          ? percent.toFixed(1)
          : percent.toFixed(0);
  return `${count} of ${total} ${noun} (${shown} %)`;
}

type At = Pick<TableEvidence, 'at'>;

/** `'abc' in line 5, 'n.a.' in line 9`. */
export function firstOf({ first }: Sightings, { at }: At, n = 3): string {
  return first
    .slice(0, n)
    .map(({ value, line }) => `${quoted(value)} in ${at} ${line}`)
    .join(', ');
}

/** `in line 5` or `in lines 5, 9, 12 …`. */
export function linesOf({ count, first }: Sightings, { at }: At): string {
  const lines = first.slice(0, 3).map(({ line }) => line);
  return `in ${at}${lines.length === 1 ? '' : 's'} ${lines.join(', ')}${count > lines.length ? ' …' : ''}`;
}

/** A value in quotes, on one line. */
export function quoted(text: string): string {
  return `'${text.replaceAll(/\s/g, ' ')}'`;
}
