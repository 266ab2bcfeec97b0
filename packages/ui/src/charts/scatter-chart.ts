import { median } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { bottomAxis, leftAxis, linearTicks, referenceLine, tickCount } from './axis.ts';
import { density } from './density.ts';
import { domainOf, drawablePoints } from './figures.ts';
import { countOf, formatNumber } from './format.ts';
import { type ChartSize, type ChartWords, emptyFrame, frame } from './frame.ts';

/** Truth and prediction by row. */
export interface ScatterChartFigures extends ChartWords {
  /** The target, with its unit. */
  readonly target: string;
  readonly truth: readonly number[];
  readonly predicted: readonly number[];
}

/** Predicted against actual values; on the diagonal a prediction is right. */
export function scatterChart(figures: ScatterChartFigures, size: ChartSize): string {
  const { target } = figures;
  const points = drawablePoints(figures.predicted, figures.truth);
  const half = median(points, ([predicted, truth]) => Math.abs(predicted - truth));
  const title =
    figures.title ??
    (half === undefined
      ? 'No predictions to compare'
      : `Half of the predictions are within ${formatNumber(half)} of the truth`);
  if (points.length === 0) return emptyFrame({ title, caption: '' }, size, 'No rows to compare.');
  return frame({
    title,
    caption:
      figures.caption ??
      `${countOf(points.length, 'unseen row')}; on the dashed line a prediction is right.`,
    description: `Actual against predicted ${target}.`,
    size,
    margin: { left: 50, right: 22, bottom: 38 },
    topGap: 24,
    plotHeight: Math.min(380, Math.max(180, size.width * 0.7)),
    body: (plot) => {
      const domain = domainOf(points.flat(), { pad: 0.02 });
      const x = scaleLinear(domain, [plot.left, plot.left + plot.width]);
      const y = scaleLinear(domain, [plot.top + plot.height, plot.top]);
      return [
        bottomAxis(plot, {
          ticks: linearTicks(x, tickCount(plot.width)),
          label: `predicted ${target}`,
        }),
        leftAxis(plot, { ticks: linearTicks(y, 5), label: `actual ${target}` }),
        density(
          plot,
          points.map(([predicted, truth]) => [x(predicted), y(truth)]),
        ),
        referenceLine(x(domain[0]), y(domain[0]), x(domain[1]), y(domain[1])),
      ].join('');
    },
  });
}
