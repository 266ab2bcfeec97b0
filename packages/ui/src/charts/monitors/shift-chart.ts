import { scaleLinear } from 'd3-scale';
import { leftAxis, linearTicks } from '../axis.ts';
import { COLORS } from '../colors.ts';
import { drawable } from '../figures.ts';
import { formatShare } from '../format.ts';
import { type ChartSize, type ChartWords, emptyFrame, frame, type Plot } from '../frame.ts';
import { element, textElement, tooltip } from '../svg.ts';
import { shorten, textWidth } from '../text.ts';

/** One bar: what it is of, and its shares then and now, 0 to 1. */
export interface ShiftBar {
  readonly label: string;
  /** What stands at its left edge on the axis; empty for the label itself below its middle. */
  readonly edge: string;
  readonly before: number;
  readonly after: number;
  /** Whether the reference did not have it. */
  readonly isNew: boolean;
}

/** A column then and now. */
export interface ShiftChartFigures extends ChartWords {
  readonly title: string;
  readonly bars: readonly ShiftBar[];
  /** Whether it is told as drift: what is now then stands out. */
  readonly isDrift: boolean;
  /** What the two are called. */
  readonly names: readonly [before: string, after: string];
  /** Whether bars are of levels, whose names need room. Default false. */
  readonly isOfLevels?: boolean;
}

/** More bars of levels lie on their sides, so that their names have room. */
const MOST_STANDING = 8;
/** Shares above it have an axis that ends with the largest: none is above 1. */
const MOST_NICE = 0.8;
/** Width below which they always do, in pixels. */
const NARROW = 460;
const ROW = 26;

/** Bars of then as a wide shade, and those of now narrow before them. */
export function shiftChart(figures: ShiftChartFigures, size: ChartSize): string {
  const { title, caption, names } = figures;
  const bars = figures.bars.map((bar) => ({
    ...bar,
    before: Math.max(0, drawable(bar.before) ?? 0),
    after: Math.max(0, drawable(bar.after) ?? 0),
  }));
  if (bars.length === 0)
    return emptyFrame({ title, caption: caption ?? '' }, size, 'No values on either side.');
  const color = figures.isDrift ? COLORS.second : COLORS.main;
  const isLying =
    figures.isOfLevels === true && (bars.length > MOST_STANDING || size.width < NARROW);
  const most = bars.reduce((top, { before, after }) => Math.max(top, before, after), 0) || 1;
  return frame({
    title,
    caption,
    description: `Shares ${names[0]} and ${names[1]}: ${bars.map((bar) => sayBar(bar, names)).join('; ')}.`,
    size,
    margin: isLying
      ? { left: nameWidth(bars, size.width), right: 62, bottom: 6 }
      : { left: 48, right: 14, bottom: 26 },
    topGap: isLying ? 8 : 24,
    legend: [
      { color: COLORS.muted, label: names[0] },
      { color, label: names[1] },
    ],
    plotHeight: isLying ? bars.length * ROW : Math.min(220, Math.max(150, size.width * 0.4)),
    body: (plot) =>
      isLying
        ? lying(plot, bars, { most, color, names })
        : standing(plot, bars, { most, color, names }),
  });
}

interface BarLook {
  readonly most: number;
  readonly color: string;
  readonly names: readonly [string, string];
}

function standing(plot: Plot, bars: readonly ShiftBar[], { most, color, names }: BarLook): string {
  const y = scaleLinear([0, most], [plot.top + plot.height, plot.top]);
  if (most < MOST_NICE) y.nice(4);
  const step = plot.width / bars.length;
  const floor = y(0);
  const drawn = bars.map((bar, i) => {
    const left = plot.left + i * step;
    const rect = (share: number, inset: number, fill: string, opacity: number) =>
      element('rect', {
        ...{ x: left + step * inset, y: y(share), width: Math.max(0.6, step * (1 - 2 * inset)) },
        ...{ height: Math.max(0, floor - y(share)), fill, 'fill-opacity': opacity },
      });
    const seen = element(
      'rect',
      { x: left, y: plot.top, width: step, height: plot.height, fill: 'transparent' },
      tooltip(sayBar(bar, names)),
    );
    return rect(bar.before, 0.06, COLORS.muted, 0.5) + rect(bar.after, 0.27, color, 1) + seen;
  });
  return [
    leftAxis(plot, { ticks: linearTicks(y, 4, 'share'), label: 'share of rows' }),
    ...drawn,
    barLabels(plot, bars, step),
  ].join('');
}

/** Edges where bars are ranges, names where they are not; as many as have room. */
function barLabels(plot: Plot, bars: readonly ShiftBar[], step: number): string {
  const words = bars.map(({ edge, label }) => (edge === '' ? label : edge));
  const widest = Math.min(
    100,
    words.reduce((most, each) => Math.max(most, textWidth(each, 11)), 0),
  );
  const every = Math.max(1, Math.ceil((widest + 10) / step));
  let free = Number.NEGATIVE_INFINITY;
  return bars
    .map(({ edge }, i) => {
      const room = Math.max(24, step * every - 6);
      const text = shorten(words[i] ?? '', room, 11);
      const half = textWidth(text, 11) / 2;
      const wanted = plot.left + i * step + (edge === '' ? step / 2 : 0);
      const x = Math.max(half + 2, Math.min(plot.left + plot.width + 12 - half, wanted));
      if (text === '' || i % every !== 0 || x - half < free) return '';
      free = x + half + 4;
      return textElement(text, { x, y: plot.top + plot.height + 16, 'text-anchor': 'middle' });
    })
    .join('');
}

function lying(plot: Plot, bars: readonly ShiftBar[], { most, color, names }: BarLook): string {
  const width = (share: number) => (share / most) * plot.width;
  return bars
    .map((bar, i) => {
      const top = plot.top + i * ROW;
      const name = shorten(bar.isNew ? `${bar.label} (new)` : bar.label, plot.left - 12, 12);
      return element(
        'g',
        {},
        tooltip(sayBar(bar, names)),
        element('rect', {
          x: 0,
          y: top,
          width: plot.left + plot.width,
          height: ROW,
          fill: 'transparent',
        }),
        textElement(name, {
          ...{ x: plot.left - 8, y: top + 17, 'text-anchor': 'end', 'font-size': 12 },
          fill: bar.isNew ? COLORS.second : COLORS.ink,
        }),
        element('rect', {
          ...{ x: plot.left, y: top + 3, width: width(bar.before), height: ROW - 6 },
          ...{ fill: COLORS.muted, 'fill-opacity': 0.5 },
        }),
        element('rect', {
          ...{ x: plot.left, y: top + 8, width: width(bar.after), height: ROW - 16, fill: color },
        }),
        textElement(formatShare(bar.after), {
          x: plot.left + Math.max(width(bar.before), width(bar.after)) + 5,
          y: top + 17,
        }),
      );
    })
    .join('');
}

function nameWidth(bars: readonly ShiftBar[], width: number): number {
  const widest = bars.reduce(
    (most, { label, isNew }) => Math.max(most, textWidth(isNew ? `${label} (new)` : label, 12)),
    0,
  );
  return Math.min(width * 0.4, widest + 14);
}

function sayBar({ label, before, after }: ShiftBar, names: readonly [string, string]): string {
  return `${label}: ${formatShare(before)} ${names[0]}, ${formatShare(after)} ${names[1]}`;
}
