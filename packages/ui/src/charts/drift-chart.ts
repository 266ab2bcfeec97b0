import { max } from 'd3-array';
import { scaleBand, scaleLinear } from 'd3-scale';
import { leftAxis, linearTicks } from './axis.ts';
import { COLORS } from './colors.ts';
import { drawable } from './figures.ts';
import { formatNumber, formatShare } from './format.ts';
import { type ChartSize, type ChartWords, emptyFrame, frame, type Plot } from './frame.ts';
import { element, textElement, tooltip } from './svg.ts';
import { shorten, textWidth } from './text.ts';

/** Shares of one bin in the reference and in the current rows, 0 to 1. */
export interface DriftBin {
  readonly label: string;
  readonly shareReference: number;
  readonly shareCurrent: number;
}

/** One column of a drift check. */
export interface DriftChartFigures extends ChartWords {
  readonly column: string;
  readonly bins: readonly DriftBin[];
  /** Population stability index, and the threshold above which it counts as drift. */
  readonly psi: number;
  readonly threshold: number;
}

/** Paired histogram: the training rows beside the rows of now, bin by bin. */
export function driftChart(figures: DriftChartFigures, size: ChartSize): string {
  const { column, psi, threshold } = figures;
  const bins = figures.bins.map(({ label, shareReference, shareCurrent }) => ({
    label,
    reference: Math.max(0, drawable(shareReference) ?? 0),
    current: Math.max(0, drawable(shareCurrent) ?? 0),
  }));
  const title =
    figures.title ??
    `“${column}” ${psi > threshold ? 'has moved' : 'is as in training'} (PSI ${formatNumber(psi)})`;
  if (bins.length === 0) return emptyFrame({ title, caption: '' }, size, 'No bins to compare.');
  const most = max(bins, ({ reference, current }) => Math.max(reference, current)) ?? 1;
  return frame({
    title,
    caption: figures.caption ?? `Above ${formatNumber(threshold)} counts as drift.`,
    description: `Shares by bin: ${bins.map(({ label, reference, current }) => `${label} ${formatShare(reference)} then ${formatShare(current)}`).join(', ')}.`,
    size,
    margin: { left: 44, right: 12, bottom: 24 },
    topGap: 24,
    legend: [
      { color: COLORS.muted, label: 'training' },
      { color: COLORS.second, label: 'now' },
    ],
    plotHeight: Math.min(220, size.width * 0.4),
    body: (plot) => {
      const band = scaleBand(
        bins.map((_, i) => i),
        [plot.left, plot.left + plot.width],
      ).padding(0.2);
      const y = scaleLinear([0, most > 0 ? most : 1], [plot.top + plot.height, plot.top]).nice(4);
      const half = band.bandwidth() / 2;
      const bar = (x: number, share: number, color: string, words: string) =>
        element(
          'rect',
          {
            x,
            y: y(share),
            width: Math.max(0.5, half - 0.5),
            height: Math.max(0, y(0) - y(share)),
            fill: color,
          },
          tooltip(words),
        );
      return [
        leftAxis(plot, { ticks: linearTicks(y, 4, 'share'), label: 'share of rows' }),
        ...bins.map(({ label, reference, current }, i) => {
          const x = band(i) ?? plot.left;
          return (
            bar(x, reference, COLORS.muted, `${label} in training: ${formatShare(reference)}`) +
            bar(x + half, current, COLORS.second, `${label} now: ${formatShare(current)}`)
          );
        }),
        binLabels(plot, bins, band.step(), (i) => (band(i) ?? 0) + half),
      ].join('');
    },
  });
}

function binLabels(
  plot: Plot,
  bins: readonly { readonly label: string }[],
  step: number,
  middle: (i: number) => number,
): string {
  const widest = Math.min(96, max(bins, ({ label }) => textWidth(label, 11)) ?? 0);
  const every = Math.max(1, Math.ceil((widest + 8) / step));
  return bins
    .map(({ label }, i) => {
      if (i % every !== 0) return '';
      const words = shorten(label, Math.max(24, step * every - 6), 11);
      const half = textWidth(words, 11) / 2;
      const x = Math.max(half + 2, Math.min(plot.left + plot.width + 10 - half, middle(i)));
      return textElement(words, { x, y: plot.top + plot.height + 15, 'text-anchor': 'middle' });
    })
    .join('');
}
