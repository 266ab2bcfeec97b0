import { scaleLinear } from 'd3-scale';
import { bottomAxis, leftAxis, linearTicks, tickCount } from './axis.ts';
import { COLORS } from './colors.ts';
import { curve } from './curve.ts';
import { domainOf, drawable, type Point } from './figures.ts';
import { countOf, formatMetric } from './format.ts';
import { type ChartSize, type ChartWords, emptyFrame, frame } from './frame.ts';
import { element, tooltip } from './svg.ts';

/** Scores of a search in the order of the trials; null for one that failed. */
export interface TrialsChartFigures extends ChartWords {
  readonly scores: readonly (number | null)[];
  /** The score as people call it. */
  readonly score: string;
  readonly better: 'higher' | 'lower';
  readonly unit?: string;
}

/** Every trial as a dot and the best so far as a line. */
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
  return frame({
    title:
      figures.title ??
      `${score} reached ${formatMetric(last[1], unit)} with trial ${firstAt} of ${figures.scores.length}`,
    caption: figures.caption ?? `${countOf(points.length, 'trial')}; the line is the best so far.`,
    description: `Best ${score} after each trial.`,
    size,
    margin: { left: 50, right: 22, bottom: 38 },
    topGap: 24,
    plotHeight: Math.min(260, size.width * 0.45),
    body: (plot) => {
      const x = scaleLinear(
        [1, Math.max(2, figures.scores.length)],
        [plot.left, plot.left + plot.width],
      );
      const y = scaleLinear(
        domainOf(
          points.map(([, value]) => value),
          { pad: 0.05 },
        ),
        [plot.top + plot.height, plot.top],
      );
      const whole = linearTicks(x, tickCount(plot.width)).filter(
        ({ label }) => !label.includes('.'),
      );
      return [
        bottomAxis(plot, { ticks: whole, label: 'trial' }),
        leftAxis(plot, { ticks: linearTicks(y, 5, unit), label: `${score}, ${better} is better` }),
        ...points.map(([trial, value]) =>
          element(
            'circle',
            { cx: x(trial), cy: y(value), r: 3, fill: COLORS.muted },
            tooltip(`trial ${trial}: ${formatMetric(value, unit)}`),
          ),
        ),
        curve(
          staircase(best).map(([trial, value]) => [x(trial), y(value)]),
          COLORS.main,
        ),
      ].join('');
    },
  });
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
