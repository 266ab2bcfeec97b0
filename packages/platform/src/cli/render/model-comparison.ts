import type { Estimate } from '@kaizenml/contracts';
import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { formatInstant, formatNumber } from '../format.ts';
import { type PrintedColumn, renderPairs, renderSections, renderTable } from '../table.ts';
import type { Look } from './render.ts';

type Comparison = OutputOf<Operations['models']['compare']>;
type Metric = Comparison['metrics'][number];
type Difference = Comparison['differs']['data'][number];

/** Two models side by side: what may be concluded first, then the figures, then what differs. */
export function renderComparison(comparison: Comparison, look: Look): string {
  const { one, other, differs, paired, sentence } = comparison;
  const { style } = look;
  const sides = { one: one.model, other: other.model };
  const tested = comparison.sameTestRows
    ? 'On the same unseen rows'
    : 'On the unseen rows of each, which differ';
  const differences = (rows: readonly Difference[]) =>
    renderTable(
      rows,
      [
        { title: '', cell: ({ what }) => what },
        { title: sides.one, cell: (row) => valueWords(row.one) },
        { title: sides.other, cell: (row) => valueWords(row.other) },
      ],
      style,
    );
  return renderSections(
    [
      ['', style.bold(sentence)],
      [
        '',
        renderPairs(
          [one, other].map(({ model, title, createdAt }) => [
            model,
            `${title}, made ${formatInstant(createdAt)}`,
          ]),
          style,
        ),
      ],
      [
        paired === null ? '' : `On the same ${paired.nRows} rows of ${paired.data}`,
        paired === null
          ? ''
          : renderTable(paired.metrics, [...columns(sides), gainColumn(look)], style),
      ],
      [tested, renderTable(comparison.metrics, columns(sides), style)],
      ['What they learned from', differences(differs.data)],
      ['What they are', differences(differs.params)],
      [
        'Columns',
        renderTable(
          differs.columns,
          [
            { title: 'column', cell: ({ column }) => column },
            { title: sides.one, cell: (row) => row.one ?? 'not read' },
            { title: sides.other, cell: (row) => row.other ?? 'not read' },
          ],
          style,
        ),
      ],
    ],
    style,
  );
}

function columns(sides: { readonly one: string; readonly other: string }): PrintedColumn<Metric>[] {
  return [
    {
      title: 'metric',
      cell: ({ title, better, isPrimary }) =>
        `${title} ${better === 'higher' ? '↑' : '↓'}${isPrimary ? ' *' : ''}`,
    },
    { title: `${sides.one} [95 %]`, cell: ({ one }) => estimate(one) },
    { title: `${sides.other} [95 %]`, cell: ({ other }) => estimate(other) },
  ];
}

function gainColumn({
  style,
}: Look): PrintedColumn<NonNullable<Comparison['paired']>['metrics'][number]> {
  return {
    title: 'the second is better by [90 %]',
    cell: ({ gain }) => estimate(gain),
    style: (text, { gain }) => {
      if (gain === null || gain.low === null || gain.high === null) return text;
      return gain.low > 0 ? style.green(text) : gain.high < 0 ? style.red(text) : text;
    },
  };
}

function estimate(figure: Estimate | null): string {
  if (figure === null) return '–';
  const { value, low, high } = figure;
  return low === null || high === null
    ? formatNumber(value)
    : `${formatNumber(value)} [${formatNumber(low)} – ${formatNumber(high)}]`;
}

function valueWords(value: Difference['one']): string {
  if (value === null) return '–';
  return typeof value === 'number' ? formatNumber(value) : String(value);
}
