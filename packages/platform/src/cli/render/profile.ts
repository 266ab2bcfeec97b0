import type { DatasetStatistics } from '@kaizenml/contracts';
import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { columnChanges, fewFindings, pairNames } from '@kaizenml/ui/charts';
import { formatShare } from '../format.ts';
import { renderSections } from '../table.ts';
import { renderFindings } from './findings.ts';
import { associationLines } from './profile/association-lines.ts';
import { changeLines } from './profile/change-lines.ts';
import { columnDetails } from './profile/column-details.ts';
import { columnLines } from './profile/column-lines.ts';
import { fitParts, fitWords } from './profile/fit-words.ts';
import type { Look } from './render.ts';

export type ProfileOutput = OutputOf<Operations['datasets']['profile']>;

/**
 * A profile as text: the table in a line, what changed where two are compared, then a line or two per column, the strongest
 * associations and what was noticed. Chosen columns come to the last digit instead.
 */
export function renderProfile(output: ProfileOutput, look: Look): string {
  const { statistics, against, againstName, target, findings, html } = output;
  const isChosen = output.columns !== null;
  const names = pairNames(againstName ?? 'before', output.name);
  const changes =
    against === null ? '' : changeLines(columnChanges(against, statistics), names, look);
  const chosen = new Set<string | undefined>(output.columns ?? []);
  const isShown = ({ column }: { readonly column?: string | undefined }) =>
    !isChosen || column === undefined || chosen.has(column);
  return renderSections(
    [
      ['', headOf(output, look)],
      ['What changed', changes],
      [
        against === null || isChosen ? 'Columns' : '',
        isChosen
          ? columnDetails(statistics.columns, look)
          : against === null
            ? columnLines(statistics.columns, look)
            : '',
      ],
      [
        target === null ? 'Strongest associations' : `Associations with ${target}`,
        against === null ? associationLines(statistics, target, look) : '',
      ],
      ['', accuracyOf(statistics, look)],
      ['Findings', renderFindings(fewFindings(findings.filter(isShown)), look)],
      ['', html === null ? '' : `Wrote the page to ${html}.`],
    ],
    look.style,
  );
}

function headOf(
  { name, statistics, against, againstName }: ProfileOutput,
  { style, width }: Look,
): string {
  const { nRows, columns, nDuplicateRows } = statistics;
  const rows =
    against === null ? countOf(nRows, 'row') : `${whole(against.nRows)} → ${countOf(nRows, 'row')}`;
  const parts = [
    rows,
    countOf(columns.length, 'column'),
    ...(nDuplicateRows === null ? [] : [countOf(nDuplicateRows, 'duplicate row')]),
    ...missingCells(statistics),
  ];
  const title = againstName === null ? name : pairNames(againstName, name).join(' → ');
  return `${style.bold(fitWords(title, width))}\n${fitParts(parts, width)}`;
}

function missingCells({ columns }: DatasetStatistics): string[] {
  const cells = columns.reduce((sum, { nRows }) => sum + nRows, 0);
  const missing = columns.reduce((sum, { nMissing }) => sum + nMissing, 0);
  return missing === 0 ? ['nothing missing'] : [`${formatShare(missing / cells)} of cells missing`];
}

function accuracyOf(
  { columns, nRows, nAssociatedRows }: DatasetStatistics,
  { style }: Look,
): string {
  const distinct = Math.max(0, ...columns.map((column) => column.distinct.relativeError));
  const ranks = Math.max(0, ...columns.map(({ number }) => number?.rankError ?? 0));
  const parts = [
    ...(distinct > 0 ? [`distinct ± ${formatShare(distinct)}`] : []),
    ...(ranks > 0 ? [`quantiles ± ${formatShare(ranks)} of the rows`] : []),
    ...(nAssociatedRows !== undefined && nAssociatedRows < nRows
      ? [`associations on a sample of ${countOf(nAssociatedRows, 'row')}`]
      : []),
  ];
  return parts.length === 0 ? '' : style.dim(`Estimates: ${parts.join(', ')}.`);
}

function countOf(n: number, noun: string): string {
  return `${whole(n)} ${noun}${n === 1 ? '' : 's'}`;
}

function whole(n: number): string {
  return n.toLocaleString('en-US');
}
