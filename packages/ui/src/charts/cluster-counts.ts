import { scaleLinear } from 'd3-scale';
import { bottomAxis, leftAxis, linearTicks } from './axis.ts';
import { COLORS } from './colors.ts';
import { curve } from './curve.ts';
import { domainOf, drawable, type Point } from './figures.ts';
import { formatScore } from './format.ts';
import { type ChartSize, type ChartWords, emptyFrame, frame } from './frame.ts';
import { element, tooltip } from './svg.ts';

/** A figure of a clustering for each number of clusters. */
export interface ClusterCountsFigures extends ChartWords {
  /** What is measured, with its direction. */
  readonly figure: string;
  readonly counts: readonly number[];
  /** Null where there is none, as a silhouette of one cluster. */
  readonly values: readonly (number | null)[];
  /** The same of rows that are one population. */
  readonly references?: readonly (number | null)[];
  /** The number that was taken. */
  readonly chosen: number;
}

/** What speaks for which number of clusters: elbow, silhouette, stability. */
export function clusterCounts(figures: ClusterCountsFigures, size: ChartSize): string {
  const { figure, counts, chosen, references = [] } = figures;
  const own = pointsOf(counts, figures.values);
  const others = pointsOf(counts, references);
  const taken = own.find(([k]) => k === chosen);
  const title =
    figures.title ?? `${figure} of ${chosen === 1 ? 'one cluster' : `${chosen} clusters`}`;
  if (own.length === 0) return emptyFrame({ title, caption: '' }, size, 'Nothing to compare.');
  return frame({
    title,
    caption: figures.caption,
    description: `${figure} by number of clusters.`,
    size,
    margin: { left: 50, right: 16, bottom: 38 },
    topGap: 24,
    plotHeight: Math.min(200, size.width * 0.45),
    legend:
      others.length === 0
        ? []
        : [
            { color: COLORS.main, label: 'these rows' },
            { color: COLORS.muted, label: 'one population cut into as many' },
          ],
    body: (plot) => {
      const x = scaleLinear(domainOf(counts), [plot.left + 8, plot.left + plot.width - 8]);
      const values = [...own, ...others].map(([, value]) => value);
      const y = scaleLinear(domainOf(values, { include: [0], pad: 0.03 }), [
        plot.top + plot.height,
        plot.top,
      ]);
      const pixels = (list: readonly Point[]) => list.map(([k, value]): Point => [x(k), y(value)]);
      const ticks = linearTicks(x, counts.length).filter(({ label }) => !label.includes('.'));
      return [
        bottomAxis(plot, { ticks, label: 'clusters' }),
        leftAxis(plot, { ticks: linearTicks(y, 4), label: figure }),
        curve(pixels(others), COLORS.muted, 1.5),
        curve(pixels(own), COLORS.main),
        ...own.map(([k, value]) =>
          element(
            'circle',
            { cx: x(k), cy: y(value), r: 3, fill: COLORS.main },
            tooltip(`${k}: ${formatScore(value)}`),
          ),
        ),
        taken
          ? element('circle', {
              cx: x(taken[0]),
              cy: y(taken[1]),
              r: 7,
              fill: 'none',
              stroke: COLORS.second,
              'stroke-width': 2.5,
            })
          : '',
      ].join('');
    },
  });
}

function pointsOf(counts: readonly number[], values: readonly (number | null)[]): Point[] {
  return counts.flatMap((k, i): Point[] => {
    const [x, y] = [drawable(k), drawable(values[i])];
    return x === undefined || y === undefined ? [] : [[x, y]];
  });
}
