import { quantileSorted } from '../stats/quantile.ts';
import { scramble } from './parts/hashes.ts';
import { mergeSorted } from './parts/merge-sorted.ts';
import { assertStored } from './parts/sketch-invalid.ts';

/** Up to so many values are kept, and quantiles are exact. */
export const MAX_EXACT_VALUES = 4096;

/** Values that the uppermost level holds at most; each level below holds 2/3 of it. */
const TOP_CAPACITY = 2048;
const SHRINKAGE = 2 / 3;
const LEAST_CAPACITY = 64;

/**
 * ln(2 * 9 / 0.01) by Hoeffding: with a chance of at most 0.01 any of nine quantiles is further off than
 * `rankError` says.
 */
const LOG_RISK = 7.495541943884256;

/**
 * Quantiles of a stream. At most 90 kB.
 *
 * New values wait in a buffer. A full buffer is sorted, a coin drops every first or every second value, and the rest
 * moves to a level where each stands for two; a full level does likewise, into one where each stands for twice as many.
 *
 * @source Karnin, Lang & Liberty (2016), "Optimal Quantile Approximation in Streams", arXiv:1603.05346.
 */
export interface QuantileSketch {
  /** Values added. */
  n: number;
  min: number;
  max: number;
  buffer: Float64Array;
  nBuffered: number;
  /** Level h, increasing; each value stands for 2^(h + 1). */
  levels: Float64Array[];
  /** Sum over all times that values were dropped of the square of what each stood for. */
  droppedSquares: number;
  coin: number;
}

/** What is kept of it: the sketch without its spare room. */
export type QuantileState = Readonly<Omit<QuantileSketch, 'nBuffered'>>;

/** @param seed Of the coin. Shards need different ones, so that their errors do not go the same way. Default 0. */
export function emptyQuantiles(seed = 0): QuantileSketch {
  return {
    n: 0,
    min: 0,
    max: 0,
    buffer: new Float64Array(64),
    nBuffered: 0,
    levels: [],
    droppedSquares: 0,
    coin: scramble(seed ^ 0x51ed270b),
  };
}

/** Adds the first n values, in place. @param values Finite, without -0. @cost O(n log 4096) */
export function addQuantiles(
  sketch: QuantileSketch,
  values: Float64Array,
  n: number,
  { min, max }: { readonly min: number; readonly max: number },
): void {
  if (n === 0) return;
  sketch.min = sketch.n === 0 ? min : Math.min(sketch.min, min);
  sketch.max = sketch.n === 0 ? max : Math.max(sketch.max, max);
  sketch.n += n;
  for (let from = 0; from < n; ) {
    if (sketch.nBuffered === MAX_EXACT_VALUES) flush(sketch);
    const count = Math.min(n - from, MAX_EXACT_VALUES - sketch.nBuffered);
    ensureRoom(sketch, sketch.nBuffered + count);
    sketch.buffer.set(values.subarray(from, from + count), sketch.nBuffered);
    sketch.nBuffered += count;
    from += count;
  }
}

function ensureRoom(sketch: QuantileSketch, length: number): void {
  if (length <= sketch.buffer.length) return;
  const { buffer, nBuffered } = sketch;
  sketch.buffer = new Float64Array(Math.max(length, Math.min(MAX_EXACT_VALUES, 2 * buffer.length)));
  sketch.buffer.set(buffer.subarray(0, nBuffered));
}

function flush(sketch: QuantileSketch): void {
  const sorted = sketch.buffer.subarray(0, sketch.nBuffered).sort();
  sketch.nBuffered = sorted.length % 2;
  promote(sketch, sorted, 0);
  if (sketch.nBuffered === 1) sketch.buffer[0] = sorted[sorted.length - 1];
  settle(sketch);
}

/** Half of the values, without the last of an odd number, move into level h. */
function promote(sketch: QuantileSketch, sorted: Float64Array, h: number): void {
  const nPairs = Math.floor(sorted.length / 2);
  const side = toss(sketch, sorted[nPairs]);
  const half = new Float64Array(nPairs);
  for (let i = 0; i < nPairs; i++) half[i] = sorted[2 * i + side];
  sketch.levels[h] = h < sketch.levels.length ? mergeSorted(sketch.levels[h], half) : half;
  sketch.droppedSquares += 4 ** h;
}

/** The coin is stirred with a value, so that sketches of one seed but other values do not fall alike. */
function toss(sketch: QuantileSketch, value: number): number {
  const [a, b] = new Int32Array(Float64Array.of(value).buffer);
  sketch.coin = scramble((sketch.coin + 0x9e3779b9) ^ a ^ Math.imul(b, 0x85ebca6b));
  return sketch.coin >>> 31;
}

function settle(sketch: QuantileSketch): void {
  for (let h = 0; h < sketch.levels.length; h++) {
    const level = sketch.levels[h];
    if (level.length <= capacity(sketch.levels.length - 1 - h)) continue;
    promote(sketch, level, h + 1);
    sketch.levels[h] = level.slice(level.length - (level.length % 2));
  }
}

function capacity(depth: number): number {
  let room = TOP_CAPACITY;
  for (let i = 0; i < depth; i++) room *= SHRINKAGE;
  return Math.max(LEAST_CAPACITY, Math.ceil(room));
}

/** Both together; the two stay as they are. Exact as long as both hold at most `MAX_EXACT_VALUES` in all. */
export function mergeQuantiles(a: QuantileSketch, b: QuantileSketch): QuantileSketch {
  if (a.n === 0) return copy(b);
  if (b.n === 0) return copy(a);
  const buffer = new Float64Array(a.nBuffered + b.nBuffered);
  buffer.set(a.buffer.subarray(0, a.nBuffered));
  buffer.set(b.buffer.subarray(0, b.nBuffered), a.nBuffered);
  const nLevels = Math.max(a.levels.length, b.levels.length);
  const none = new Float64Array();
  const merged: QuantileSketch = {
    n: a.n + b.n,
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
    buffer,
    nBuffered: buffer.length,
    levels: Array.from({ length: nLevels }, (_, h) =>
      mergeSorted(a.levels[h] ?? none, b.levels[h] ?? none),
    ),
    droppedSquares: a.droppedSquares + b.droppedSquares,
    coin: scramble(a.coin ^ Math.imul(b.coin, 0x9e3779b1)),
  };
  if (merged.nBuffered > MAX_EXACT_VALUES) flush(merged);
  else settle(merged);
  return merged;
}

function copy(sketch: QuantileSketch): QuantileSketch {
  return {
    ...sketch,
    buffer: sketch.buffer.slice(0, Math.max(1, sketch.nBuffered)),
    levels: sketch.levels.map((level) => level.slice()),
  };
}

/** The kept values, increasing, and how many each stands for; these add up to n. */
export interface WeightedValues {
  readonly values: Float64Array;
  readonly weights: Float64Array;
}

/** @cost O(m log m) for m kept values, at most about 10 000. */
export function keptValues({ buffer, nBuffered, levels }: QuantileSketch): WeightedValues {
  const parts = [buffer.slice(0, nBuffered).sort(), ...levels];
  const nKept = parts.reduce((sum, part) => sum + part.length, 0);
  const values = new Float64Array(nKept);
  const weights = new Float64Array(nKept);
  const heads = parts.map(() => 0);
  for (let i = 0; i < nKept; i++) {
    let least = -1;
    for (let part = 0; part < parts.length; part++) {
      if (heads[part] === parts[part].length) continue;
      if (least < 0 || parts[part][heads[part]] < parts[least][heads[least]]) least = part;
    }
    values[i] = parts[least][heads[least]++];
    weights[i] = 2 ** least;
  }
  return { values, weights };
}

/**
 * The values at the given shares.
 *
 * Linear interpolation between the kept values, each at the middle of the order statistics that it stands for, the least and
 * the greatest value at the ends. Where all values are kept, that is type 7, as `quantileSorted`.
 *
 * @param shares Increasing, from 0 to 1.
 * @returns NaN for each where there are no values.
 */
export function quantilesAt(sketch: QuantileSketch, shares: readonly number[]): number[] {
  const { values, weights } = keptValues(sketch);
  if (sketch.levels.length === 0) return shares.map((share) => quantileSorted(values, share));
  let i = 0;
  let below = 0;
  let [place, value] = [0, sketch.min];
  return shares.map((share) => {
    if (share <= 0) return sketch.min;
    if (share >= 1) return sketch.max;
    const wanted = (sketch.n - 1) * share;
    for (; i < values.length; i++) {
      const middle = below + (weights[i] - 1) / 2;
      if (middle > wanted) break;
      below += weights[i];
      [place, value] = [middle, values[i]];
    }
    const isLast = i === values.length;
    const nextPlace = isLast ? sketch.n - 1 : below + (weights[i] - 1) / 2;
    const next = isLast ? sketch.max : values[i];
    const part = nextPlace === place ? 0 : (wanted - place) / (nextPlace - place);
    return Math.min(next, Math.max(value, value * (1 - part) + next * part));
  });
}

/**
 * Bound of the error of ranks, as a share of n: with a chance of at least 99 % all of nine quantiles keep it.
 *
 * Each time values that stood for w were dropped, a rank moved by -w, 0 or w, with a mean of 0. The sum keeps to
 * sqrt(2 V ln(2 * 9 / 0.01)), V the sum of w^2; half of what neighbors stand for comes on top. 0 when exact.
 *
 * @source Hoeffding (1963), "Probability Inequalities for Sums of Bounded Random Variables", theorem 2.
 */
export function rankError({ n, levels, droppedSquares }: QuantileSketch): number {
  if (levels.length === 0) return 0;
  return Math.min(1, (Math.sqrt(2 * LOG_RISK * droppedSquares) + 2 ** levels.length) / n);
}

/**
 * Variance that dropping values has given the share of values below any point: each time values that stood for w were dropped, a
 * rank moved by -w, 0 or w, with a mean of 0 and a variance of at most w^2. 0 when exact.
 */
export function rankVariance({ n, droppedSquares }: QuantileSketch): number {
  return n === 0 ? 0 : droppedSquares / (n * n);
}

export function quantilesToState({ nBuffered, ...sketch }: QuantileSketch): QuantileState {
  return {
    ...sketch,
    buffer: sketch.buffer.slice(0, nBuffered).sort(),
    levels: sketch.levels.map((level) => level.slice()),
  };
}

/** @throws ARGUMENT_INVALID when the values do not stand for n values in all. */
export function quantilesFromState(state: QuantileState): QuantileSketch {
  const buffered = state.buffer.length;
  const total = state.levels.reduce((sum, { length }, h) => sum + length * 2 ** (h + 1), buffered);
  assertStored(total === state.n, 'n', `be ${total}, for which its values stand`, state.n);
  return copy({ ...state, nBuffered: buffered, levels: [...state.levels] });
}
