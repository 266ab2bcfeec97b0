import { scaleLinear } from 'd3-scale';
import { bottomAxis, leftAxis, linearTicks, type Tick, tickCount } from './axis.ts';
import { COLORS } from './colors.ts';
import { curve } from './curve.ts';
import { domainOf, drawable } from './figures.ts';
import { countOf, formatMetric, formatNumber } from './format.ts';
import { type ChartSize, type ChartWords, emptyFrame, frame, type Plot } from './frame.ts';
import { logScale } from './log-axis.ts';
import { scoreWindow } from './score-window.ts';
import { element, tooltip } from './svg.ts';

/** One parameter of one kind of model over the trials of a search. */
export interface ParameterChartFigures extends ChartWords {
  readonly parameter: string;
  /** How values lie on the axis; a choice has no order. */
  readonly scale: 'linear' | 'log' | 'choice';
  readonly trials: readonly { readonly value: number | string; readonly score: number }[];
  /** Expected score at each value, all other parameters averaged out. */
  readonly curve: readonly { readonly value: number | string; readonly score: number }[];
  /** The score as people call it. */
  readonly score: string;
  readonly better: 'higher' | 'lower';
  readonly unit?: string;
}

interface Across {
  readonly at: (value: number | string) => number | undefined;
  readonly ticks: readonly Tick[];
}

/** The score of every trial over one parameter, and what to expect of each of its values. */
export function parameterChart(figures: ParameterChartFigures, size: ChartSize): string {
  const { parameter, score, better, unit = 'none' } = figures;
  const dots = figures.trials.flatMap((trial) => {
    const y = drawable(trial.score);
    return y === undefined || !isPlace(trial.value) ? [] : [{ ...trial, y }];
  });
  const expected = figures.curve.flatMap((point) => {
    const y = drawable(point.score);
    return y === undefined || !isPlace(point.value) ? [] : [{ ...point, y }];
  });
  const title = figures.title ?? `${score} over ${parameter}`;
  if (dots.length === 0)
    return emptyFrame({ title, caption: figures.caption ?? '' }, size, 'Nothing to show.');
  const window = scoreWindow(
    dots.map(({ y }) => y),
    better,
  );
  const domain = domainOf(window ? [window.best, window.worst] : [], { pad: 0.08 });
  const within = (value: number) => Math.min(domain[1], Math.max(domain[0], value));
  const nBeyond = dots.filter(({ y }) => within(y) !== y).length;
  return frame({
    title,
    caption:
      figures.caption ??
      `${countOf(dots.length, 'trial')}; the line is the score to expect, all other parameters averaged out.${nBeyond > 0 ? ` ${countOf(nBeyond, 'trial')} beyond the border ${nBeyond === 1 ? 'stands' : 'stand'} at it.` : ''}`,
    description: `${score} by ${parameter}.`,
    size,
    margin: { left: 50, right: 22, bottom: 38 },
    topGap: 24,
    plotHeight: Math.min(220, size.width * 0.42),
    body: (plot) => {
      const across = acrossOf(figures, plot);
      const y = scaleLinear(domain, [plot.top + plot.height, plot.top]);
      return [
        bottomAxis(plot, { ticks: across.ticks, label: parameter }),
        leftAxis(plot, { ticks: linearTicks(y, 4, unit), label: `${score}, ${better} is better` }),
        ...dots.map(({ value, y: height }) =>
          element(
            'circle',
            {
              cx: across.at(value) ?? plot.left,
              cy: y(within(height)),
              r: 3,
              fill: COLORS.muted,
              'fill-opacity': 0.7,
            },
            tooltip(`${parameter} ${written(value)}: ${formatMetric(height, unit)}`),
          ),
        ),
        figures.scale === 'choice'
          ? bars(expected, across, (value) => y(within(value)))
          : curve(
              expected.map((point) => [across.at(point.value) ?? plot.left, y(within(point.y))]),
              COLORS.main,
            ),
      ].join('');
    },
  });
}

function isPlace(value: number | string): boolean {
  return typeof value === 'string' || drawable(value) !== undefined;
}

function written(value: number | string): string {
  return typeof value === 'string' ? value : formatNumber(value);
}

function acrossOf({ scale, trials, curve: expected }: ParameterChartFigures, plot: Plot): Across {
  const values = [...trials, ...expected].map(({ value }) => value);
  const numbers = values.flatMap((value) =>
    typeof value === 'number' ? (drawable(value) ?? []) : [],
  );
  const pixels = [plot.left, plot.left + plot.width] as const;
  if (scale === 'choice' || numbers.length < values.length || numbers.length === 0) {
    const choices = [...new Set(values.map(String))];
    const middle = (i: number) => plot.left + ((i + 0.5) * plot.width) / choices.length;
    return {
      at: (value) => middle(choices.indexOf(String(value))),
      ticks: choices.map((label, i) => ({ at: middle(i), label })),
    };
  }
  const low = numbers.reduce((a, b) => Math.min(a, b));
  const high = numbers.reduce((a, b) => Math.max(a, b));
  if (scale === 'log' && low > 0 && high > low) {
    const log = logScale([low, high], pixels, tickCount(plot.width));
    return { at: (value) => log(Number(value)), ticks: log.ticks };
  }
  const linear = scaleLinear(domainOf(numbers), pixels);
  return {
    at: (value) => linear(drawable(Number(value)) ?? low),
    ticks: linearTicks(linear, tickCount(plot.width)),
  };
}

/** A short line at the expected score of each choice. */
function bars(
  expected: readonly { readonly value: number | string; readonly y: number }[],
  across: Across,
  y: (value: number) => number,
): string {
  return expected
    .map(({ value, y: height }) => {
      const middle = across.at(value);
      return middle === undefined
        ? ''
        : element('line', {
            x1: middle - 18,
            x2: middle + 18,
            y1: y(height),
            y2: y(height),
            stroke: COLORS.main,
            'stroke-width': 3,
            'stroke-linecap': 'round',
          });
    })
    .join('');
}
