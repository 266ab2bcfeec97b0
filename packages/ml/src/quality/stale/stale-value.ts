import type { Binning, ColumnWindow } from '../../windows/index.ts';
import { weightAtValue } from '../dominant-value.ts';
import { moreOftenPValue } from '../shares-differ.ts';
import { partOf } from '../windowed-column.ts';
import type { Glance } from './glance.ts';
import { saysTheDate } from './says-the-date.ts';

/** Windows that must have stood still: fewer may be of one caller. */
const LEAST_WINDOWS = 3;
/** Rows of the reference beside those of its most frequent value, a share: with fewer a column hardly ever moved. */
const LEAST_OTHERS = 0.1;
/** How many times longer than ever before. */
const LONGER = 3;
/** Times that a column must have stood still and gone on before it is known how long it does so by nature. */
const LEAST_RUNS = 3;

/** Windows in which it must be known to have moved before: one may be of few rows. */
const LEAST_BEFORE = 2;

/** What the model learned from; windows may be counted on other bins. */
interface Reference {
  readonly binning: Binning;
  readonly window: ColumnWindow;
}

/** A column that stands still. */
export interface StaleValue {
  readonly value: number | string;
  /** Place of the first window since which it does; 0: nobody saw it move. */
  readonly first: number;
  /** Of the rows since then that have a value, those that have this one. */
  readonly share: number;
  /** Rows of the reference with other values, a share. */
  readonly others: number;
  /** Probability of as much if rows were drawn as in the reference, times the number of values that it could have been. */
  readonly pValue: number;
}

/**
 * Whether a column that varied in the reference has one value in nearly all rows of the newest windows.
 *
 * Not said of columns that had one value in nine of ten rows of the reference, nor of a value that says the date. What stands still by
 * nature for a while, such as the price of a day, must do so three times longer than ever before, and have gone on three times.
 *
 * @param glances At windows that follow each other, oldest first.
 * @returns Undefined where it moves, or nobody knows.
 * @cost O(windows + bins)
 */
export function staleValue(
  glances: readonly Glance[],
  reference: Reference,
): StaleValue | undefined {
  const found = standstillOf(glances, reference);
  if (found === undefined) return undefined;
  const { value, first } = found;
  const { longestMs, isKnown } = usualOf(glances.slice(0, first));
  const still = glances.slice(first);
  const stillMs = still[still.length - 1].endMs - still[0].startMs;
  if (!isKnown || stillMs <= LONGER * longestMs) return undefined;
  const { binning, window } = reference;
  const all = window.weight - window.missing;
  const known = weightAtValue(binning, window, value);
  const count = (of: (glance: Glance) => number) => still.reduce((sum, one) => sum + of(one), 0);
  const nRows = count((one) => one.nRows);
  const nSame = count((one) => one.nRows * (one.only?.share ?? 0));
  const nValues = window.counts.filter((weight) => weight > 0).length;
  const pValue = moreOftenPValue(partOf(window, known, all), {
    ...{ count: Math.round(nSame), of: Math.round(nRows) },
  });
  const others = 1 - known / all;
  return { value, first, share: nSame / nRows, others, pValue: Math.min(1, nValues * pValue) };
}

/**
 * Whether a column stands still, and older windows must say since when, or whether that is usual.
 *
 * @cost O(windows + bins)
 */
export function valueNeedsPast(glances: readonly Glance[], reference: Reference): boolean {
  const found = standstillOf(glances, reference);
  if (found === undefined) return false;
  return found.first < LEAST_BEFORE || !usualOf(glances.slice(0, found.first)).isKnown;
}

/** Since when a column that varied has had the value that it has last, unless that says the date. */
function standstillOf(
  glances: readonly Glance[],
  { window }: Reference,
): Pick<StaleValue, 'value' | 'first'> | undefined {
  const value = glances.at(-1)?.only?.value;
  if (value === undefined) return undefined;
  const first = glances.findLastIndex(({ only }) => only?.value !== value) + 1;
  const still = glances.slice(first);
  const all = window.weight - window.missing;
  const isVaried = all > 0 && all - Math.max(...window.counts) >= LEAST_OTHERS * all;
  if (!isVaried || still.length < LEAST_WINDOWS) return undefined;
  return saysTheDate(value, still, window.moments) ? undefined : { value, first };
}

/** How long a column stands still at most before it goes on, and whether that is known: where it often does, it must be seen some times. */
function usualOf(glances: readonly Glance[]): {
  readonly longestMs: number;
  readonly isKnown: boolean;
} {
  const runs = runsOf(glances);
  const nStill = runs.reduce((sum, { nWindows }) => sum + nWindows, 0);
  const isShared = glances.length > 0 && 2 * nStill >= glances.length;
  const nWhole = runs.filter(({ isWhole }) => isWhole).length;
  return {
    longestMs: Math.max(0, ...runs.map(({ startMs, endMs }) => endMs - startMs)),
    isKnown: !isShared || nWhole >= LEAST_RUNS,
  };
}

/** Windows in a row with one value. */
interface Run {
  readonly startMs: number;
  endMs: number;
  nWindows: number;
  /** Whether its begin was seen. */
  readonly isWhole: boolean;
}

function runsOf(glances: readonly Glance[]): Run[] {
  const runs: Run[] = [];
  glances.forEach(({ startMs, endMs, only }, i) => {
    if (only === undefined) return;
    const last = runs.at(-1);
    if (last !== undefined && glances[i - 1].only?.value === only.value) {
      last.endMs = endMs;
      last.nWindows++;
    } else runs.push({ startMs, endMs, nWindows: 1, isWhole: i > 0 });
  });
  return runs;
}
