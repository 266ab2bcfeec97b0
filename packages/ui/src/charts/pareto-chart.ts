import { scaleLinear } from 'd3-scale';
import { bottomAxis, leftAxis, linearTicks, tickCount } from './axis.ts';
import { COLORS } from './colors.ts';
import { curve } from './curve.ts';
import { domainOf, drawable, type Point } from './figures.ts';
import { countOf, formatBytes, formatMetric, formatNumber } from './format.ts';
import { type ChartSize, type ChartWords, emptyFrame, frame, type Plot } from './frame.ts';
import { logScale } from './log-axis.ts';
import { scoreWindow } from './score-window.ts';
import { element, textElement, tooltip } from './svg.ts';
import { textWidth } from './text.ts';

/** A model by what it is worth and what it costs. */
export interface ParetoEntry {
  readonly title: string;
  readonly score: number;
  /** Milliseconds for 1000 answers. */
  readonly msPer1000Rows: number;
  readonly sizeBytes: number;
  /** No other model is at least as good, as fast and as small, and better in one of the three. */
  readonly isOnFront: boolean;
  /** A word that stands beside the dot, such as `champion`. */
  readonly label?: string;
}

/** Models by quality, latency and size. */
export interface ParetoChartFigures extends ChartWords {
  readonly entries: readonly ParetoEntry[];
  /** The score as people call it. */
  readonly score: string;
  readonly better: 'higher' | 'lower';
  readonly unit?: string;
}

/** Nothing is faster than this on a picture: below it clocks cannot tell. */
const FASTEST_MS = 1e-3;
/** A model that is so many times as fast is worth a word. */
const NOTABLY = 3;
const RADIUS = { least: 3, most: 15 } as const;

/**
 * Quality against the time of an answer, the size as the area of a dot; through the front goes a line of the best score
 * that each amount of time buys.
 */
export function paretoChart(figures: ParetoChartFigures, size: ChartSize): string {
  const { score, better, unit = 'none' } = figures;
  const entries = figures.entries.flatMap((entry) => {
    const value = drawable(entry.score);
    const ms = drawable(entry.msPer1000Rows);
    return value === undefined || ms === undefined
      ? []
      : [{ ...entry, value, ms: Math.max(FASTEST_MS, ms) }];
  });
  const front = entries.filter(({ isOnFront }) => isOnFront);
  const title = figures.title ?? finding(entries, figures);
  if (entries.length === 0)
    return emptyFrame({ title, caption: figures.caption ?? '' }, size, 'Nothing to show.');
  const window = scoreWindow(
    entries.map(({ value }) => value),
    better,
  );
  const named = entries.flatMap(({ label, value }) => (label === undefined ? [] : [value]));
  const domain = domainOf([...named, ...(window ? [window.best, window.worst] : [])], {
    pad: 0.14,
  });
  const shown = entries.filter(({ value }) => value >= domain[0] && value <= domain[1]);
  const times = shown.map(({ ms }) => ms);
  const nHidden = entries.length - shown.length;
  const largest = Math.max(1, ...shown.map(({ sizeBytes }) => drawable(sizeBytes) ?? 0));
  return frame({
    title,
    caption:
      figures.caption ??
      `${countOf(entries.length, 'model')}; the area of a dot is its size, the largest ${formatBytes(largest)}. In color: no other model is as good, as fast and as small at once. The line is the best score that each time buys.${nHidden > 0 ? ` ${nHidden} far behind ${nHidden === 1 ? 'is' : 'are'} not drawn.` : ''}`,
    description: `On the front: ${front.map(({ title: name, value }) => `${name} ${formatMetric(value, unit)}`).join(', ')}.`,
    size,
    margin: { left: 50, right: 26, bottom: 38 },
    topGap: 24,
    plotHeight: Math.min(320, Math.max(200, size.width * 0.6)),
    body: (plot) => {
      const x = logScale(
        [Math.min(...times) / 1.6, Math.max(...times) * 1.6],
        [plot.left, plot.left + plot.width],
        tickCount(plot.width),
      );
      const y = scaleLinear(domain, [plot.top + plot.height, plot.top]);
      const ordered = shown.toSorted((a, b) => b.sizeBytes - a.sizeBytes);
      return [
        bottomAxis(plot, { ticks: x.ticks, label: 'milliseconds for 1,000 answers' }),
        leftAxis(plot, { ticks: linearTicks(y, 5, unit), label: `${score}, ${better} is better` }),
        curve(
          frontLine(
            shown.filter(({ isOnFront }) => isOnFront),
            better,
          ).map(([ms, value]) => [x(ms), y(value)]),
          COLORS.main,
          1.5,
        ),
        ...ordered.map((entry) =>
          element(
            'circle',
            {
              cx: x(entry.ms),
              cy: y(entry.value),
              r: radiusOf(entry.sizeBytes, largest),
              fill: entry.isOnFront ? COLORS.main : COLORS.muted,
              'fill-opacity': entry.isOnFront ? 0.75 : 0.4,
              stroke: entry.label === undefined ? COLORS.surface : COLORS.ink,
              'stroke-width': entry.label === undefined ? 1 : 1.5,
            },
            tooltip(
              `${entry.title}: ${formatMetric(entry.value, unit)}, ${formatNumber(entry.ms)} ms for 1,000 answers, ${formatBytes(entry.sizeBytes)}`,
            ),
          ),
        ),
        labels(
          plot,
          shown.flatMap(({ label, ms, value, sizeBytes }) =>
            label === undefined
              ? []
              : [{ words: label, x: x(ms), y: y(value), radius: radiusOf(sizeBytes, largest) }],
          ),
        ),
      ].join('');
    },
  });
}

function radiusOf(sizeBytes: number, largest: number): number {
  const share = Math.max(0, drawable(sizeBytes) ?? 0) / largest;
  return Math.max(RADIUS.least, RADIUS.most * Math.sqrt(share));
}

interface Dot {
  readonly ms: number;
  readonly value: number;
}

/** The best score for each amount of time, as steps. */
function frontLine(front: readonly Dot[], better: 'higher' | 'lower'): Point[] {
  const isBetter = (a: number, b: number) => (better === 'higher' ? a > b : a < b);
  let best: number | undefined;
  const steps: Point[] = [];
  for (const { ms, value } of front.toSorted((a, b) => a.ms - b.ms)) {
    if (best !== undefined && !isBetter(value, best)) continue;
    if (best !== undefined) steps.push([ms, best]);
    steps.push([ms, value]);
    best = value;
  }
  return steps;
}

interface Label {
  readonly words: string;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** Words above their dots, moved into the plot and away from each other. */
function labels(plot: Plot, wanted: readonly Label[]): string {
  const placed: { readonly left: number; readonly right: number; readonly y: number }[] = [];
  return wanted
    .toSorted((a, b) => a.y - b.y)
    .map(({ words, x, y, radius }) => {
      const half = textWidth(words, 12) / 2;
      const middle = Math.min(plot.left + plot.width - half, Math.max(plot.left + half, x));
      let at = Math.max(plot.top + 10, y - radius - 5);
      const clashes = () =>
        placed.some(
          (other) =>
            Math.abs(other.y - at) < 13 &&
            other.left < middle + half &&
            middle - half < other.right,
        );
      if (clashes()) at = Math.min(plot.top + plot.height - 4, y + radius + 13);
      while (clashes() && at < plot.top + plot.height - 4) at += 13;
      placed.push({ left: middle - half, right: middle + half, y: at });
      return textElement(words, {
        x: middle,
        y: at,
        'text-anchor': 'middle',
        'font-size': 12,
        'font-weight': 600,
        fill: COLORS.ink,
        stroke: COLORS.surface,
        'stroke-width': 3,
        'paint-order': 'stroke',
      });
    })
    .join('');
}

function finding(
  entries: readonly (ParetoEntry & Dot)[],
  { better, unit = 'none' }: ParetoChartFigures,
): string {
  const sign = better === 'higher' ? -1 : 1;
  const [best, ...others] = entries
    .filter(({ isOnFront }) => isOnFront)
    .toSorted((a, b) => sign * (a.value - b.value));
  if (!best) return 'No model was measured';
  const faster = others.find(({ ms }) => ms * NOTABLY <= best.ms);
  const leads = `${best.title} is best with ${formatMetric(best.value, unit)}`;
  if (!faster) return leads;
  const ratio = best.ms / faster.ms;
  return `${leads}; ${faster.title} gets ${formatMetric(faster.value, unit)} and is ${ratio >= 10 ? formatNumber(Math.round(ratio)) : ratio.toFixed(1)} times as fast`;
}
