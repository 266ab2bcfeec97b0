import { scaleLinear } from 'd3-scale';
import { COLORS, N_SERIES_COLORS, seriesColor } from './colors.ts';
import { domainOf, drawable } from './figures.ts';
import { countOf, formatShare } from './format.ts';
import { type ChartSize, type ChartWords, emptyFrame, frame } from './frame.ts';
import { element, textElement } from './svg.ts';

/** Rows on a plane, each with its cluster. */
export interface ClusterMapFigures extends ChartWords {
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** Number of the cluster of each row, from 0. */
  readonly codes: readonly number[];
  readonly names: readonly string[];
  /** Shares of the variance that the two axes keep. */
  readonly shares: readonly [number, number];
}

/** Rows that are alike lie near one another; color and a number say which cluster they are of. */
export function clusterMap(figures: ClusterMapFigures, size: ChartSize): string {
  const { names, shares } = figures;
  const points = figures.x.flatMap((each, i) => {
    const [x, y] = [drawable(each), drawable(figures.y[i])];
    return x === undefined || y === undefined ? [] : [{ x, y, code: figures.codes[i] ?? 0 }];
  });
  const title = figures.title ?? `${countOf(names.length, 'cluster')} on a map`;
  if (points.length === 0) return emptyFrame({ title, caption: '' }, size, 'No rows to draw.');
  return frame({
    title,
    caption:
      figures.caption ??
      `${countOf(points.length, 'row')}, seen from the side on which they differ most (${formatShare(shares[0] + shares[1])} of the variance). A number stands in the middle of its cluster.`,
    description: `A map of ${countOf(names.length, 'cluster')}: ${names.join(', ')}.`,
    size,
    margin: { left: 8, right: 8, bottom: 10 },
    plotHeight: Math.min(340, Math.max(180, size.width * 0.7)),
    legend:
      names.length > N_SERIES_COLORS
        ? []
        : names.map((label, code) => ({ color: seriesColor(code), label })),
    body: (plot) => {
      const x = scaleLinear(
        domainOf(
          points.map((point) => point.x),
          { pad: 0.03 },
        ),
        [plot.left, plot.left + plot.width],
      );
      const y = scaleLinear(
        domainOf(
          points.map((point) => point.y),
          { pad: 0.03 },
        ),
        [plot.top + plot.height, plot.top],
      );
      const opacity = points.length > 300 ? 0.45 : 0.7;
      const dots = points.map((point) =>
        element('circle', {
          cx: x(point.x),
          cy: y(point.y),
          r: points.length > 600 ? 2 : 3,
          fill: seriesColor(point.code),
          'fill-opacity': opacity,
        }),
      );
      const labels = names.map((_, code) => {
        const own = points.filter((point) => point.code === code);
        if (own.length === 0) return '';
        const mean = (of: (point: { x: number; y: number }) => number) =>
          own.reduce((sum, point) => sum + of(point) / own.length, 0);
        return textElement(String(code + 1), {
          x: x(mean((point) => point.x)),
          y: y(mean((point) => point.y)) + 5,
          'text-anchor': 'middle',
          'font-size': 15,
          'font-weight': 700,
          fill: COLORS.ink,
          stroke: COLORS.surface,
          'stroke-width': 3,
          'paint-order': 'stroke',
        });
      });
      return [...dots, ...labels].join('');
    },
  });
}
