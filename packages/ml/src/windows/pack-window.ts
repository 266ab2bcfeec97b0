import { AppError } from '@kaizenml/contracts';
import { type Binning, countBins, isLevelBinning } from './binning.ts';
import {
  assertEnd,
  type ByteReader,
  byteReader,
  readByte,
  readCount,
  readCountUpTo,
  readDouble,
  readLength,
  readText,
} from './bytes/byte-reader.ts';
import { type ByteWriter, byteWriter } from './bytes/byte-writer.ts';
import type { ColumnWindow, WindowMoments } from './column-window.ts';

const VERSION = 1;
/** Which parts a window is written by. */
const WHOLE = 1;
const WEIGHTED = 2;
const MOMENTS = 4;
const NEW_LEVELS = 8;
const ALL = WHOLE | WEIGHTED | MOMENTS | NEW_LEVELS;
/** How far sums of weights may be from each other, by rounding. */
const ROUNDING = 1e-6;

/**
 * A window as bytes: whole counts as seven bits per byte with runs of empty bins as one, weights as doubles, and nothing of
 * what follows from the rest. The binning is not in it.
 *
 * @returns The same bytes for the same window, to the bit what `unpackWindow` gives back.
 * @cost O(bins)
 */
export function packWindow(window: ColumnWindow): Uint8Array {
  const to = byteWriter();
  to.byte(VERSION);
  writeWindow(to, window);
  return to.finish();
}

/**
 * The window that was packed; the reverse of `packWindow`.
 *
 * @param binning That of the window.
 * @throws ARGUMENT_INVALID where the bytes are none of a window of this binning: they end elsewhere, are of another version, or
 * count other rows than they say.
 * @cost O(bins)
 */
export function unpackWindow(binning: Binning, bytes: Uint8Array): ColumnWindow {
  const from = byteReader(bytes, (expectation, received) => {
    throw windowDamaged(binning.name, expectation, received);
  });
  const version = readByte(from);
  if (version !== VERSION) from.refuse(`be of version ${VERSION}`, version);
  const window = readWindow(from, binning);
  assertEnd(from);
  return window;
}

/** Puts a window among other bytes. */
export function writeWindow(to: ByteWriter, window: ColumnWindow): void {
  const { nRows, missing, infinite, weight, weightSquares, counts, moments, newLevels } = window;
  const isWhole =
    [missing, infinite, moments.weight, ...newLevels.values()].every(isCount) &&
    counts.every(isCount);
  const isWeighted = weight !== nRows || weightSquares !== nRows;
  to.byte(
    (isWhole ? WHOLE : 0) |
      (isWeighted ? WEIGHTED : 0) |
      (moments.weight === 0 ? 0 : MOMENTS) |
      (newLevels.size === 0 ? 0 : NEW_LEVELS),
  );
  const amount = isWhole ? to.count : to.double;
  to.count(nRows);
  if (isWeighted) for (const sum of [weight, weightSquares]) to.double(sum);
  amount(missing);
  amount(infinite);
  writeCounts(to, counts, amount);
  if (moments.weight !== 0) {
    amount(moments.weight);
    for (const value of [moments.mean, moments.squares, moments.min, moments.max]) to.double(value);
  }
  if (newLevels.size === 0) return;
  to.count(newLevels.size);
  for (const [level, count] of newLevels) {
    to.text(level);
    amount(count);
  }
}

/** Reads a window from among other bytes. */
export function readWindow(from: ByteReader, binning: Binning): ColumnWindow {
  const parts = readByte(from);
  if (parts > ALL) from.refuse(`have parts up to ${ALL}`, parts);
  const amount = (parts & WHOLE) === 0 ? readDouble : readCount;
  const isWeighted = (parts & WEIGHTED) !== 0;
  const nRows = readCount(from);
  const weight = isWeighted ? readDouble(from) : nRows;
  const weightSquares = isWeighted ? readDouble(from) : nRows;
  const missing = amount(from);
  const infinite = amount(from);
  const counts = new Float64Array(countBins(binning));
  const counted = missing + readCounts(from, counts, amount);
  if (!(Math.abs(counted - weight) <= ROUNDING * Math.abs(weight)))
    from.refuse(`count what its rows stand for, ${weight}`, counted);
  const moments = (parts & MOMENTS) === 0 ? noMoments() : readMoments(from, amount(from));
  if (moments.weight !== 0 && isLevelBinning(binning))
    from.refuse('have no mean of levels', moments.mean);
  const newLevels = new Map<string, number>();
  if ((parts & NEW_LEVELS) !== 0)
    for (let left = readLength(from, 2); left > 0; left--)
      newLevels.set(readText(from), amount(from));
  return { nRows, missing, infinite, weight, weightSquares, counts, moments, newLevels };
}

function writeCounts(to: ByteWriter, counts: Float64Array, amount: ByteWriter['count']): void {
  for (let bin = 0; bin < counts.length; ) {
    amount(counts[bin]);
    if (counts[bin++] !== 0) continue;
    let nMore = 0;
    for (; counts[bin] === 0; bin++) nMore++;
    to.count(nMore);
  }
}

/** Fills the counts. @returns Their sum. */
function readCounts(
  from: ByteReader,
  counts: Float64Array,
  amount: (from: ByteReader) => number,
): number {
  let sum = 0;
  for (let bin = 0; bin < counts.length; bin++) {
    const count = amount(from);
    if (count === 0) bin += readCountUpTo(from, counts.length - bin - 1);
    else {
      if (!(count > 0)) from.refuse('count no bin below 0', count);
      counts[bin] = count;
      sum += count;
    }
  }
  return sum;
}

function readMoments(from: ByteReader, weight: number): WindowMoments {
  const [mean, squares] = [readDouble(from), readDouble(from)];
  return { weight, mean, squares, min: readDouble(from), max: readDouble(from) };
}

function noMoments(): WindowMoments {
  return { weight: 0, mean: 0, squares: 0, min: Infinity, max: -Infinity };
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0 && !Object.is(value, -0);
}

function windowDamaged(column: string, expectation: string, received: unknown): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `The stored window of column "${column}" must ${expectation}, got ${received}.`,
    hint: 'Count the window again from its rows.',
    details: { column, expectation, received },
  });
}
