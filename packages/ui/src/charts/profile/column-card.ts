import type { ColumnStatistics } from '@kaizenml/contracts';
import { formatNumber, formatShare } from '../format.ts';
import { element, escapeText } from '../svg.ts';
import { isAllDifferent } from './all-different.ts';
import { shareMissing } from './column-change.ts';
import { allFigures, type Figure, mainFigures } from './column-figures.ts';
import { columnHistogram } from './column-histogram.ts';
import { dateTimeline } from './date-timeline.ts';
import { quantileCurve } from './quantile-curve.ts';
import { shareBar } from './share-bar.ts';
import { barBins } from './unit-bins.ts';
import { valueBars } from './value-bars.ts';
import { levelWords } from './value-words.ts';

/** How much of a column a card shows. */
export interface CardOptions {
  /** Level of its heading. Default 3. */
  readonly heading?: 2 | 3 | 4;
  /** Leaves out the second plot and the list of all figures, for tables of hundreds of columns. Default false. */
  readonly isBrief?: boolean;
}

const WIDTH = 300;
/** So few different numbers are shown one by one. */
const FEW = 8;

/**
 * One column of a profile as a card: plot, main figures, and all figures on demand.
 *
 * Both histograms are in it; `profileStyles` shows the one that the page has chosen.
 *
 * @returns HTML with every name and value escaped.
 */
export function columnCard(column: ColumnStatistics, options: CardOptions = {}): string {
  const { heading = 3, isBrief = false } = options;
  const { name } = column;
  return element(
    'article',
    { class: 'column' },
    element(
      'header',
      {},
      element(`h${heading}`, { title: name }, escapeText(levelWords(name))),
      element('span', { class: 'kind' }, escapeText(kindWords(column))),
    ),
    element('div', { class: 'plots' }, plotOf(column, isBrief)),
    element(
      'dl',
      { class: 'figures' },
      ...mainFigures(column).map((figure) => figureOf(figure, column)),
    ),
    isBrief ? '' : moreOf(column),
  );
}

/** The kind in words: whole numbers are told apart. */
export function kindWords({ kind, number }: ColumnStatistics): string {
  return kind === 'number' && number?.isInteger ? 'whole number' : kind;
}

function plotOf(column: ColumnStatistics, isBrief: boolean): string {
  const { name, kind, number, date, top, distinct } = column;
  const nPresent = column.nRows - column.nMissing;
  if (nPresent === 0) return element('p', { class: 'nothing' }, 'No value at all.');
  const bins = barBins(column);
  if (bins !== null && kind === 'date')
    return dateTimeline({ column: name, bins, gaps: date?.gaps ?? [] }, { width: WIDTH });
  if (isAllDifferent(column)) return element('p', { class: 'nothing' }, examplesOf(column));
  const isFew = distinct.isExact && distinct.count <= FEW && top.length === distinct.count;
  if (bins === null || number === undefined || isFew)
    return valueBars(
      {
        column: name,
        values: number === undefined ? top : byValue(top),
        nPresent,
        nDistinct: distinct.count,
        limit: isFew ? FEW : 6,
      },
      { width: WIDTH },
    );
  const figures = { column: name, kind: 'number', bins, isInteger: number.isInteger } as const;
  const size = { width: WIDTH };
  if (isBrief || number.equalCount === null) return columnHistogram(figures, size);
  return (
    element('div', { class: 'by-width' }, columnHistogram(figures, size)) +
    element(
      'div',
      { class: 'by-count' },
      quantileCurve(
        { column: name, kind: 'number', curves: [{ name: '', bins: number.equalCount }] },
        size,
      ),
    )
  );
}

function examplesOf({ top, distinct }: ColumnStatistics): string {
  const start = distinct.isExact ? 'Every value is different' : 'No value is frequent';
  const examples = top.slice(0, 3).map(({ value }) => {
    const words = levelWords(value);
    return `<br>${escapeText(words.length > 40 ? `${words.slice(0, 39)}…` : words)}`;
  });
  return `${start}${examples.length === 0 ? '.' : ', such as'}${examples.join('')}`;
}

function byValue(top: ColumnStatistics['top']): ColumnStatistics['top'] {
  return top.toSorted((a, b) => Number(a.value) - Number(b.value));
}

function figureOf({ term, value, isOdd }: Figure, column: ColumnStatistics): string {
  const bar =
    term === 'Missing' && column.nMissing > 0
      ? shareBar({ title: 'Missing', share: shareMissing(column) }, { width: 56, height: 5 })
      : '';
  return element(
    'div',
    isOdd ? { class: 'odd' } : {},
    element('dt', {}, escapeText(term)),
    element('dd', {}, escapeText(value) + bar),
  );
}

function moreOf(column: ColumnStatistics): string {
  const { top, nRows, nMissing } = column;
  const present = Math.max(1, nRows - nMissing);
  const figures = allFigures(column).map(
    ({ term, value }) =>
      `<tr><th scope="row">${escapeText(term)}</th><td class="n">${escapeText(value)}</td></tr>`,
  );
  const values = top.map(
    ({ value, count, error }) =>
      `<tr><th scope="row">${escapeText(levelWords(value))}</th><td class="n">${error > 0 ? `≈ ${formatNumber(count)}` : formatNumber(count)}</td><td class="n">${formatShare(Math.min(1, count / present))}</td></tr>`,
  );
  const frequent =
    values.length === 0
      ? ''
      : `<table><caption>Most frequent values</caption><thead><tr><th scope="col">Value</th><th scope="col" class="n">Rows</th><th scope="col" class="n">Share</th></tr></thead><tbody>${values.join('')}</tbody></table>`;
  return `<details><summary>All figures<span class="hidden"> of ${escapeText(levelWords(column.name))}</span></summary><div class="more"><table><caption>Figures</caption><tbody>${figures.join('')}</tbody></table>${frequent}</div></details>`;
}
