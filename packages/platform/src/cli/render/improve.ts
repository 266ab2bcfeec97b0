import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { formatNumber, formatShare } from '../format.ts';
import { renderSections, renderTable } from '../table.ts';
import type { Look, Renderers } from './render.ts';

type Report = OutputOf<Operations['improve']['report']>;
type Figure = Report['endpoints'][number]['chapters'][number]['figures'][number];
type Improvement = Report['improvements'][number];

export const renderImprove: Renderers<'improve'> = { report: renderReport };

/** What became better and worse, and what to improve next. */
function renderReport({ headline, period, now, endpoints, improvements }: Report, look: Look) {
  const { style } = look;
  const day = (instant: string) => instant.slice(0, 10);
  const sections = endpoints.flatMap(({ endpoint, version, chapters }): [string, string][] => [
    [version === null ? endpoint : `${endpoint}/${version}`, figuresTable(chapters, look)],
    ['', style.dim(chapters.flatMap(({ notes }) => notes).join('\n'))],
  ]);
  return renderSections(
    [
      [`Kaizen report, ${period} from ${day(now.from)} to ${day(now.to)}`, headline],
      ...sections,
      [
        'Next improvements',
        improvements.length === 0
          ? 'Nothing was found.'
          : improvements.map((each, i) => renderImprovement(each, i, look)).join('\n'),
      ],
    ],
    style,
  );
}

function figuresTable(chapters: Report['endpoints'][number]['chapters'], { style }: Look): string {
  const rows = chapters.flatMap(({ name, figures }) =>
    figures.map((figure, i) => ({ chapter: i === 0 ? name : '', figure })),
  );
  return renderTable(
    rows,
    [
      { title: '', cell: ({ chapter }) => chapter, style: (text) => style.bold(text) },
      { title: '', cell: ({ figure }) => figure.name },
      { title: 'now', align: 'right', cell: ({ figure }) => show(figure, figure.now) },
      { title: 'before', align: 'right', cell: ({ figure }) => show(figure, figure.before) },
      {
        title: 'more than chance?',
        cell: ({ figure }) => sayDifference(figure),
        style: (text, { figure }) => {
          const sign = signOf(figure);
          return sign === 'better' ? style.green(text) : sign === 'worse' ? style.red(text) : text;
        },
      },
    ],
    style,
  );
}

/** Whether a figure became better or worse by more than chance. */
function signOf({ difference, better }: Figure): 'better' | 'worse' | undefined {
  if (better === null || difference === null || difference === 'may be chance') return undefined;
  return (difference === 'more') === (better === 'higher') ? 'better' : 'worse';
}

function sayDifference(figure: Figure): string {
  const { difference } = figure;
  if (difference === null) return '';
  if (difference === 'may be chance') return 'may be chance';
  return signOf(figure) ?? difference;
}

function show({ unit }: Figure, one: Figure['now']): string {
  if (one === null) return '–';
  const text = (value: number) => (unit === 'share' ? formatShare(value) : formatNumber(value));
  const value = unit === 'ms' ? `${Number(one.value.toPrecision(2))} ms` : text(one.value);
  return one.low === null || one.high === null
    ? value
    : `${value} (${text(one.low)} to ${text(one.high)})`;
}

function renderImprovement(
  { endpoint, title, why, gain, noGain, next }: Improvement,
  i: number,
  { style }: Look,
): string {
  const short = (value: number) => String(Number(value.toPrecision(2)));
  const range =
    gain === null || gain.low === null || gain.high === null
      ? ''
      : ` (${short(gain.low)} to ${short(gain.high)})`;
  const gained = gain === null ? (noGain ?? '') : `${short(gain.value)}${range} ${gain.unit}`;
  return [
    `${style.bold(`${i + 1}. ${title}`)} ${style.dim(`(${endpoint})`)}`,
    `   ${why}`,
    `   ${style.dim('gain')}  ${gained}`,
    `   ${style.dim('next')}  ${style.cyan(next)}`,
  ].join('\n');
}
