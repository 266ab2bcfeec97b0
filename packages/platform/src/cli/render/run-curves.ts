import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { formatInstant } from '../format.ts';
import { renderTable } from '../table.ts';
import { nextPage, type Renderers } from './render.ts';

type Metric = OutputOf<Operations['runs']['metrics']>['items'][number];
type Curve = OutputOf<Operations['runs']['curves']>['curves'][number];

/** Metrics of runs, and how they came about. */
export const renderRunCurves: Pick<Renderers<'runs'>, 'metrics' | 'curves'> = {
  metrics: ({ items, next }, look) =>
    renderTable<Metric>(
      items,
      [
        { title: 'metric', cell: ({ key }) => key },
        { title: 'last', align: 'right', cell: ({ value }) => String(value) },
        { title: 'step', align: 'right', cell: ({ step }) => String(step) },
        { title: 'points', align: 'right', cell: ({ nPoints }) => String(nPoints) },
        { title: 'at', cell: ({ at }) => formatInstant(at) },
      ],
      look.style,
    ) + nextPage(next, look),
  curves: ({ curves }, { style }) =>
    renderTable<Curve>(
      curves,
      [
        { title: 'run', cell: ({ run }) => run },
        { title: 'metric', cell: ({ key }) => key },
        { title: 'first', align: 'right', cell: ({ values }) => String(values[0] ?? '–') },
        { title: 'last', align: 'right', cell: ({ values }) => String(values.at(-1) ?? '–') },
        { title: 'steps', align: 'right', cell: ({ steps }) => `${steps[0]}–${steps.at(-1)}` },
      ],
      style,
    ),
};
