import { max } from 'd3-array';
import { referenceLine } from './axis.ts';
import { seriesColor } from './colors.ts';
import { curve } from './curve.ts';
import { sharePoints } from './figures.ts';
import { formatNumber, formatShare } from './format.ts';
import { type ChartSize, type ChartWords, emptyFrame } from './frame.ts';
import { unitSquare } from './unit-square.ts';

/** One curve by falling threshold. `prevalence` is the share of the class: the precision of guessing. */
export interface PrecisionRecallSeries {
  readonly className: string;
  readonly recall: readonly number[];
  readonly precision: readonly number[];
  readonly averagePrecision: number;
  readonly prevalence: number;
}

/** Precision against recall: one curve for two classes, one against the rest for more; at most 8 are drawn. */
export interface PrecisionRecallChartFigures extends ChartWords {
  readonly curves: readonly PrecisionRecallSeries[];
}

/**
 * How often an alarm is right, by the share of the class that is found.
 *
 * @source Davis & Goadrich (2006), "The relationship between precision-recall and ROC curves", ICML.
 */
export function precisionRecallChart(
  figures: PrecisionRecallChartFigures,
  size: ChartSize,
): string {
  const curves = figures.curves.slice(0, 8);
  const first = curves[0];
  const title = figures.title ?? (first ? finding(curves, first) : 'No precision-recall curve');
  if (!first) return emptyFrame({ title, caption: '' }, size, 'No curve to show.');
  const isSingle = curves.length === 1;
  return unitSquare(
    {
      title,
      caption:
        figures.caption ??
        (isSingle
          ? `The dashed line is guessing: ${formatShare(first.prevalence)} of rows are “${first.className}”.`
          : 'Each class against all others.'),
      description: `Precision-recall curve. ${curves.map((one) => `${one.className}: average precision ${formatNumber(one.averagePrecision)}`).join(', ')}.`,
    },
    size,
    {
      x: 'recall: share of the class found',
      y: 'precision: share of alarms that are right',
      legend: isSingle
        ? []
        : curves.map(({ className, averagePrecision }, i) => ({
            color: seriesColor(i),
            label: `${className}: AP ${formatNumber(averagePrecision)}`,
          })),
      body: ({ x, y }) =>
        (isSingle && first.prevalence >= 0 && first.prevalence <= 1
          ? referenceLine(x(0), y(first.prevalence), x(1), y(first.prevalence))
          : '') +
        curves
          .map(({ recall, precision }, i) =>
            curve(
              sharePoints(recall, precision).map(([u, v]) => [x(u), y(v)]),
              seriesColor(i),
            ),
          )
          .join(''),
    },
  );
}

function finding(curves: readonly PrecisionRecallSeries[], first: PrecisionRecallSeries): string {
  if (curves.length > 1) {
    const worst = curves.reduce(
      (low, one) => (one.averagePrecision < low.averagePrecision ? one : low),
      first,
    );
    return `“${worst.className}” is the hardest class to find (average precision ${formatNumber(worst.averagePrecision)})`;
  }
  const precisions = sharePoints(first.recall, first.precision)
    .filter(([recall]) => recall >= 0.8)
    .map(([, precision]) => precision);
  const best = max(precisions);
  return best === undefined
    ? `Average precision for “${first.className}” is ${formatNumber(first.averagePrecision)}`
    : `When 80 % of “${first.className}” are found, ${formatShare(best)} of the alarms are right`;
}
