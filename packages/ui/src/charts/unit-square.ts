import { scaleLinear } from 'd3-scale';
import { bottomAxis, leftAxis, linearTicks, type Scale, tickCount } from './axis.ts';
import { type ChartSize, type ChartWords, frame, type LegendEntry, type Plot } from './frame.ts';

/** The scales of a plot whose axes both go from 0 to 1. */
export interface UnitSquare {
  readonly plot: Plot;
  readonly x: Scale;
  readonly y: Scale;
}

/** A plot of shares against shares; `body` draws over the grid. */
export function unitSquare(
  words: ChartWords & { readonly title: string; readonly description: string },
  size: ChartSize,
  axes: {
    readonly x: string;
    readonly y: string;
    readonly legend?: readonly LegendEntry[];
    readonly body: (square: UnitSquare) => string;
  },
): string {
  return frame({
    title: words.title,
    caption: words.caption,
    description: words.description,
    size,
    margin: { left: 44, right: 22, bottom: 38 },
    topGap: 24,
    plotHeight: Math.min(360, Math.max(160, (size.width - 60) * 0.72)),
    ...(axes.legend ? { legend: axes.legend } : {}),
    body: (plot) => {
      const x = scaleLinear([0, 1], [plot.left, plot.left + plot.width]);
      const y = scaleLinear([0, 1], [plot.top + plot.height, plot.top]);
      return [
        bottomAxis(plot, {
          ticks: linearTicks(x, Math.min(5, tickCount(plot.width)), 'share'),
          label: axes.x,
        }),
        leftAxis(plot, { ticks: linearTicks(y, 5, 'share'), label: axes.y }),
        axes.body({ plot, x, y }),
      ].join('');
    },
  });
}
