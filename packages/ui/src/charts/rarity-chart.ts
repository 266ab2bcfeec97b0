import { scaleLinear } from 'd3-scale';
import { bottomAxis, leftAxis, type Tick } from './axis.ts';
import { COLORS } from './colors.ts';
import { domainOf, drawable } from './figures.ts';
import { countOf } from './format.ts';
import { type ChartSize, type ChartWords, emptyFrame, frame } from './frame.ts';
import { element, textElement, tooltip } from './svg.ts';

/** How unusual rows are, counted in bins of -log10 of the share of ordinary rows that are as unusual: 3 is one in a thousand. */
export interface RarityChartFigures extends ChartWords {
  readonly edges: readonly number[];
  readonly counts: readonly number[];
  /** Rows right of it are flagged; null where none is. */
  readonly threshold: number | null;
}

/** Rows by how rare they are, on scales on which each step is ten times as rare and ten times as many. */
export function rarityChart(figures: RarityChartFigures, size: ChartSize): string {
  const { edges, counts } = figures;
  const threshold = drawable(figures.threshold);
  const bins = counts.flatMap((count, i) => {
    const [low, high] = [drawable(edges[i]), drawable(edges[i + 1])];
    const rows = Math.max(0, drawable(count) ?? 0);
    return low === undefined || high === undefined || high <= low ? [] : [{ low, high, rows }];
  });
  const title = figures.title ?? 'How unusual the rows are';
  const most = bins.reduce((top, { rows }) => Math.max(top, rows), 0);
  if (most === 0) return emptyFrame({ title, caption: '' }, size, 'No rows to count.');
  return frame({
    title,
    caption:
      figures.caption ??
      'Right of the dashed line rows are flagged. The vertical axis counts in powers of ten.',
    description: 'Rows by how rare they are.',
    size,
    margin: { left: 50, right: 34, bottom: 38 },
    topGap: 24,
    plotHeight: Math.min(240, size.width * 0.45),
    body: (plot) => {
      const domain = domainOf(bins.flatMap(({ low, high }) => [low, high]));
      const x = scaleLinear(domain, [plot.left, plot.left + plot.width]);
      const top = Math.log10(most) + 0.2;
      const y = scaleLinear([-0.3, top], [plot.top + plot.height, plot.top]);
      const bars = bins
        .filter(({ rows }) => rows >= 1)
        .map(({ low, high, rows }) =>
          element(
            'rect',
            {
              x: x(low) + 0.5,
              y: y(Math.log10(rows)),
              width: Math.max(0.5, x(high) - x(low) - 1),
              height: Math.max(0, y(-0.3) - y(Math.log10(rows))),
              fill:
                threshold !== undefined && low >= threshold - 1e-9 ? COLORS.second : COLORS.main,
            },
            tooltip(`${countOf(Math.round(rows), 'row')}, ${words(low)} or rarer`),
          ),
        );
      return [
        bottomAxis(plot, { ticks: powers(domain[0], domain[1], x, words), label: 'as rare as' }),
        leftAxis(plot, {
          ticks: powers(0, top, y, (power) =>
            (10 ** power).toLocaleString('en-US').replaceAll(',', ' '),
          ),
          label: 'rows',
        }),
        ...bars,
        threshold === undefined ? '' : limit(x(threshold), plot),
      ].join('');
    },
  });
}

/** Marks at whole powers of ten, at most eight. */
function powers(
  low: number,
  high: number,
  scale: (value: number) => number,
  write: (power: number) => string,
): Tick[] {
  const [first, last] = [Math.ceil(low), Math.floor(high)];
  if (!(last >= first)) return [];
  const step = Math.max(1, Math.ceil((last - first + 1) / 6));
  const marks: Tick[] = [];
  for (let power = first; power <= last && marks.length < 8; power += step)
    marks.push({ at: scale(power), label: write(power) });
  return marks;
}

function words(power: number): string {
  if (power >= 6) return `1 in 10^${Math.round(power)}`;
  return `1 in ${Math.max(1, Math.round(10 ** power))
    .toLocaleString('en-US')
    .replaceAll(',', ' ')}`;
}

function limit(x: number, plot: { readonly top: number; readonly height: number }): string {
  return (
    element('line', {
      x1: x,
      x2: x,
      y1: plot.top,
      y2: plot.top + plot.height,
      stroke: COLORS.second,
      'stroke-width': 1.5,
      'stroke-dasharray': '4 3',
    }) + textElement('flagged →', { x: x + 4, y: plot.top + 10, fill: COLORS.second })
  );
}
