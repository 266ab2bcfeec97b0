import type { Check, Examination } from '../../doctor/index.ts';
import { renderTable } from '../table.ts';
import type { Look } from './render.ts';

const MARK = { ok: '✓ ok', note: 'i note', missing: '✗ missing' } as const;

/** What was looked at, one line each, and what mends what is missing. */
export function renderExamination({ checks }: Examination, { style }: Look): string {
  const paint = { ok: style.green, note: style.cyan, missing: style.red };
  return renderTable<Check>(
    checks,
    [
      {
        title: 'status',
        cell: ({ status }) => MARK[status],
        style: (text, { status }) => paint[status](text),
      },
      { title: 'what', cell: ({ name }) => name },
      {
        title: 'found',
        cell: ({ found, fix }) => (fix === undefined ? found : `${found}. ${fix}`),
      },
    ],
    style,
  );
}
