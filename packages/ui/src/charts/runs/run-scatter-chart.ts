import { bottomAxis, leftAxis, tickCount } from '../axis.ts';
import { COLORS } from '../colors.ts';
import { countOf } from '../format.ts';
import { type ChartSize, type ChartWords, emptyFrame, frame } from '../frame.ts';
import { element, tooltip } from '../svg.ts';
import { type MixedValue, mixedScale } from './mixed-scale.ts';
import { rankCorrelation, sayCorrelation } from './rank-correlation.ts';

/** A run by two of its params or metrics. */
export interface ScatteredRun {
  readonly label: string;
  readonly x: MixedValue;
  readonly y: MixedValue;
  /** Default: that of the first series. */
  readonly color?: string;
}

export interface RunScatterFigures extends ChartWords {
  /** What the axes are called. */
  readonly xName: string;
  readonly yName: string;
  readonly runs: readonly ScatteredRun[];
}

/** Runs as points by any two of their params and metrics, numbers or words. */
export function runScatterChart(figures: RunScatterFigures, size: ChartSize): string {
  const { xName, yName, runs } = figures;
  const xs = runs.map(({ x }) => x);
  const ys = runs.map(({ y }) => y);
  const isDrawn = hasPlace(xs).map((isPlaced, i) => isPlaced && hasPlace(ys)[i] === true);
  const n = isDrawn.filter(Boolean).length;
  const title = figures.title ?? sayTitle(figures, n);
  if (n === 0) return emptyFrame({ title, caption: '' }, size, 'No run has both.');
  const missing = runs.length - n;
  return frame({
    title,
    caption:
      figures.caption ??
      `${countOf(n, 'run')}${missing === 0 ? '' : `; ${missing} without one of the two`}.`,
    description: `${yName} by ${xName}.`,
    size,
    margin: { left: 64, right: 22, bottom: 38 },
    topGap: 24,
    plotHeight: Math.min(340, Math.max(180, size.width * 0.6)),
    body: (plot) => {
      const x = mixedScale(
        xs.map((value, i) => (isDrawn[i] ? value : null)),
        [plot.left + 6, plot.left + plot.width - 6],
        { nTicks: tickCount(plot.width), apart: 40 },
      );
      const y = mixedScale(
        ys.map((value, i) => (isDrawn[i] ? value : null)),
        [plot.top + plot.height - 6, plot.top + 6],
        { nTicks: 5, apart: 14 },
      );
      return [
        bottomAxis(plot, { ticks: fitting(x.ticks, plot.width), label: nameOf(xName, x.kind) }),
        leftAxis(plot, { ticks: y.ticks, label: nameOf(yName, y.kind) }),
        ...runs.map(({ label, x: xValue, y: yValue, color = COLORS.main }, i) => {
          const [cx, cy] = [x.at(xValue), y.at(yValue)];
          if (cx === undefined || cy === undefined || !isDrawn[i]) return '';
          return element(
            'circle',
            { cx, cy, r: 5, fill: color, 'fill-opacity': 0.75, stroke: COLORS.surface },
            tooltip(`${label}: ${xName} ${xValue}, ${yName} ${yValue}`),
          );
        }),
      ].join('');
    },
  });
}

function hasPlace(values: readonly MixedValue[]): readonly boolean[] {
  const scale = mixedScale(values, [0, 1], { nTicks: 2, apart: 0 });
  return values.map((value) => scale.at(value) !== undefined);
}

/** As many labels as there is room for. */
function fitting<T>(ticks: readonly T[], width: number): readonly T[] {
  const every = Math.max(1, Math.ceil(ticks.length / Math.max(2, Math.floor(width / 70))));
  return ticks.filter((_, i) => i % every === 0);
}

function nameOf(name: string, kind: string): string {
  return kind === 'log' ? `${name}, log scale` : name;
}

function sayTitle({ xName, yName, runs }: RunScatterFigures, n: number): string {
  const found = rankCorrelation(
    runs.map(({ x }) => x),
    runs.map(({ y }) => y),
  );
  const way = found && sayCorrelation(found);
  if (found === undefined) return `${yName} by ${xName}`;
  const told = `rank correlation ${found.value.toFixed(2).replace('-', '−')}, ${n} runs`;
  return way === undefined
    ? `${yName} hardly goes with ${xName} (${told})`
    : `${yName} ${way} with ${xName} (${told})`;
}
