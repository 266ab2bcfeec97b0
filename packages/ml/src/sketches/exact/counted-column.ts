import type {
  ColumnStatistics,
  DateStatistics,
  FrequentValue,
  TextStatistics,
} from '@kaizenml/contracts';
import { type CodedColumn, isoDate, type NumericColumn } from '../../table/index.ts';
import { addDays, dayGaps, emptyDays } from '../day-set.ts';
import {
  emptyTextLengths,
  mergeTextLengths,
  textLengthsOf,
  textStatistics,
} from '../text-lengths.ts';
import {
  ALL_FINITE,
  type CountedNumbers,
  countedNumberStatistics,
  type NotFinite,
} from './counted-numbers.ts';
import { mostFrequent } from './most-frequent.ts';
import { MAX_LISTED, N_TOP } from './shares.ts';

/** Of a longer text this many UTF-16 units are shown. */
const MAX_SHOWN = 256;

/** A text as statistics show it: whole, or its start and `…`. */
export function shownText(text: string): string {
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN).toWellFormed()}…` : text;
}

/** Statistics of a column of numbers or dates from its counted values, all exact. */
export function countedNumberColumn(
  { name, kind, nRows }: Pick<NumericColumn, 'name' | 'kind'> & { readonly nRows: number },
  counted: CountedNumbers,
  notFinite: NotFinite = ALL_FINITE,
): ColumnStatistics {
  const number = countedNumberStatistics(counted, notFinite);
  const show = kind === 'date' ? isoDate : String;
  const special: (readonly [number, number])[] = [
    [Number.NEGATIVE_INFINITY, notFinite.nNegative] as const,
    [Number.POSITIVE_INFINITY, notFinite.nPositive] as const,
    [Number.NaN, notFinite.nNaN] as const,
  ].filter(([, count]) => count > 0);
  const values = withSpecial(counted.values, special, 0);
  const counts = withSpecial(counted.counts, special, 1);
  const nPresent = counts.reduce((sum, count) => sum + count, 0);
  const mayList = number.isInteger && kind !== 'date';
  return {
    name,
    kind,
    nRows,
    nMissing: nRows - nPresent,
    ...frequencies(counts, (i) => show(values[i]), mayList),
    number,
    ...(kind === 'date' && counted.values.length > 0 && { date: dateStatistics(counted.values) }),
  };
}

function withSpecial(
  finite: Float64Array,
  special: readonly (readonly [number, number])[],
  part: 0 | 1,
): Float64Array {
  return special.length === 0
    ? finite
    : Float64Array.from([...finite, ...special.map((entry) => entry[part])]);
}

function dateStatistics(increasing: Float64Array) {
  const [min, max] = [increasing[0], increasing[increasing.length - 1]];
  return { first: isoDate(min), last: isoDate(max), ...dayGapsOf(increasing) };
}

/** Step and gaps of the days that have rows. @param instants Increasing, milliseconds since 1970 UTC; none gives no gaps. */
export function dayGapsOf(instants: Float64Array): Pick<DateStatistics, 'usualGapDays' | 'gaps'> {
  const days = emptyDays();
  const n = instants.length;
  addDays(days, instants, n, { min: instants[0], max: instants[n - 1] });
  return dayGaps(days);
}

/**
 * Statistics of a column of text from its counted values, all exact.
 *
 * @param levels Different texts, in any order; those of count 0 are left out.
 */
export function countedTextColumn(
  { name, kind, nRows }: Pick<CodedColumn, 'name' | 'kind'> & { readonly nRows: number },
  levels: readonly string[],
  counts: ArrayLike<number>,
): ColumnStatistics {
  const order = levels
    .map((_, i) => i)
    .filter((i) => counts[i] > 0)
    .sort((i, j) => (levels[i] < levels[j] ? -1 : 1));
  const ordered = Float64Array.from(order, (i) => counts[i]);
  const lengths = order.reduce(
    (all, i) => mergeTextLengths(all, textLengthsOf(levels[i], counts[i])),
    emptyTextLengths(),
  );
  const text: TextStatistics | undefined = textStatistics(lengths);
  return {
    name,
    kind,
    nRows,
    nMissing: nRows - lengths.n,
    ...frequencies(ordered, (i) => shownText(levels[order[i]]), text !== undefined),
    ...(text && { text }),
  };
}

function frequencies(
  counts: Float64Array,
  show: (i: number) => string,
  mayList: boolean,
): Pick<ColumnStatistics, 'distinct' | 'top' | 'values'> {
  const isListed = mayList && counts.length <= MAX_LISTED;
  const shown = mostFrequent(counts, isListed ? MAX_LISTED : N_TOP).map(
    (i): FrequentValue => ({ value: show(i), count: counts[i], error: 0 }),
  );
  return {
    distinct: { count: counts.length, isExact: true, relativeError: 0 },
    top: shown.slice(0, N_TOP),
    ...(isListed && { values: shown }),
  };
}
