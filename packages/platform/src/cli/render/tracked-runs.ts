import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { formatInstant } from '../format.ts';
import { renderSections, renderTable } from '../table.ts';
import { type Look, nextPage, type Renderers } from './render.ts';

type Found = OutputOf<Operations['runs']['search']>['items'][number];
type Comparison = OutputOf<Operations['runs']['compare']>;
type Point = OutputOf<Operations['runs']['sample']>['points'][number];

/** Runs of any program. */
export const renderTrackedRuns: Pick<
  Renderers<'runs'>,
  'create' | 'log' | 'end' | 'search' | 'history' | 'sample' | 'compare' | 'delete' | 'restore'
> = {
  create: ({ id }) => id,
  log: ({ id }) => `Logged to run ${id}.`,
  end: ({ id, status }) => `Run ${id} is ${status}.`,
  delete: ({ id }, { style }) =>
    `Run ${id} is out of sight. ${style.dim(`Bring it back with \`kaizen runs restore ${id}\`.`)}`,
  restore: ({ id }) => `Run ${id} is back.`,
  search: ({ items, next }, look) =>
    renderTable<Found>(
      items,
      [
        { title: 'run', cell: ({ id }) => id },
        { title: 'experiment', cell: ({ experiment }) => experiment },
        { title: 'name', cell: ({ name }) => name },
        { title: 'status', cell: ({ status }) => status },
        { title: 'started', cell: ({ startedAt }) => formatInstant(startedAt) },
        { title: 'metrics', cell: ({ metrics }) => firstOf(metrics) },
        { title: 'params', cell: ({ params }) => firstOf(params) },
      ],
      look.style,
    ) + nextPage(next, look),
  history: ({ items, next }, look) => renderPoints(items, look) + nextPage(next, look),
  sample: ({ points }, look) => renderPoints(points, look),
  compare: (comparison, look) => renderSections(comparisonSections(comparison, look), look.style),
};

function comparisonSections(
  { runs, params, metrics }: Comparison,
  { style }: Look,
): [title: string, text: string][] {
  const columns = (title: string) => [
    { title, cell: ({ key }: Row) => key },
    ...runs.map(({ name }, i) => ({ title: name, cell: ({ values }: Row) => values[i] ?? '' })),
  ];
  const differing = params
    .filter(({ isSame }) => !isSame)
    .map(({ key, values }) => ({ key, values: values.map((value) => value ?? '–') }));
  const measured = metrics.map(({ key, values, deltas }) => ({
    key,
    values: values.map((value, i) => withDelta(value, i === 0 ? null : (deltas[i] ?? null))),
  }));
  return [
    ['Metrics', renderTable<Row>(measured, columns('metric'), style)],
    ['Parameters that differ', renderTable<Row>(differing, columns('param'), style)],
  ];
}

interface Row {
  readonly key: string;
  readonly values: readonly string[];
}

function withDelta(value: number | string | null, delta: number | null): string {
  if (value === null) return '–';
  return delta === null ? show(value) : `${show(value)} (${delta > 0 ? '+' : ''}${show(delta)})`;
}

function renderPoints(points: readonly Point[], { style }: Look): string {
  return renderTable<Point>(
    points,
    [
      { title: 'step', align: 'right', cell: ({ step }) => String(step) },
      { title: 'value', align: 'right', cell: ({ value }) => String(value) },
      { title: 'at', cell: ({ at }) => formatInstant(at) },
    ],
    style,
  );
}

function firstOf(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .slice(0, 3)
    .map(([key, value]) => `${key} ${show(value)}`)
    .join('  ');
}

function show(value: number | string): string {
  return typeof value === 'number' ? String(Number(value.toPrecision(4))) : value;
}
