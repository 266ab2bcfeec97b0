import { sum } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { bottomAxis, linearTicks, referenceLine, type Scale, tickCount } from './axis.ts';
import { COLORS } from './colors.ts';
import { domainOf, drawable } from './figures.ts';
import { countOf, formatMetric, formatSigned } from './format.ts';
import { type ChartSize, type ChartWords, emptyFrame, frame, type Plot } from './frame.ts';
import { labelMargin, ROW_HEIGHT, rowLabels, rowMiddle } from './rows.ts';
import { element, textElement, tooltip } from './svg.ts';

/** What one column added to one answer. */
export interface Contribution {
  readonly column: string;
  readonly value: string | number | null;
  readonly contribution: number;
}

/** From the average answer to this one. */
export interface ContributionsChartFigures extends ChartWords {
  /** What the numbers add up to: `probability of "yes"`, or the target. */
  readonly explained: string;
  readonly average: number;
  readonly answer: number;
  readonly contributions: readonly Contribution[];
  /** `share` writes percent. Default plain numbers. */
  readonly unit?: string;
  /** Columns shown at most, largest first. Default 10; the rest is one bar. */
  readonly limit?: number;
}

interface Step {
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly isMuted?: boolean;
}

/**
 * The way from the average answer to this one, column by column, as a waterfall.
 *
 * Orange raises the answer, blue lowers it; the sign stands beside each bar.
 *
 * @source Lundberg & Lee (2017), "A Unified Approach to Interpreting Model Predictions", NeurIPS.
 */
export function contributionsChart(figures: ContributionsChartFigures, size: ChartSize): string {
  const { explained, unit = 'none', limit = 10 } = figures;
  const average = drawable(figures.average) ?? 0;
  const steps = stepsOf(figures.contributions, average, limit);
  const answer = steps.at(-1)?.to ?? average;
  const title = figures.title ?? finding(figures);
  if (steps.length === 0)
    return emptyFrame({ title, caption: '' }, size, 'No column moved the answer.');
  const domain = domainOf(
    steps.flatMap(({ from, to }) => [from, to]),
    { pad: 0.06 },
  );
  return frame({
    title,
    caption:
      figures.caption ??
      `Average ${explained} ${formatMetric(average, unit)}, this row ${formatMetric(figures.answer, unit)}.`,
    description: `Contributions: ${steps.map(({ label, from, to }) => `${label} ${formatSigned(to - from)}`).join(', ')}.`,
    size,
    margin: {
      left: labelMargin(
        steps.map(({ label }) => label),
        size.width,
      ),
      right: 66,
      bottom: 38,
    },
    legend: [
      { color: COLORS.second, label: 'raises' },
      { color: COLORS.main, label: 'lowers' },
      { color: COLORS.muted, label: 'average', isDashed: true },
    ],
    plotHeight: steps.length * ROW_HEIGHT,
    body: (plot) => {
      const x = scaleLinear(domain, [plot.left, plot.left + plot.width]);
      const bottom = plot.top + plot.height;
      return [
        bottomAxis(plot, { ticks: linearTicks(x, tickCount(plot.width), unit), label: explained }),
        referenceLine(x(average), plot.top, x(average), bottom),
        rowLabels(plot, steps),
        ...steps.map((step, i) => drawStep(plot, step, x, { i, nSteps: steps.length, unit })),
        element(
          'circle',
          { cx: x(answer), cy: bottom, r: 4, fill: COLORS.ink },
          tooltip('this row'),
        ),
      ].join('');
    },
  });
}

function stepsOf(contributions: readonly Contribution[], average: number, limit: number): Step[] {
  const sorted = contributions
    .map((one) => ({ ...one, contribution: drawable(one.contribution) ?? 0 }))
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  const nShown = sorted.length === limit + 1 ? limit + 1 : limit;
  const rest = sorted.slice(nShown);
  const parts = sorted.slice(0, nShown).map(({ column, value, contribution }) => ({
    label: `${column} = ${value === null ? 'missing' : typeof value === 'number' ? String(value) : value}`,
    contribution,
    isMuted: false,
  }));
  if (rest.length > 0)
    parts.push({
      label: countOf(rest.length, 'other column'),
      contribution: sum(rest, ({ contribution }) => contribution),
      isMuted: true,
    });
  let from = average;
  return parts.map(({ label, contribution, isMuted }) => {
    const step = { label, from, to: drawable(from + contribution) ?? from, isMuted };
    from = step.to;
    return step;
  });
}

function drawStep(
  plot: Plot,
  { label, from, to }: Step,
  x: Scale,
  { i, nSteps, unit }: { readonly i: number; readonly nSteps: number; readonly unit: string },
): string {
  const y = rowMiddle(plot, i, nSteps);
  const change = to - from;
  const written =
    unit === 'share'
      ? `${change > 0 ? '+' : ''}${formatSharePoints(change)}`
      : formatSigned(change);
  const right = Math.max(x(from), x(to));
  return [
    i === nSteps - 1
      ? ''
      : element('line', {
          x1: x(to),
          x2: x(to),
          y1: y,
          y2: y + plot.height / nSteps,
          stroke: COLORS.muted,
        }),
    element(
      'rect',
      {
        x: Math.min(x(from), x(to)),
        y: y - 7,
        width: Math.max(1, Math.abs(x(to) - x(from))),
        height: 14,
        rx: 2,
        fill: change >= 0 ? COLORS.second : COLORS.main,
      },
      tooltip(`${label}: ${written}`),
    ),
    textElement(written, {
      x: right + 6,
      y: y + 4,
      'font-size': 12,
      fill: COLORS.ink,
      stroke: COLORS.surface,
      'stroke-width': 3,
      'paint-order': 'stroke',
    }),
  ].join('');
}

function formatSharePoints(change: number): string {
  return `${change < 0 ? '−' : ''}${(Math.abs(change) * 100).toFixed(1)} pts`;
}

function finding({ contributions, answer, average }: ContributionsChartFigures): string {
  const [first] = [...contributions].sort(
    (a, b) => Math.abs(b.contribution) - Math.abs(a.contribution),
  );
  if (!first || first.contribution === 0 || answer === average)
    return 'This row gets the average answer';
  return `“${first.column}” ${first.contribution > 0 ? 'raises' : 'lowers'} this answer most`;
}
