import { AppError, type ColumnKind, type ColumnStatistics } from '@kaizenml/contracts';
import { countLevels } from '../stats/index.ts';
import {
  type CodedColumn,
  type Column,
  isNumeric,
  isNumericKind,
  isoDate,
  type NumericColumn,
} from '../table/index.ts';
import {
  addDays,
  type DaySet,
  dayGaps,
  daysFromState,
  daysToState,
  emptyDays,
  mergeDays,
} from './day-set.ts';
import {
  addDistinct,
  countDistinct,
  type DistinctSketch,
  type DistinctState,
  distinctFromState,
  distinctToState,
  emptyDistinct,
  mergeDistinct,
} from './distinct.ts';
import {
  addFrequentText,
  emptyFrequent,
  type FrequentSketch,
  type FrequentState,
  frequentFromState,
  frequentToState,
  mergeFrequent,
  topValues,
} from './frequent.ts';
import type { NumberMoments } from './number-moments.ts';
import {
  addNumbers,
  emptyNumbers,
  mergeNumbers,
  type NumberSketch,
  type NumberState,
  numberStatistics,
  numbersFromState,
  numbersToState,
} from './number-sketch.ts';
import { hashText, makeHashes } from './parts/hashes.ts';
import {
  emptyTextLengths,
  mergeTextLengths,
  type TextLengths,
  textLengthsOf,
  textStatistics,
} from './text-lengths.ts';

const N_TOP = 20;
/** Up to so many different values are all told. */
const MAX_LISTED = 1000;
/** Instants of ECMAScript: 100 000 000 days around 1970. */
const LAST_INSTANT = 8.64e15;

/**
 * Everything that is remembered of a column while its rows pass by. Its memory does not grow with the rows: at most about
 * 300 kB for numbers and dates. `addColumn` changes it in place, `mergeColumns` makes a new one.
 */
export interface ColumnSketch {
  readonly name: string;
  readonly kind: ColumnKind;
  nRows: number;
  nMissing: number;
  readonly distinct: DistinctSketch;
  readonly frequent: FrequentSketch;
  /** Of numbers and dates. */
  readonly number: NumberSketch | null;
  /** Of everything else. */
  text: TextLengths | null;
  /** Of dates. */
  readonly days: DaySet | null;
}

/** A sketch to keep or to send: plain JSON and typed arrays. */
export interface ColumnSketchState {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly nRows: number;
  readonly nMissing: number;
  readonly distinct: DistinctState;
  readonly frequent: FrequentState;
  readonly number: NumberState | null;
  readonly text: TextLengths | null;
  readonly days: Readonly<DaySet> | null;
}

/**
 * The sketch of a column without rows.
 *
 * @param seed A number of its own for each shard: errors of quantiles then even out when shards are merged. Default 0.
 */
export function emptyColumn(name: string, kind: ColumnKind, seed = 0): ColumnSketch {
  return {
    name,
    kind,
    nRows: 0,
    nMissing: 0,
    distinct: emptyDistinct(),
    frequent: emptyFrequent(),
    number: isNumericKind(kind) ? emptyNumbers(seed) : null,
    text: isNumericKind(kind) ? null : emptyTextLengths(),
    days: kind === 'date' ? emptyDays() : null,
  };
}

/**
 * Adds the next rows of a column, in place. Texts are read once per level, not per row.
 *
 * @param missing Of numbers: 1 where a row has no value, so that NaN counts as a value. Default: NaN is no value.
 * @throws ARGUMENT_INVALID when the column is of another kind, or a date is none; SHAPE_MISMATCH when `missing` has another
 * length. The sketch is then as before.
 * @cost O(rows + letters of the levels).
 */
export function addColumn(sketch: ColumnSketch, column: Column, missing?: Uint8Array): void {
  if (column.kind !== sketch.kind) throw kindDiffers(sketch, column.kind);
  if (isNumeric(column)) addNumeric(sketch, column, missing);
  else addCoded(sketch, column);
}

function addNumeric(
  sketch: ColumnSketch,
  { values }: NumericColumn,
  missing: Uint8Array | undefined,
): void {
  const { number, days, distinct, frequent } = sketch;
  if (number === null) return;
  if (missing !== undefined && missing.length !== values.length) {
    throw new AppError('SHAPE_MISMATCH', {
      message: `The missing rows of column "${sketch.name}" must be marked in ${values.length} bytes, one per row, got ${missing.length}.`,
      hint: 'Give a byte per row: 1 where the row has no value, else 0.',
      details: { column: sketch.name, expected: values.length, received: missing.length },
    });
  }
  if (days !== null) assertInstants(sketch.name, values, missing);
  const onFinite = (finite: Float64Array, n: number, extremes: NumberMoments): void => {
    if (days !== null) addDays(days, finite, n, extremes);
  };
  sketch.nMissing += addNumbers({ number, distinct, frequent, onFinite }, values, missing);
  sketch.nRows += values.length;
}

function assertInstants(name: string, values: Float64Array, missing: Uint8Array | undefined): void {
  for (let i = 0; i < values.length; i++) {
    if (Math.abs(values[i]) <= LAST_INSTANT) continue;
    if (missing === undefined ? Number.isNaN(values[i]) : missing[i] === 1) continue;
    throw new AppError('ARGUMENT_INVALID', {
      message: `Column "${name}" must hold instants within ${LAST_INSTANT} ms around 1970, got ${values[i]} in row ${i}.`,
      hint: 'Give milliseconds since 1970 UTC, and mark rows without a date as missing.',
      details: { column: name, row: i },
    });
  }
}

function addCoded(sketch: ColumnSketch, { codes, levels }: CodedColumn): void {
  const counts = countLevels(codes, levels.length);
  const hashes = makeHashes(levels.length);
  let lengths = sketch.text ?? emptyTextLengths();
  let nUsed = 0;
  for (let code = 0; code < levels.length; code++) {
    const count = counts[code];
    if (count === 0) continue;
    const [high, low] = hashText(levels[code]);
    hashes.high[nUsed] = high;
    hashes.low[nUsed++] = low;
    addFrequentText(sketch.frequent, levels[code], [high, low], count);
    lengths = mergeTextLengths(lengths, textLengthsOf(levels[code], count));
  }
  const nBefore = sketch.text?.n ?? 0;
  addDistinct(sketch.distinct, hashes, nUsed);
  sketch.text = lengths;
  sketch.nRows += codes.length;
  sketch.nMissing += codes.length - (lengths.n - nBefore);
}

/**
 * Both together; the two stay as they are.
 *
 * What is exact is the same for any order and any cut of the rows into shards; mean and spread up to rounding, the rest
 * within the errors that the statistics state.
 *
 * @throws ARGUMENT_INVALID when their names or kinds differ.
 */
export function mergeColumns(a: ColumnSketch, b: ColumnSketch): ColumnSketch {
  if (a.name !== b.name || a.kind !== b.kind) throw kindDiffers(a, b.kind, b.name);
  return {
    name: a.name,
    kind: a.kind,
    nRows: a.nRows + b.nRows,
    nMissing: a.nMissing + b.nMissing,
    distinct: mergeDistinct(a.distinct, b.distinct),
    frequent: mergeFrequent(a.frequent, b.frequent),
    number: a.number && b.number && mergeNumbers(a.number, b.number),
    text: a.text && b.text && mergeTextLengths(a.text, b.text),
    days: a.days && b.days && mergeDays(a.days, b.days),
  };
}

/** The statistics of all rows so far; the sketch may go on. */
export function finishColumn(sketch: ColumnSketch): ColumnStatistics {
  const { name, kind, nRows, nMissing, distinct, frequent, number, days } = sketch;
  const text = sketch.text === null ? undefined : textStatistics(sketch.text);
  const moments = number?.moments;
  const hasDates = days !== null && moments !== undefined && moments.nFinite > 0;
  const counted = countDistinct(distinct);
  const numbers = number && numberStatistics(number);
  const mayList = text !== undefined || (numbers?.isInteger === true && kind !== 'date');
  const isListed = mayList && counted.isExact && counted.count <= MAX_LISTED;
  const values = topValues(
    frequent,
    isListed ? MAX_LISTED : N_TOP,
    kind === 'date' ? isoDate : String,
  );
  return {
    name,
    kind,
    nRows,
    nMissing,
    distinct: counted,
    top: values.slice(0, N_TOP),
    ...(isListed && { values }),
    ...(numbers && { number: numbers }),
    ...(text && { text }),
    ...(hasDates && {
      date: { first: isoDate(moments.min), last: isoDate(moments.max), ...dayGaps(days) },
    }),
  };
}

function kindDiffers(
  { name, kind }: ColumnSketch,
  otherKind: ColumnKind,
  otherName = name,
): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `The sketch of the ${kind} column "${name}" must be joined by rows of the same column, got the ${otherKind} column "${otherName}".`,
    hint: 'Decide on the kinds of the columns once, for all parts of the data.',
    details: { column: name, kind, otherName, otherKind },
  });
}

/** The sketch to keep or to send, without spare room. Of exact parts the same rows give the same state, in any order. */
export function columnToState(sketch: ColumnSketch): ColumnSketchState {
  const { number, days } = sketch;
  return {
    ...sketch,
    distinct: distinctToState(sketch.distinct),
    frequent: frequentToState(sketch.frequent),
    number: number && numbersToState(number),
    days: days && daysToState(days),
  };
}

/** The sketch again. @throws ARGUMENT_INVALID when the state is not one of `columnToState`. */
export function columnFromState(state: ColumnSketchState): ColumnSketch {
  const { number, days } = state;
  return {
    ...state,
    distinct: distinctFromState(state.distinct),
    frequent: frequentFromState(state.frequent),
    number: number && numbersFromState(number),
    days: days && daysFromState(days),
  };
}
