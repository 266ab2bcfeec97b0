import type { Association, DatasetStatistics } from '@kaizenml/contracts';
import { associationDigits, MEASURES, strongestPairs } from '@kaizenml/ui/charts';
import { renderTable } from '../../table.ts';
import type { Look } from '../render.ts';
import { fitWords } from './fit-words.ts';

const MOST = 8;
const BAR = 10;
/** Weaker ones are not worth a line. */
const WEAKEST = 0.1;

/** The strongest associations: those of the target where there is one. */
export function associationLines(
  { associations = [] }: DatasetStatistics,
  target: string | null,
  { style, width }: Look,
): string {
  const pairs = strongestPairs(associations)
    .filter(
      ({ columns, value }) =>
        Math.abs(value) >= WEAKEST && (target === null || columns.includes(target)),
    )
    .slice(0, MOST);
  const room = Math.max(8, Math.floor((width - 44) / 2));
  return renderTable<Association>(
    pairs,
    [
      { title: 'column', cell: ({ columns }) => fitWords(first(columns, target), room) },
      { title: 'column', cell: ({ columns }) => fitWords(second(columns, target), room) },
      {
        title: 'value',
        align: 'right',
        cell: ({ value, measure }) => associationDigits(value, measure),
      },
      {
        title: '',
        cell: ({ value }) =>
          '█'.repeat(Math.max(1, Math.round(Math.min(1, Math.abs(value)) * BAR))),
      },
      { title: 'measure', cell: ({ measure }) => MEASURES[measure].title },
    ],
    style,
  );
}

function first([a, b]: Association['columns'], target: string | null): string {
  return b === target ? b : a;
}

function second([a, b]: Association['columns'], target: string | null): string {
  return b === target ? a : b;
}
