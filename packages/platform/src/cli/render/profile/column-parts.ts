import type { ColumnStatistics, NumberStatistics } from '@kaizenml/contracts';
import { levelWords, quantileAt, valueWords } from '@kaizenml/ui/charts';
import { formatShare } from '../../format.ts';
import { fitWords } from './fit-words.ts';

const LONGEST_VALUE = 28;

/** What a column holds in a few parts, the most telling first. */
export function columnParts(column: ColumnStatistics): string[] {
  const { nRows, nMissing, number, kind } = column;
  if (nRows === nMissing) return ['no value'];
  if (kind === 'date' && number) return [...rangeParts(number, kind), ...gapParts(column)];
  if (number) return [...rangeParts(number, kind), ...meanParts(number), ...oddParts(number)];
  return [...valueParts(column), ...textParts(column)];
}

/** A number of a column with the digits that its range calls for. */
export function numberWords(value: number, kind: string, { min, max }: NumberStatistics): string {
  return valueWords(value, kind, (max ?? 0) - (min ?? 0));
}

/** A share of rows: `44 %`. */
export function shareOfRows(count: number, { nRows, nMissing }: ColumnStatistics): string {
  return formatShare(Math.min(1, count / Math.max(1, nRows - nMissing)));
}

function rangeParts(number: NumberStatistics, kind: string): string[] {
  const write = (value: number | null | undefined) =>
    typeof value === 'number' ? numberWords(value, kind, number) : '–';
  if (number.min === number.max) return [`always ${write(number.min)}`];
  const median = quantileAt(number, 0.5);
  return [`min ${write(number.min)}`, `median ${write(median)}`, `max ${write(number.max)}`];
}

function meanParts(number: NumberStatistics): string[] {
  if (number.mean === null || number.min === number.max) return [];
  const mean = numberWords(number.mean, 'number', number);
  return [`mean ${mean}${number.sd === null ? '' : ` ± ${valueWords(number.sd, 'number')}`}`];
}

function oddParts({ nZeros, nNegative, nNaN, nInfinite }: NumberStatistics): string[] {
  const counts = [
    [nZeros, nZeros === 1 ? 'zero' : 'zeros'],
    [nNegative, 'negative'],
    [nNaN, 'NaN'],
    [nInfinite, 'infinite'],
  ] as const;
  return counts.flatMap(([n, word]) => (n > 0 ? [`${n.toLocaleString('en-US')} ${word}`] : []));
}

function gapParts({ date }: ColumnStatistics): string[] {
  const [longest] = date?.gaps ?? [];
  if (!date || !longest) return [];
  const n = date.gaps.length;
  return [
    `${n} gap${n === 1 ? '' : 's'}, the longest ${longest.days} days from ${longest.from.slice(0, 10)}`,
  ];
}

function valueParts(column: ColumnStatistics): string[] {
  const { top, distinct, nRows, nMissing } = column;
  const isUnique = distinct.isExact && distinct.count === nRows - nMissing && distinct.count > 1;
  if (top.length === 0) return ['no frequent value'];
  const write = (value: string) => fitWords(levelWords(value), LONGEST_VALUE);
  if (isUnique) return ['all different', `such as ${write(top[0]?.value ?? '')}`];
  return top.slice(0, 5).map(({ value, count }) => `${write(value)} ${shareOfRows(count, column)}`);
}

function textParts({ text }: ColumnStatistics): string[] {
  if (!text) return [];
  return [
    ...(text.nPadded > 0 ? [`${text.nPadded} with blanks around`] : []),
    ...(text.nInvalidUtf8 > 0 ? [`${text.nInvalidUtf8} not UTF-8`] : []),
  ];
}
