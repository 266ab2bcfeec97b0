import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { formatInstant, formatShare } from '../format.ts';
import { renderSections, renderTable } from '../table.ts';
import type { Look } from './render.ts';

type Causes = OutputOf<Operations['monitors']['causes']>;

/** Why an endpoint is not what it was. */
export function renderCauses({ paragraph, columns, upstream }: Causes, { style }: Look): string {
  const tables: [string, string][] = [['', paragraph]];
  if (columns.length > 0)
    tables.push([
      'columns',
      renderTable<Causes['columns'][number]>(
        columns,
        [
          { title: 'column', cell: ({ column }) => column },
          { title: 'since', cell: ({ since }) => formatInstant(since?.at ?? null) },
          {
            title: 'weight',
            align: 'right',
            cell: ({ importance }) => (importance === null ? '–' : formatShare(importance)),
          },
          {
            title: 'alone moves the answers',
            cell: ({ answers }) =>
              answers === null ? '–' : `${digits(answers.before)} → ${digits(answers.after)}`,
          },
          { title: 'what moved', cell: ({ moved }) => moved },
        ],
        style,
      ),
    ]);
  if (upstream.length > 0)
    tables.push([
      'at that time',
      upstream
        .slice(0, 10)
        .map(({ at, what }) => `${style.dim(formatInstant(at))}  ${what}`)
        .join('\n'),
    ]);
  return renderSections(tables, style);
}

function digits(value: number): string {
  return `${Number(value.toPrecision(3))}`;
}
