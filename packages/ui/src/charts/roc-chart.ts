import { referenceLine } from './axis.ts';
import { seriesColor } from './colors.ts';
import { curve } from './curve.ts';
import { sharePoints } from './figures.ts';
import { formatNumber, formatShare } from './format.ts';
import { type ChartSize, type ChartWords, emptyFrame } from './frame.ts';
import { unitSquare } from './unit-square.ts';

/** One curve: rates by falling threshold, and the area below it. */
export interface RocSeries {
  readonly className: string;
  readonly falsePositiveRate: readonly number[];
  readonly truePositiveRate: readonly number[];
  readonly auc: number;
}

/** Receiver operating characteristics: one curve for two classes, one against the rest for more; at most 8 are drawn. */
export interface RocChartFigures extends ChartWords {
  readonly curves: readonly RocSeries[];
}

/**
 * True positive rate against false positive rate.
 *
 * @source Fawcett (2006), "An introduction to ROC analysis", Pattern Recognition Letters 27(8), 861-874.
 */
export function rocChart(figures: RocChartFigures, size: ChartSize): string {
  const curves = figures.curves.slice(0, 8);
  const first = curves[0];
  const title = figures.title ?? (first ? finding(curves, first) : 'No ROC curve');
  const caption = figures.caption ?? 'The dashed line is guessing.';
  if (!first) return emptyFrame({ title, caption: '' }, size, 'No curve to show.');
  return unitSquare(
    {
      title,
      caption,
      description: `ROC curve. ${curves.map((one) => `${one.className}: area ${formatNumber(one.auc)}`).join(', ')}.`,
    },
    size,
    {
      x: 'share of others wrongly flagged',
      y: 'share of the class found',
      legend:
        curves.length === 1
          ? []
          : curves.map(({ className, auc }, i) => ({
              color: seriesColor(i),
              label: `${className}: AUC ${formatNumber(auc)}`,
            })),
      body: ({ x, y }) =>
        referenceLine(x(0), y(0), x(1), y(1)) +
        curves
          .map(({ falsePositiveRate, truePositiveRate }, i) =>
            curve(
              sharePoints(falsePositiveRate, truePositiveRate).map(([u, v]) => [x(u), y(v)]),
              seriesColor(i),
            ),
          )
          .join(''),
    },
  );
}

function finding(curves: readonly RocSeries[], first: RocSeries): string {
  if (curves.length === 1)
    return `“${first.className}” rows get the higher score in ${formatShare(first.auc)} of pairs`;
  const worst = curves.reduce((low, one) => (one.auc < low.auc ? one : low), first);
  return `“${worst.className}” is the hardest class to tell apart (AUC ${formatNumber(worst.auc)})`;
}
