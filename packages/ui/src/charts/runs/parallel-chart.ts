import { line } from 'd3-shape';
import { COLORS } from '../colors.ts';
import type { Point } from '../figures.ts';
import { countOf } from '../format.ts';
import { type ChartSize, type ChartWords, emptyFrame, frame, type Plot } from '../frame.ts';
import { element, textElement, tooltip } from '../svg.ts';
import { shorten, textWidth } from '../text.ts';
import { asNumbers, type MixedScale, type MixedValue, mixedScale } from './mixed-scale.ts';
import { rankCorrelation } from './rank-correlation.ts';

/** One upright axis: a param or a metric of every run. */
export interface ParallelAxis {
  readonly name: string;
  /** One for each run. */
  readonly values: readonly MixedValue[];
}

export interface ParallelFigures extends ChartWords {
  /** Names of the runs. */
  readonly runs: readonly string[];
  /** From left to right. Lines take their color from the last one, where it is one of numbers. */
  readonly axes: readonly ParallelAxis[];
}

/** Below every axis: the place of runs that have no such value. */
const NONE_ROOM = 26;
const TICKS = 5;
const FONT_SIZE = 11;

/** Runs as lines over upright axes, one for each param or metric. */
export function parallelChart(figures: ParallelFigures, size: ChartSize): string {
  const { runs, axes } = figures;
  const title = figures.title ?? sayTitle(figures);
  if (runs.length === 0 || axes.length < 2)
    return emptyFrame({ title, caption: '' }, size, 'Two axes and a run are needed.');
  const last = axes.at(-1);
  return frame({
    title,
    caption: figures.caption ?? captionOf(figures),
    description: `${runs.length} runs over ${axes.map(({ name }) => name).join(', ')}.`,
    size,
    margin: { left: 44, right: 84, bottom: NONE_ROOM + 8 },
    topGap: 26,
    plotHeight: Math.min(340, Math.max(220, size.width * 0.35)),
    body: (plot) => {
      const step = plot.width / (axes.length - 1);
      const placed = axes.map((axis, i) => ({
        ...axis,
        x: plot.left + i * step,
        scale: mixedScale(axis.values, [plot.top + plot.height - 4, plot.top + 4], {
          ...{ nTicks: TICKS, apart: 14 },
        }),
      }));
      const shares = sharesOf(last?.values ?? []);
      const floor = plot.top + plot.height + NONE_ROOM - 8;
      const hasNone = placed.some(({ scale, values }) =>
        values.some((value) => scale.at(value) === undefined),
      );
      return [
        ...runs.map((run, i) => {
          const points = placed.map(
            ({ x, scale, values }): Point => [x, scale.at(values[i] ?? null) ?? floor],
          );
          return drawRun(run, points, shares[i]);
        }),
        ...placed.map((axis) => drawAxis(axis, plot, { step, floor: hasNone ? floor : undefined })),
      ].join('');
    },
  });
}

const toPath = line<Point>().digits(2);

function drawRun(run: string, points: readonly Point[], share: number | undefined): string {
  return element(
    'path',
    {
      d: toPath([...points]) ?? '',
      fill: 'none',
      stroke: share === undefined ? COLORS.main : mix(share),
      'stroke-width': 1.8,
      'stroke-opacity': 0.75,
      'stroke-linejoin': 'round',
    },
    tooltip(run),
  );
}

/** A color between that of the least and that of the greatest value. */
function mix(share: number): string {
  return `color-mix(in oklab, ${COLORS.main} ${Math.round(share * 100)}%, ${COLORS.second})`;
}

/** Where each number lies among all of them, 0 to 1: by rank, so that one far off does not make the others alike. */
function sharesOf(values: readonly MixedValue[]): readonly (number | undefined)[] {
  const numbers = asNumbers(values) ?? [];
  const sorted = [...new Set(numbers.filter((value) => value !== undefined))].sort((a, b) => a - b);
  return values.map((_, i) => {
    const place = sorted.indexOf(numbers[i] ?? Number.NaN);
    return place === -1 || sorted.length < 2 ? undefined : place / (sorted.length - 1);
  });
}

interface PlacedAxis extends ParallelAxis {
  readonly x: number;
  readonly scale: MixedScale;
}

function drawAxis(
  { name, x, scale }: PlacedAxis,
  plot: Plot,
  { step, floor }: { readonly step: number; readonly floor: number | undefined },
): string {
  const bottom = plot.top + plot.height;
  const words = shorten(scale.kind === 'log' ? `${name} (log)` : name, step - 10, FONT_SIZE);
  const halo = { stroke: COLORS.surface, 'stroke-width': 3, 'paint-order': 'stroke' } as const;
  return [
    element('line', { x1: x, x2: x, y1: plot.top, y2: bottom, stroke: COLORS.muted }),
    textElement(words, {
      x: Math.max(4, x - textWidth(words, FONT_SIZE) / 2),
      y: plot.top - 9,
      fill: COLORS.ink,
      'font-weight': 600,
    }),
    ...scale.ticks.map(
      ({ at, label }) =>
        element('line', { x1: x - 3, x2: x + 3, y1: at, y2: at, stroke: COLORS.muted }) +
        textElement(shorten(label, step - 14, FONT_SIZE), { x: x + 6, y: at + 4, ...halo }),
    ),
    floor === undefined ? '' : textElement('none', { x: x + 6, y: floor + 4, ...halo }),
  ].join('');
}

function captionOf({ runs, axes }: ParallelFigures): string {
  const last = axes.at(-1);
  const isColored = last !== undefined && sharesOf(last.values).some((one) => one !== undefined);
  return `${countOf(runs.length, 'run')}${
    isColored ? `; from orange for the least ${last.name} to blue for the greatest` : ''
  }.`;
}

/** Which of the other axes goes most with the last one. */
function sayTitle({ runs, axes }: ParallelFigures): string {
  const plain = `${countOf(runs.length, 'run')} by ${axes.map(({ name }) => name).join(', ')}`;
  const last = axes.at(-1);
  if (last === undefined) return plain;
  const found = axes
    .slice(0, -1)
    .flatMap(({ name, values }) => {
      const one = rankCorrelation(values, last.values);
      return one === undefined ? [] : [{ name, ...one }];
    })
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  const [most] = found;
  if (most === undefined || Math.abs(most.value) < 0.3) return plain;
  const value = most.value.toFixed(2).replace('-', '−');
  return `${last.name} goes most with ${most.name} (rank correlation ${value}, ${most.n} runs)`;
}
