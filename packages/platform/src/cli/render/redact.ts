import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { renderSections, renderTable } from '../table.ts';
import type { Look } from './render.ts';

type RedactOutput = OutputOf<Operations['datasets']['redact']>;

/** What is, or would be, done to each column that is touched. */
export function renderRedact(
  { source, out, nRows, nRowsLooked, columns }: RedactOutput,
  { style }: Look,
): string {
  const touched = columns.filter(({ action, found }) => action !== 'keep' || found !== null);
  const table = renderTable(
    touched,
    [
      { title: 'column', cell: ({ column }) => column },
      { title: 'holds', cell: ({ found }) => found ?? '' },
      { title: 'action', cell: ({ action, isAsked }) => (isAsked ? `${action} (asked)` : action) },
      ...(out === null
        ? []
        : [
            {
              title: 'cells',
              align: 'right' as const,
              cell: ({ nChanged }: RedactOutput['columns'][number]) => String(nChanged ?? ''),
            },
          ]),
    ],
    style,
  );
  const looked = nRowsLooked < nRows ? ` (${nRowsLooked} rows looked at)` : '';
  const end =
    out === null
      ? `${source}: ${nRows} rows${looked}. Nothing was written; add \`--out FILE\` to write a copy.`
      : `Wrote ${nRows} rows to ${out}; ${source} is as it was.`;
  return renderSections(
    [
      ['', touched.length === 0 ? 'No data about persons was found.' : table],
      ['', end],
    ],
    style,
  );
}
