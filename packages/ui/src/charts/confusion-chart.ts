import { range, sum } from 'd3-array';
import { COLORS } from './colors.ts';
import { drawable } from './figures.ts';
import { countOf, formatNumber, formatShare } from './format.ts';
import { type ChartSize, type ChartWords, emptyFrame, frame, type Plot } from './frame.ts';
import { element, textElement, tooltip } from './svg.ts';
import { shorten, textWidth } from './text.ts';

/** `counts[truth][predicted]`, in the order of `classes`. More than 20 classes are cut to the first 20. */
export interface ConfusionChartFigures extends ChartWords {
  readonly classes: readonly string[];
  readonly counts: readonly (readonly number[])[];
}

/** Truth by prediction as a heat map; the shade of a cell is its share of the true class. */
export function confusionChart(figures: ConfusionChartFigures, size: ChartSize): string {
  const classes = figures.classes.slice(0, 20);
  const counts = classes.map((_, i) =>
    classes.map((_, j) => Math.max(0, drawable(figures.counts[i]?.[j]) ?? 0)),
  );
  const nRows = sum(counts.flat());
  const words = {
    title: figures.title ?? finding(classes, counts, nRows),
    caption: figures.caption ?? `${countOf(nRows, 'row')}. Each line of cells is one true class.`,
  };
  if (nRows === 0) return emptyFrame({ ...words, caption: '' }, size, 'No rows to compare.');
  const left = Math.min(
    size.width * 0.34,
    14 + Math.max(...classes.map((name) => textWidth(name, 11))),
  );
  return frame({
    ...words,
    description: `Confusion matrix of ${countOf(classes.length, 'class', 'classes')}.`,
    size,
    margin: { left, right: 12, bottom: 38 },
    topGap: 24,
    plotHeight: Math.min(classes.length * 56, Math.max(120, size.width * 0.7)),
    body: (plot) => drawCells(plot, classes, counts),
  });
}

function drawCells(
  plot: Plot,
  classes: readonly string[],
  counts: readonly (readonly number[])[],
): string {
  const width = plot.width / classes.length;
  const height = plot.height / classes.length;
  const cells = counts.flatMap((row, i) =>
    row.map((count, j) => {
      const share = count / Math.max(1, sum(row));
      const x = plot.left + j * width;
      const y = plot.top + i * height;
      const isDark = share > 0.55;
      const number = formatNumber(count);
      const label =
        textWidth(number, 12) + 4 > width || height < 14
          ? ''
          : textElement(number, {
              x: x + width / 2,
              y: y + height / 2 + 4,
              'text-anchor': 'middle',
              'font-size': 12,
              fill: isDark ? COLORS.surface : COLORS.ink,
            });
      return (
        element(
          'rect',
          {
            x: x + 1,
            y: y + 1,
            width: Math.max(1, width - 2),
            height: Math.max(1, height - 2),
            rx: 3,
            fill: i === j ? COLORS.main : COLORS.second,
            'fill-opacity': count === 0 ? 0.04 : 0.12 + 0.88 * share,
          },
          tooltip(
            `${number} of “${classes[i]}” predicted as “${classes[j]}” (${formatShare(share)} of the class)`,
          ),
        ) + label
      );
    }),
  );
  const bottom = plot.top + plot.height;
  const axes = range(classes.length).map((i) => {
    const name = classes[i] ?? '';
    return (
      textElement(shorten(name, plot.left - 10, 11), {
        x: plot.left - 6,
        y: plot.top + (i + 0.5) * height + 4,
        'text-anchor': 'end',
      }) +
      (width < 24
        ? ''
        : textElement(shorten(name, width - 2, 11), {
            x: plot.left + (i + 0.5) * width,
            y: bottom + 15,
            'text-anchor': 'middle',
          }))
    );
  });
  return [
    ...cells,
    ...axes,
    textElement('↓ truth', { x: 4, y: plot.top - 9 }),
    textElement('predicted →', { x: plot.left + plot.width, y: bottom + 31, 'text-anchor': 'end' }),
  ].join('');
}

function finding(
  classes: readonly string[],
  counts: readonly (readonly number[])[],
  nRows: number,
): string {
  if (nRows === 0) return 'No confusion matrix';
  const right = sum(counts, (row, i) => row[i] ?? 0);
  const start = `${formatShare(right / nRows)} of rows are right`;
  const mistakes = counts.flatMap((row, i) =>
    row.map((count, j) => ({ count: i === j ? 0 : count, i, j })),
  );
  const worst = mistakes.reduce((most, one) => (one.count > most.count ? one : most));
  if (worst.count === 0) return `${start}; no class is taken for another`;
  return `${start}; most often “${classes[worst.i]}” is taken for “${classes[worst.j]}” (${formatNumber(worst.count)})`;
}
