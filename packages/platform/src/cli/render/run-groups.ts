import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { formatInstant } from '../format.ts';
import { renderTable } from '../table.ts';
import type { Render } from './render.ts';

type Group = OutputOf<Operations['runs']['groups']>['groups'][number];

/** Groups of runs as a table. */
export const renderRunGroups: Render<Operations['runs']['groups']> = ({ groups }, { style }) => {
  const keys = [...new Set(groups.flatMap(({ metrics }) => metrics.map(({ key }) => key)))];
  return renderTable<Group>(
    groups,
    [
      { title: 'value', cell: ({ value }) => String(value ?? '–') },
      { title: 'runs', align: 'right', cell: ({ nRuns }) => String(nRuns) },
      ...keys.map((title) => ({
        ...{ title, align: 'right' as const },
        cell: ({ metrics }: Group) => meanOf(metrics, title),
      })),
      { title: 'last', cell: ({ lastStartedAt }) => formatInstant(lastStartedAt) },
    ],
    style,
  );
};

function meanOf(metrics: Group['metrics'], sought: string): string {
  const metric = metrics.find(({ key }) => key === sought);
  return metric === undefined
    ? '–'
    : `${short(metric.mean)} (${short(metric.least)}–${short(metric.greatest)})`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
