import type { ColumnWindow } from '../../windows/index.ts';
import type { Glance } from './glance.ts';

/** Windows before, of which it is known how far a column is behind by nature. */
const LEAST_BEFORE = 8;
const LEAST_WINDOWS = 3;
/** Times how far the lag usually reaches by which it must have grown. */
const BEYOND = 3;

/** A time column that no longer follows the clock. */
export interface StaleTime {
  /** Its latest instant since then, or of all where nothing newer came; milliseconds since 1970. */
  readonly newest: number;
  /** Whether nothing newer came at all; else it goes on, but far behind. */
  readonly standsStill: boolean;
  /** Place of the first window since which it does. */
  readonly first: number;
  /** How far the newest instant is behind the end of its window, now and at most before, ms; below 0 where it is ahead. */
  readonly lagMs: number;
  readonly usualLagMs: number;
}

/** A place since which a column may be stale. */
type Split = Pick<StaleTime, 'newest' | 'standsStill' | 'first'>;

/**
 * Whether nothing newer comes in a column any more, or only much later than before.
 *
 * The lag of a window is its end less the newest instant in it. Since a column moved for the last time, or since some other place, it must
 * be beyond the largest lag before by more than three times what the lags before lie apart, or the length of a window. So columns that do
 * not follow the clock, such as dates of birth, are not meant.
 *
 * @param glances At windows that follow each other, oldest first.
 * @param reference What the model learned from: where it had one instant, there is nothing to follow.
 * @cost O(windows)
 */
export function staleTime(
  glances: readonly Glance[],
  { moments }: Pick<ColumnWindow, 'moments'>,
): StaleTime | undefined {
  const lags = glances.map(({ endMs, newest }) => endMs - newest);
  if (!(moments.min < moments.max) || !lags.every(Number.isFinite)) return undefined;
  const windowMs = Math.max(0, ...glances.map(({ startMs, endMs }) => endMs - startMs));
  const split = standstillOf(glances, lags, windowMs) ?? delayOf(glances, lags, windowMs);
  return (
    split && {
      ...split,
      lagMs: lags[lags.length - 1],
      usualLagMs: Math.max(...lags.slice(0, split.first)),
    }
  );
}

/**
 * Whether nothing newer came in all windows but the first ones, so that windows before them must say whether that is usual.
 *
 * @cost O(windows)
 */
export function timeNeedsPast(glances: readonly Glance[]): boolean {
  const { first } = newestOf(glances);
  return first < LEAST_BEFORE && glances.length - first >= LEAST_WINDOWS;
}

/** The newest instant of all, and the place after it. */
function newestOf(glances: readonly Glance[]): Pick<Split, 'newest' | 'first'> {
  const newest = Math.max(...glances.map((glance) => glance.newest));
  return { newest, first: glances.findIndex((glance) => glance.newest === newest) + 1 };
}

/** Since the newest instant of all, the lag has grown too far. */
function standstillOf(
  glances: readonly Glance[],
  lags: readonly number[],
  windowMs: number,
): Split | undefined {
  const { newest, first } = newestOf(glances);
  if (first < LEAST_BEFORE || glances.length - first < LEAST_WINDOWS) return undefined;
  const before = lags.slice(0, first);
  const far = farBeyond(Math.min(...before), Math.max(...before), windowMs);
  return lags.slice(-LEAST_WINDOWS).every((lag) => lag > far)
    ? { newest, standsStill: true, first }
    : undefined;
}

/** The first place since which all lags are too far. */
function delayOf(
  glances: readonly Glance[],
  lags: readonly number[],
  windowMs: number,
): Split | undefined {
  const leastAfter = lags.slice();
  for (let i = lags.length - 2; i >= 0; i--) leastAfter[i] = Math.min(lags[i], leastAfter[i + 1]);
  let [least, most] = [Infinity, -Infinity];
  for (let first = 0; first <= lags.length - LEAST_WINDOWS; first++) {
    if (first >= LEAST_BEFORE && leastAfter[first] > farBeyond(least, most, windowMs)) {
      const newest = Math.max(...glances.slice(first).map((glance) => glance.newest));
      return { newest, standsStill: false, first };
    }
    least = Math.min(least, lags[first]);
    most = Math.max(most, lags[first]);
  }
  return undefined;
}

function farBeyond(least: number, most: number, windowMs: number): number {
  return most + BEYOND * Math.max(most - least, windowMs);
}
