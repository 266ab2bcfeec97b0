import type { ColumnStatistics } from '@kaizenml/contracts';
import { element, escapeText } from '../svg.ts';
import { isAllDifferent } from './all-different.ts';
import { kindWords } from './column-card.ts';
import type { ColumnChange } from './column-change.ts';
import { distinctWords, missingWords, quantileAt } from './column-figures.ts';
import { listedValues } from './listed-values.ts';
import { pairedHistogram } from './paired-histogram.ts';
import { pairedValues } from './paired-values.ts';
import { quantileCurve } from './quantile-curve.ts';
import { pairedBins } from './unit-bins.ts';
import { levelWords, spreadWords, valueWords } from './value-words.ts';

/** What the two profiles are called. */
export interface ChangeCardOptions {
  readonly names: readonly [before: string, after: string];
  /** Level of its heading. Default 3. */
  readonly heading?: 2 | 3 | 4;
}

const WIDTH = 300;

/** One column of two profiles as a card: what changed, both distributions, and the figures side by side. */
export function changeCard(
  change: ColumnChange,
  { names, heading = 3 }: ChangeCardOptions,
): string {
  const { before, after, name } = change;
  const shown = after ?? before;
  return element(
    'article',
    { class: 'column' },
    element(
      'header',
      {},
      element(`h${heading}`, { title: name }, escapeText(levelWords(name))),
      element('span', { class: 'kind' }, shown ? escapeText(kindWords(shown)) : ''),
    ),
    element(
      'p',
      { class: isLarge(change) ? 'change odd' : 'change' },
      escapeText(changeWords(change, names)),
    ),
    element('div', { class: 'plots' }, plotOf(change, names)),
    figuresOf(change, names),
  );
}

/** What changed in a column, in one line. */
export function changeWords(change: ColumnChange, names: readonly [string, string]): string {
  const { before, after, lInfinity, jensenShannon, missing } = change;
  if (!before) return `Only in ${names[1]}`;
  if (!after) return `Only in ${names[0]}`;
  if (before.kind !== after.kind) return `Was ${before.kind}, is ${after.kind}`;
  const parts = [
    ...(jensenShannon === null ? [] : [`JS divergence ${shareDigits(jensenShannon)}`]),
    ...(lInfinity === null ? [] : [`L∞ ${shareDigits(lInfinity)}`]),
    ...(missing === 0 ? [] : [`missing ${missingWords(before)} → ${missingWords(after)}`]),
  ];
  return parts.length === 0 ? 'Nothing to compare' : parts.join(' · ');
}

/** Three decimals; a difference that is not 0 is never shown as 0. */
function shareDigits(value: number): string {
  return value > 0 && value < 0.0005 ? '< 0.001' : value.toFixed(3);
}

/** From here on a change is marked: the threshold that the drift tests have for L∞. */
function isLarge({ size }: ColumnChange): boolean {
  return size >= 0.1;
}

function plotOf({ before, after, name }: ColumnChange, names: readonly [string, string]): string {
  const kind = (after ?? before)?.kind;
  const isSame = !before || !after || before.kind === after.kind;
  if (!isSame) return element('p', { class: 'nothing' }, 'Kinds differ, so there is no plot.');
  if ([before, after].every((one) => !one || isAllDifferent(one)))
    return element('p', { class: 'nothing' }, 'Every value is different.');
  const isNumeric = kind === 'number' || kind === 'date';
  const isFew = [before, after].every(
    (one) => !one || (one.distinct.count <= 8 && one.top.length === one.distinct.count),
  );
  if (isNumeric && !isFew) return numberPlots({ before, after, name }, kind, names);
  return pairedValues(
    { column: name, names, values: valuesOf(before, after), limit: 8 },
    { width: WIDTH },
  );
}

function numberPlots(
  { before, after, name }: Pick<ColumnChange, 'before' | 'after' | 'name'>,
  kind: 'number' | 'date',
  names: readonly [string, string],
): string {
  const [own, other] = pairedBins(before, after);
  const isInteger = [before, after].every((column) => column?.number?.isInteger ?? true);
  const figures = { column: name, kind, names, before: own, after: other, isInteger };
  const curves = [before, after].flatMap((column, i) => {
    const bins = column?.number?.equalCount;
    return bins ? [{ name: names[i] ?? '', bins }] : [];
  });
  const size = { width: WIDTH, height: 104 };
  return (
    element('div', { class: 'by-width' }, pairedHistogram(figures, size)) +
    element('div', { class: 'by-count' }, quantileCurve({ column: name, kind, curves }, size))
  );
}

/** Numbers by their size, words by their change; a value that a shortened list leaves out has no share. */
function valuesOf(before: ColumnStatistics | null, after: ColumnStatistics | null) {
  const values = new Set(
    [before, after]
      .flatMap((column) => (column ? listedValues(column) : []))
      .map(({ value }) => value),
  );
  const list = [...values].map((value) => ({
    value,
    before: shareOf(before, value),
    after: shareOf(after, value),
  }));
  const isNumeric = (after ?? before)?.number !== undefined;
  return list.sort((a, b) =>
    isNumeric
      ? Number(a.value) - Number(b.value)
      : moved(b) - moved(a) || (b.after ?? 0) - (a.after ?? 0),
  );
}

function moved({
  before,
  after,
}: {
  readonly before: number | null;
  readonly after: number | null;
}) {
  return Math.abs((after ?? 0) - (before ?? 0));
}

function shareOf(column: ColumnStatistics | null, value: string): number | null {
  if (!column) return null;
  const found = listedValues(column).find((one) => one.value === value);
  const isWhole = column.distinct.isExact && listedValues(column).length === column.distinct.count;
  if (!found) return isWhole ? 0 : null;
  return found.count / Math.max(1, column.nRows - column.nMissing);
}

function figuresOf({ before, after }: ColumnChange, names: readonly [string, string]): string {
  const both = [before, after];
  const span = spanOf(both);
  const written = (value: number | null | undefined, kind: string) =>
    typeof value === 'number' ? valueWords(value, kind, span) : undefined;
  const rows: readonly (readonly [string, (column: ColumnStatistics) => string | undefined])[] = [
    ['Missing', missingWords],
    ['Distinct', distinctWords],
    ['Mean', ({ number, kind }) => written(number?.mean, kind)],
    [
      'Sd',
      ({ number, kind }) =>
        typeof number?.sd === 'number' ? spreadWords(number.sd, kind) : undefined,
    ],
    ['Min', ({ number, kind }) => written(number?.min, kind)],
    ['Median', ({ number, kind }) => (number ? written(quantileAt(number, 0.5), kind) : undefined)],
    ['Max', ({ number, kind }) => written(number?.max, kind)],
  ];
  const lines = rows.flatMap(([term, write]) => {
    const cells = both.map((column) => (column ? write(column) : undefined));
    if (cells.every((cell) => cell === undefined)) return [];
    const isOdd = cells[0] !== cells[1];
    return `<tr${isOdd ? '' : ' class="same"'}><th scope="row">${term}</th>${cells.map((cell) => `<td class="n">${escapeText(cell ?? '–')}</td>`).join('')}</tr>`;
  });
  return `<table class="pair"><thead><tr><th scope="col"><span class="hidden">Figure</span></th>${names.map((name) => `<th scope="col" class="n">${escapeText(name)}</th>`).join('')}</tr></thead><tbody>${lines.join('')}</tbody></table>`;
}

/** From the smallest to the largest number of both. */
function spanOf(columns: readonly (ColumnStatistics | null)[]): number {
  const ends = columns.flatMap((column) => [column?.number?.min, column?.number?.max]);
  const known = ends.filter((end) => typeof end === 'number');
  return known.length === 0 ? 0 : Math.max(...known) - Math.min(...known);
}
