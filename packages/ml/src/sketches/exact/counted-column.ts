import type {
  ColumnStatistics,
  DateStatistics,
  FrequentValue,
  TextStatistics,
} from '@kaizenml/contracts';
import { type CodedColumn, isoDate, type NumericColumn } from '../../table/index.ts';
import { addDays, dayGaps, emptyDays } from '../day-set.ts';
import { textStatistics, totalTextLengths } from '../text-lengths.ts';
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
  const present = levels.flatMap((_, i) => (counts[i] > 0 ? [i] : []));
  const lengths = totalTextLengths(
    present.map((i) => levels[i]),
    present.map((i) => counts[i]),
  );
  const text: TextStatistics | undefined = textStatistics(lengths);
  return {
    name,
    kind,
    nRows,
    nMissing: nRows - lengths.n,
    ...textFrequencies(levels, counts, present),
    ...(text && { text }),
  };
}

/** The most frequent texts, of equal ones the first in their order; all of them where they are few. */
function textFrequencies(
  levels: readonly string[],
  counts: ArrayLike<number>,
  present: readonly number[],
): Pick<ColumnStatistics, 'distinct' | 'top' | 'values'> {
  const isListed = present.length > 0 && present.length <= MAX_LISTED;
  const limit = isListed ? MAX_LISTED : N_TOP;
  const rows = Float64Array.from(present, (i) => counts[i]).sort();
  const least = rows.length <= limit ? 0 : rows[rows.length - limit];
  const byText = (i: number, j: number): number => (levels[i] < levels[j] ? -1 : 1);
  const above = present.filter((i) => counts[i] > least);
  const equal = firstOf(
    present.filter((i) => counts[i] === least),
    limit - above.length,
    byText,
  );
  const order = above.sort((i, j) => counts[j] - counts[i] || byText(i, j));
  const shown = [...order, ...equal].map(
    (i): FrequentValue => ({ value: shownText(levels[i]), count: counts[i], error: 0 }),
  );
  return {
    distinct: { count: present.length, isExact: true, relativeError: 0 },
    top: shown.slice(0, N_TOP),
    ...(isListed && { values: shown }),
  };
}

/** The first few of many, in order. @cost O(n) comparisons where n is much more than the few. */
function firstOf(
  places: readonly number[],
  few: number,
  compare: (i: number, j: number) => number,
): number[] {
  let kept: number[] = [];
  for (let at = 0; at < places.length; at += FEW_AT_ONCE) {
    const last = kept.length < few ? undefined : kept[few - 1];
    const piece = places.slice(at, at + FEW_AT_ONCE);
    const closer = last === undefined ? piece : piece.filter((i) => compare(i, last) < 0);
    if (closer.length > 0) kept = [...kept, ...closer].sort(compare).slice(0, few);
  }
  return kept;
}

const FEW_AT_ONCE = 4096;

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
