import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { formatNumber } from '../format.ts';
import { renderTable } from '../table.ts';
import type { Look } from './render.ts';

type Fatigue = OutputOf<Operations['alerts']['fatigue']>;

/** Alerts told by month and subject, as a table: `3 (1 false)`. */
export function renderFatigue({ months, subjects }: Fatigue, { style }: Look): string {
  if (subjects.length === 0) return style.green(`✓ nobody was told of an alert since ${months[0]}`);
  return renderTable<Fatigue['subjects'][number]>(
    subjects,
    [
      { title: 'alerts about', cell: ({ subject }) => subject },
      ...months.map((month, i) => ({
        title: month,
        align: 'right' as const,
        cell: ({ told, called }: Fatigue['subjects'][number]) =>
          `${told[i]}${called[i] === 0 ? '' : ` (${called[i]} false)`}`,
      })),
      {
        title: 'by chance',
        align: 'right',
        cell: ({ expected }) => (expected === null ? '–' : `${formatNumber(expected)} a month`),
      },
    ],
    style,
  );
}
