import type { ColumnStatistics, NumberStatistics } from '@kaizenml/contracts';
import { formatNumber, formatShare } from '../format.ts';
import { shareMissing } from './column-change.ts';
import { spreadWords, valueWords } from './value-words.ts';

/** A figure of a column: what it is and its value in words. */
export interface Figure {
  readonly term: string;
  readonly value: string;
  /** Something that a person should look at. */
  readonly isOdd?: boolean;
}

/** The figures that tell most about a column, for a card: at most nine. */
export function mainFigures(column: ColumnStatistics): Figure[] {
  const { kind, number } = column;
  return [
    { term: 'Missing', value: missingWords(column), isOdd: column.nMissing > 0 },
    { term: 'Distinct', value: distinctWords(column).replace(/ ± .*/, '') },
    ...(number ? numberFigures(number, kind) : []),
    ...(column.date?.gaps.length
      ? [{ term: 'Gaps', value: formatNumber(column.date.gaps.length), isOdd: true }]
      : []),
    ...oddities(column),
  ];
}

/** Every figure of a column, with the digits that were measured. */
export function allFigures(column: ColumnStatistics): Figure[] {
  const { number, text, date, kind } = column;
  const present = column.nRows - column.nMissing;
  return [
    { term: 'Rows with a value', value: formatNumber(present) },
    { term: 'Missing', value: missingWords(column) },
    { term: 'Distinct', value: distinctWords(column) },
    ...(number ? everyNumber(number, kind) : []),
    ...(date?.usualGapDays
      ? [{ term: 'Usual step', value: `${formatNumber(date.usualGapDays)} days` }]
      : []),
    ...(date?.gaps.map(({ from, to, days }) => ({
      term: 'Gap',
      value: `${formatNumber(days)} days, ${from.slice(0, 10)} to ${to.slice(0, 10)}`,
    })) ?? []),
    ...(text && present > 0
      ? [
          { term: 'Shortest', value: lengthWords(text.minLength) },
          { term: 'Mean length', value: lengthWords(text.meanLength) },
          { term: 'Longest', value: lengthWords(text.maxLength) },
          { term: 'With blanks around', value: formatNumber(text.nPadded) },
          { term: 'Not UTF-8', value: formatNumber(text.nInvalidUtf8) },
          { term: 'Read as a number', value: formatNumber(text.nNumeric) },
        ]
      : []),
  ];
}

/** `12.4 %`, or `none`. */
export function missingWords(column: ColumnStatistics): string {
  return column.nMissing === 0 ? 'none' : formatShare(shareMissing(column));
}

/** `164`, or `≈ 12,400 ± 0.8 %` where a sketch estimates it. */
export function distinctWords({ distinct }: ColumnStatistics): string {
  const { count, isExact, relativeError } = distinct;
  return isExact
    ? formatNumber(count)
    : `≈ ${formatNumber(round(count, 3))} ± ${formatShare(relativeError)}`;
}

/** A quantile by its share, where it was measured. */
export function quantileAt({ quantiles }: NumberStatistics, share: number): number | undefined {
  return quantiles.find((one) => one.share === share)?.value;
}

function numberFigures(number: NumberStatistics, kind: string): Figure[] {
  const { mean, sd, nZeros, nNegative, min, max } = number;
  const span = (max ?? 0) - (min ?? 0);
  const median = quantileAt(number, 0.5);
  return [
    ...(mean === null ? [] : [{ term: 'Mean', value: valueWords(mean, kind, span) }]),
    ...(sd === null ? [] : [{ term: 'Sd', value: spreadWords(sd, kind) }]),
    ...(median === undefined ? [] : [{ term: 'Median', value: valueWords(median, kind, span) }]),
    ...(kind !== 'date' && nZeros > 0 ? [{ term: 'Zeros', value: formatNumber(nZeros) }] : []),
    ...(kind !== 'date' && nNegative > 0
      ? [{ term: 'Negative', value: formatNumber(nNegative) }]
      : []),
  ];
}

function oddities({ number, text }: ColumnStatistics): Figure[] {
  const found: readonly (readonly [string, number | undefined])[] = [
    ['NaN', number?.nNaN],
    ['Infinite', number?.nInfinite],
    ['Blanks around', text?.nPadded],
    ['Not UTF-8', text?.nInvalidUtf8],
  ];
  return [
    ...(text && text.maxLength > 0
      ? [
          {
            term: 'Length',
            value:
              text.minLength === text.maxLength
                ? formatNumber(text.minLength)
                : `${formatNumber(text.minLength)}–${formatNumber(text.maxLength)}`,
          },
        ]
      : []),
    ...found.flatMap(([term, n = 0]) =>
      n > 0 ? [{ term, value: formatNumber(n), isOdd: true }] : [],
    ),
  ];
}

function everyNumber(number: NumberStatistics, kind: string): Figure[] {
  const write = (value: number | null) =>
    value === null ? '–' : kind === 'date' ? valueWords(value, kind) : digits(value);
  const isEstimate = number.rankError > 0;
  return [
    { term: 'Mean', value: write(number.mean) },
    {
      term: 'Sd',
      value:
        number.sd === null
          ? '–'
          : kind === 'date'
            ? spreadWords(number.sd, kind)
            : digits(number.sd),
    },
    { term: 'Min', value: write(number.min) },
    ...number.quantiles.map(({ share, value }) => ({
      term: share === 0.5 ? 'Median' : `${Math.round(share * 100)} %`,
      value: (isEstimate ? '≈ ' : '') + write(value),
    })),
    { term: 'Max', value: write(number.max) },
    ...(isEstimate
      ? [{ term: 'Rank error of quantiles', value: `± ${formatShare(number.rankError)}` }]
      : []),
    ...(kind === 'date'
      ? []
      : [
          { term: 'Zeros', value: formatNumber(number.nZeros) },
          { term: 'Negative', value: formatNumber(number.nNegative) },
          { term: 'NaN', value: formatNumber(number.nNaN) },
          { term: 'Infinite', value: formatNumber(number.nInfinite) },
        ]),
  ];
}

function digits(value: number): string {
  return String(round(value, 10)).replace('-', '−');
}

function lengthWords(length: number): string {
  return `${formatNumber(length)} ${length === 1 ? 'letter' : 'letters'}`;
}

function round(value: number, significant: number): number {
  return Number(value.toPrecision(significant));
}
