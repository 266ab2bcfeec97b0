import { scaleLinear } from 'd3-scale';
import { bottomAxis, leftAxis, linearTicks } from '../axis.ts';
import { COLORS } from '../colors.ts';
import { curve } from '../curve.ts';
import { domainOf, drawable, type Point } from '../figures.ts';
import { formatNumber } from '../format.ts';
import { type ChartSize, type ChartWords, emptyFrame, frame } from '../frame.ts';
import { dateTicks } from '../histogram-chart.ts';
import { element, textElement, tooltip } from '../svg.ts';

/** How far one column was from what it is compared with, verdict by verdict. */
export interface EffectChartFigures extends ChartWords {
  readonly title: string;
  /** What the effect is, such as `ks`. */
  readonly measure: string;
  /** Effect that matters; null where any does. */
  readonly leastEffect: number | null;
  /** Oldest first. */
  readonly points: readonly {
    /** End of the verdict, milliseconds since 1970 UTC. */
    readonly at: number;
    readonly effect: number | null;
    readonly isDrift: boolean;
  }[];
  /** Position of the verdict that is looked at. */
  readonly chosen?: number | undefined;
}

/** Of more verdicts the dots are small. */
const MOST_LARGE = 60;

/** Effects over time against the one that matters; verdicts of drift are dots. */
export function effectChart(figures: EffectChartFigures, size: ChartSize): string {
  const { title, caption, measure, leastEffect, chosen } = figures;
  const points = figures.points.flatMap((point, i) => {
    const [at, effect] = [drawable(point.at), drawable(point.effect)];
    return at === undefined || effect === undefined
      ? []
      : [{ at, effect, isDrift: point.isDrift, isChosen: i === chosen }];
  });
  if (points.length === 0)
    return emptyFrame({ title, caption: caption ?? '' }, size, 'Nothing was measured.');
  const nDrift = points.filter(({ isDrift }) => isDrift).length;
  return frame({
    title,
    caption,
    description: `${measure} over ${points.length} verdicts, drift in ${nDrift}${leastEffect === null ? '' : `; ${formatNumber(leastEffect)} matters`}.`,
    size,
    margin: { left: 48, right: 16, bottom: 24 },
    topGap: 24,
    plotHeight: 170,
    body: (plot) => {
      const times = domainOf(points.map(({ at }) => at));
      const x = scaleLinear(times, [plot.left + 6, plot.left + plot.width - 6]);
      const most = points.reduce(
        (top, { effect }) => Math.max(top, effect),
        (leastEffect ?? 0.1) * 1.6,
      );
      const least = points.reduce((low, { effect }) => Math.min(low, effect), 0);
      const y = scaleLinear([least, most * 1.06 || 1], [plot.top + plot.height, plot.top]);
      const inside = dateTicks(times, { left: plot.left + 6, width: plot.width - 12 }).filter(
        ({ at }) => at > plot.left + 16 && at < plot.left + plot.width - 20,
      );
      const dot = points.length > MOST_LARGE ? 1.8 : 3;
      const looked = points.find(({ isChosen }) => isChosen);
      const line = points.map(({ at, effect }): Point => [x(at), y(effect)]);
      return [
        bottomAxis(plot, { ticks: inside, label: '' }),
        leftAxis(plot, { ticks: linearTicks(y, 4), label: measure }),
        looked === undefined ? '' : marker(x(looked.at), plot),
        leastEffect === null ? '' : rule(plot, y(leastEffect)),
        line.length > 1 ? curve(line, COLORS.main, 1.8) : '',
        ...points
          .filter(({ isDrift, isChosen }) => isDrift || isChosen || points.length === 1)
          .map(({ at, effect, isDrift, isChosen }) =>
            element(
              'circle',
              {
                ...{ cx: x(at), cy: y(effect), r: isChosen ? 5 : dot },
                fill: isDrift ? COLORS.second : COLORS.main,
                ...(isChosen ? { stroke: COLORS.surface, 'stroke-width': 1.5 } : {}),
              },
              tooltip(`${sayInstant(at)}: ${formatNumber(effect)}${isDrift ? ', drift' : ''}`),
            ),
          ),
      ].join('');
    },
  });
}

function marker(x: number, plot: { readonly top: number; readonly height: number }): string {
  return element('line', {
    ...{ x1: x, x2: x, y1: plot.top, y2: plot.top + plot.height },
    ...{ stroke: COLORS.ink, 'stroke-width': 1, 'stroke-opacity': 0.45 },
  });
}

function rule(plot: { readonly left: number; readonly width: number }, y: number): string {
  return (
    element('line', {
      ...{ x1: plot.left, x2: plot.left + plot.width, y1: y, y2: y },
      ...{ stroke: COLORS.second, 'stroke-width': 1.4, 'stroke-dasharray': '5 3' },
    }) +
    textElement('matters from here on', {
      ...{ x: plot.left + 4, y: y - 5, fill: COLORS.soft },
    })
  );
}

function sayInstant(ms: number): string {
  return Math.abs(ms) <= 8.64e15
    ? `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`
    : '';
}
