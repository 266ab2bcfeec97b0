import { mean, quantile } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { bottomAxis, leftAxis, linearTicks, referenceLine, tickCount } from './axis.ts';
import { density } from './density.ts';
import { domainOf, drawablePoints } from './figures.ts';
import { countOf, formatNumber } from './format.ts';
import { type ChartSize, type ChartWords, emptyFrame, frame } from './frame.ts';
import type { ScatterChartFigures } from './scatter-chart.ts';

/** Errors (truth minus prediction) against predictions; a pattern is something that the model missed. */
export function residualsChart(
  figures: Pick<ScatterChartFigures, 'target' | 'truth' | 'predicted'> & ChartWords,
  size: ChartSize,
): string {
  const { target } = figures;
  const points = drawablePoints(figures.predicted, figures.truth).map(
    ([predicted, truth]) => [predicted, truth - predicted] as const,
  );
  const title = figures.title ?? finding(points.map(([, residual]) => residual));
  if (points.length === 0) return emptyFrame({ title, caption: '' }, size, 'No rows to compare.');
  return frame({
    title,
    caption:
      figures.caption ??
      `${countOf(points.length, 'unseen row')}; above the line the truth was higher.`,
    description: `Residuals against predicted ${target}.`,
    size,
    margin: { left: 50, right: 22, bottom: 38 },
    topGap: 24,
    plotHeight: Math.min(320, Math.max(160, size.width * 0.55)),
    body: (plot) => {
      const x = scaleLinear(
        domainOf(
          points.map(([predicted]) => predicted),
          { pad: 0.02 },
        ),
        [plot.left, plot.left + plot.width],
      );
      const y = scaleLinear(
        domainOf(
          points.map(([, residual]) => residual),
          { include: [0], pad: 0.04 },
        ),
        [plot.top + plot.height, plot.top],
      );
      return [
        bottomAxis(plot, {
          ticks: linearTicks(x, tickCount(plot.width)),
          label: `predicted ${target}`,
        }),
        leftAxis(plot, { ticks: linearTicks(y, 5), label: 'actual minus predicted' }),
        density(
          plot,
          points.map(([predicted, residual]) => [x(predicted), y(residual)]),
        ),
        referenceLine(plot.left, y(0), plot.left + plot.width, y(0)),
      ].join('');
    },
  });
}

function finding(residuals: readonly number[]): string {
  const bias = mean(residuals);
  const [low, high] = [quantile(residuals, 0.05), quantile(residuals, 0.95)];
  if (bias === undefined || low === undefined || high === undefined) return 'No errors to show';
  return `Nine in ten errors lie between ${formatNumber(low)} and ${formatNumber(high)} (mean ${formatNumber(bias)})`;
}
