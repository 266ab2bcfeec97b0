import { max, sum } from 'd3-array';
import { referenceLine } from './axis.ts';
import { COLORS } from './colors.ts';
import { curve } from './curve.ts';
import { drawable, sharePoints } from './figures.ts';
import { countOf, formatNumber, formatShare } from './format.ts';
import { type ChartSize, type ChartWords, emptyFrame } from './frame.ts';
import { element, tooltip } from './svg.ts';
import { unitSquare } from './unit-square.ts';

/** One entry per bin of predicted probability, empty bins left out. */
export interface CalibrationChartFigures extends ChartWords {
  readonly className: string;
  /** Mean predicted probability, 0 to 1. */
  readonly meanPredicted: readonly number[];
  /** Share of rows that are of the class, 0 to 1. */
  readonly shareObserved: readonly number[];
  /** Rows in the bin. */
  readonly counts: readonly number[];
}

/**
 * What happened against what was predicted; on the diagonal a probability means what it says.
 *
 * The area of a dot is proportional to its rows.
 *
 * @source Niculescu-Mizil & Caruana (2005), "Predicting good probabilities with supervised learning", ICML.
 */
export function calibrationChart(figures: CalibrationChartFigures, size: ChartSize): string {
  const bins = binsOf(figures);
  const nRows = sum(bins, ({ count }) => count);
  if (nRows === 0)
    return emptyFrame(
      { title: figures.title ?? 'No calibration curve', caption: '' },
      size,
      'No probabilities to compare.',
    );
  const gap =
    sum(bins, ({ count, predicted, observed }) => count * Math.abs(predicted - observed)) / nRows;
  const largest = max(bins, ({ count }) => count) ?? 1;
  return unitSquare(
    {
      title:
        figures.title ??
        `Predicted probabilities are off by ${formatNumber(gap * 100)} points on average`,
      caption:
        figures.caption ??
        `${countOf(nRows, 'row')} in ${countOf(bins.length, 'bin')}; on the dashed line a probability means what it says.`,
      description: `Calibration of the probability of “${figures.className}”: mean absolute gap ${formatShare(gap)}.`,
    },
    size,
    {
      x: `predicted probability of “${figures.className}”`,
      y: 'share that came true',
      body: ({ x, y }) =>
        referenceLine(x(0), y(0), x(1), y(1)) +
        curve(
          bins.map(({ predicted, observed }) => [x(predicted), y(observed)]),
          COLORS.main,
          1.5,
        ) +
        bins
          .map(({ predicted, observed, count }) =>
            element(
              'circle',
              {
                cx: x(predicted),
                cy: y(observed),
                r: 2.5 + 5 * Math.sqrt(count / largest),
                fill: COLORS.main,
                'fill-opacity': 0.85,
              },
              tooltip(
                `${countOf(count, 'row')}: predicted ${formatShare(predicted)}, came true ${formatShare(observed)}`,
              ),
            ),
          )
          .join(''),
    },
  );
}

function binsOf({ meanPredicted, shareObserved, counts }: CalibrationChartFigures) {
  return counts.flatMap((n, i) => {
    const [point] = sharePoints([meanPredicted[i] ?? -1], [shareObserved[i] ?? -1]);
    const count = Math.max(0, drawable(n) ?? 0);
    return point && count > 0 ? [{ predicted: point[0], observed: point[1], count }] : [];
  });
}
