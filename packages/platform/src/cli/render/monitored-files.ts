import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { formatBytes, formatNumber, formatShare } from '../format.ts';
import { renderSections, renderTable } from '../table.ts';
import type { Renderers } from './render.ts';

type Report = OutputOf<Operations['monitors']['compare']>;
type Column = Report['columns'][number];

/** Columns without drift that are shown, and names that are told. */
const MAX_SHOWN = 20;

/** What became of the columns of a file: all that drifted, and some of the others. */
export const renderFileComparison: Renderers<'monitors'>['compare'] = (report, { style }) => {
  const { columns, nDrifted, judging } = report;
  const of = `${report.current} (${report.nCurrent} rows) against ${report.reference} (${report.nReference} rows)`;
  const shown = columns.slice(0, Math.max(nDrifted, MAX_SHOWN));
  const isCustomary = judging === 'customary';
  return renderSections(
    [
      [
        '',
        nDrifted === 0
          ? `${style.green('✓ no drift')} in ${columns.length} columns of ${of}.`
          : `${style.red('✗ drift')} in ${nDrifted} of ${columns.length} columns of ${of}.`,
      ],
      [
        '',
        renderTable<Column>(
          shown,
          [
            { title: 'column', cell: ({ column }) => column },
            { title: 'test', cell: ({ test }) => test },
            {
              title: isCustomary ? 'score' : 'effect',
              align: 'right',
              cell: ({ effect, score }) => number(isCustomary ? score : effect),
            },
            {
              title: isCustomary ? 'threshold' : 'p adjusted',
              align: 'right',
              cell: ({ adjustedPValue, threshold }) =>
                isCustomary ? formatNumber(threshold) : chance(adjustedPValue),
            },
            { title: 'missing', align: 'right', cell: missingOf },
            {
              title: 'verdict',
              cell: ({ verdict }) => verdict,
              style: (text, { verdict }) =>
                verdict === 'drift' ? style.red(text) : style.green(text),
            },
            { title: 'what moved', cell: ({ why }) => why ?? '' },
          ],
          style,
        ),
      ],
      [
        '',
        notesOf(report, columns.length - shown.length)
          .map(style.dim)
          .join('\n'),
      ],
    ],
    style,
  );
};

/** Where a reference lies, and what to do with it. */
export const renderReference: Renderers<'monitors'>['reference'] = (
  { path, out, nRows, nColumns, sizeBytes },
  { style },
) =>
  `${style.green('✓')} ${nColumns} columns of ${nRows} rows of ${path} are in ${out} (${formatBytes(sizeBytes)}).
Compare a later file with it: kaizen monitors compare FILE --reference ${out}`;

function notesOf({ absent, others, columns, ...report }: Report, nHidden: number): string[] {
  const { rate, leastEffect } = report;
  const unreadable = columns.filter(({ nUnreadable }) => nUnreadable > 0);
  return [
    ...(nHidden > 0 ? [`${nHidden} more columns without drift: see them with --json.`] : []),
    ...(absent.length > 0 ? [`Columns that the file has not: ${some(absent)}.`] : []),
    ...(others.length > 0 ? [`Columns that the reference has not: ${some(others)}.`] : []),
    ...unreadable
      .slice(0, MAX_SHOWN)
      .map(
        ({ column, kind, nUnreadable }) =>
          `${nUnreadable} cells of ${column} hold no ${kind} and count as missing.`,
      ),
    rate === null || leastEffect === null
      ? 'A column drifts when its score is beyond the customary threshold of its test.'
      : `A column drifts when its effect, or the change of its share of missing values, is ${formatNumber(leastEffect)} or more, and at most ${formatShare(rate)} of such columns are false.`,
  ];
}

function missingOf({ shareMissingReference: before, shareMissingCurrent: after }: Column): string {
  return before === 0 && after === 0 ? '' : `${formatShare(before)} → ${formatShare(after)}`;
}

function some(names: readonly string[]): string {
  const more = names.length - MAX_SHOWN;
  return `${names.slice(0, MAX_SHOWN).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function number(value: number | null): string {
  return value === null ? '–' : value.toFixed(3);
}

function chance(value: number | null): string {
  if (value === null) return '–';
  return value < 0.001 ? '< 0.001' : value.toFixed(3);
}
