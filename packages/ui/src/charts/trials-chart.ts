import { scaleLinear } from 'd3-scale';
import { bottomAxis, leftAxis, linearTicks, tickCount } from './axis.ts';
import { COLORS, seriesColor } from './colors.ts';
import { curve } from './curve.ts';
import { domainOf, drawable, type Point } from './figures.ts';
import { countOf, formatMetric } from './format.ts';
import { type ChartSize, type ChartWords, emptyFrame, frame, type LegendEntry } from './frame.ts';
import { scoreWindow } from './score-window.ts';
import { element, tooltip } from './svg.ts';

/** Scores of a search in the order of the trials; null for one that failed. */
export interface TrialsChartFigures extends ChartWords {
  readonly scores: readonly (number | null)[];
  /** What was tried, one entry per trial; the four that were tried most have a color each. Default: all are alike. */
  readonly families?: readonly string[];
  /** The score as people call it. */
  readonly score: string;
  readonly better: 'higher' | 'lower';
  readonly unit?: string;
}

const N_COLORS = 4;
const OTHERS = 'others';

/** Every trial as a dot, colored by what was tried, and the best so far as a line. */
export function trialsChart(figures: TrialsChartFigures, size: ChartSize): string {
  const { score, better, unit = 'none' } = figures;
  const points = figures.scores.flatMap((value, i): Point[] => {
    const y = drawable(value);
    return y === undefined ? [] : [[i + 1, y]];
  });
  const best = bestSoFar(points, better);
  const last = best.at(-1);
  if (!last)
    return emptyFrame(
      { title: figures.title ?? 'No trial has a score yet', caption: '' },
      size,
      'Nothing to show.',
    );
  const firstAt = best.find(([, value]) => value === last[1])?.[0] ?? 1;
  const window = scoreWindow(
    points.map(([, value]) => value),
    better,
  );
  const domain = domainOf(window ? [window.best, window.worst] : [], { pad: 0.05 });
  const isBeyond = (value: number) => value < domain[0] || value > domain[1];
  const nBeyond = points.filter(([, value]) => isBeyond(value)).length;
  const colorOf = familyColors(figures.families ?? []);
  return frame({
    title:
      figures.title ??
      `${score} reached ${formatMetric(last[1], unit)} with trial ${firstAt} of ${figures.scores.length}`,
    caption:
      figures.caption ??
      `${countOf(points.length, 'trial')}; the line is the best so far.${nBeyond > 0 ? ` Triangles at the border: ${nBeyond} beyond it.` : ''}`,
    description: `Best ${score} after each trial.`,
    size,
    margin: { left: 50, right: 22, bottom: 38 },
    topGap: 24,
    plotHeight: Math.min(260, size.width * 0.45),
    legend: colorOf.legend,
    body: (plot) => {
      const x = scaleLinear(
        [1, Math.max(2, figures.scores.length)],
        [plot.left, plot.left + plot.width],
      );
      const y = scaleLinear(domain, [plot.top + plot.height, plot.top]);
      const within = (value: number) => Math.min(domain[1], Math.max(domain[0], value));
      const whole = linearTicks(
        x,
        Math.min(tickCount(plot.width), figures.scores.length - 1),
      ).filter(({ label }) => !label.includes('.'));
      return [
        bottomAxis(plot, { ticks: whole, label: 'trial' }),
        leftAxis(plot, { ticks: linearTicks(y, 5, unit), label: `${score}, ${better} is better` }),
        ...points.map(([trial, value]) => {
          const family = figures.families?.[trial - 1];
          const words = tooltip(
            `trial ${trial}${family === undefined ? '' : `, ${family}`}: ${formatMetric(value, unit)}`,
          );
          const fill = colorOf.color(family);
          const [cx, cy] = [x(trial), y(within(value))];
          return isBeyond(value)
            ? element('path', { d: triangle(cx, cy, value < domain[0]), fill }, words)
            : element('circle', { cx, cy, r: 3, fill }, words);
        }),
        curve(
          staircase(best).map(([trial, value]) => [x(trial), y(within(value))]),
          COLORS.main,
        ),
      ].join('');
    },
  });
}

function familyColors(families: readonly string[]): {
  readonly color: (family: string | undefined) => string;
  readonly legend: readonly LegendEntry[];
} {
  const counts = new Map<string, number>();
  for (const family of families) counts.set(family, (counts.get(family) ?? 0) + 1);
  const ranked = [...counts.keys()].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
  const colored = ranked.slice(0, N_COLORS);
  const color = (family: string | undefined): string => {
    const at = family === undefined ? -1 : colored.indexOf(family);
    return at < 0 ? COLORS.muted : seriesColor(at);
  };
  const rest = ranked.length > N_COLORS ? [{ color: COLORS.muted, label: OTHERS }] : [];
  return { color, legend: [...colored.map((label) => ({ color: color(label), label })), ...rest] };
}

function triangle(x: number, y: number, pointsDown: boolean): string {
  const tip = pointsDown ? 1 : -1;
  const at = (dx: number, dy: number) =>
    `${Math.round(100 * (x + dx)) / 100} ${Math.round(100 * (y + dy)) / 100}`;
  return `M${at(-4, -3 * tip)}L${at(4, -3 * tip)}L${at(0, 3 * tip)}Z`;
}

function bestSoFar(points: readonly Point[], better: 'higher' | 'lower'): Point[] {
  let best: number | undefined;
  return points.map(([trial, value]) => {
    const isBetter = best === undefined || (better === 'higher' ? value > best : value < best);
    if (isBetter) best = value;
    return [trial, best ?? value];
  });
}

function staircase(points: readonly Point[]): Point[] {
  return points.flatMap((point, i): Point[] => {
    const before = points[i - 1];
    return before ? [[point[0], before[1]], point] : [point];
  });
}
