import type { RetrainingSettings } from '@kaizenml/contracts/operations';

const DAY_MS = 86_400_000;
/** The oldest row counts as much at least, so that weights stay numbers that estimators can add up. */
const LEAST_WEIGHT = 1e-9;

/** Rows that might be learned from, in order of time. */
export interface HistoryRows {
  /** When each row came to be, milliseconds since 1970. */
  readonly at: Float64Array;
  /** How much each counts by itself. */
  readonly weights: Float64Array;
  /** Place of the first row that the champion has not learned from. */
  readonly firstNew: number;
  /** Of every new row: rows of one number are of one moment and stay together. It never falls. */
  readonly moments: Int32Array;
}

/** How rows are chosen. */
export interface HistoryChoice {
  readonly history: RetrainingSettings['history'];
  /** Instant that ages count from, milliseconds since 1970. */
  readonly untilMs: number;
  /** Since when the world is another one; undefined where nobody knows: then all rows are of the same world. */
  readonly changeMs: number | undefined;
  /**
   * Least share of the new rows, the newest, that nobody learns from, 0 to 1. Where the change is known, of those since it: of the new
   * world some are learned from and some compared on, however many rows of the old one are new.
   */
  readonly compareShare: number;
}

/** Which rows are learned from, and which both models are compared on. Places, rising. */
export interface ChosenHistory {
  readonly train: Int32Array;
  /** Of each row of `train`, 1 on average; null where all count the same. */
  readonly weights: Float64Array | null;
  /** The newest rows. No row of `train` is of their moments or a later one. */
  readonly newest: Int32Array;
}

/**
 * Chooses what a challenger learns from, and puts the newest rows aside.
 *
 * A row of age a counts exp2(-a / half-life) times its own weight under `halfLifeDays`; under the other policies a row is in or out.
 *
 * @cost O(rows).
 */
export function chooseHistory(rows: HistoryRows, choice: HistoryChoice): ChosenHistory {
  const n = rows.at.length;
  const cut = cutOf(rows, choice);
  const isKept = keeper(choice);
  const train = Int32Array.from({ length: cut }, (_, i) => i).filter((i) =>
    isKept(rows.at[i] ?? Number.NaN),
  );
  const newest = Int32Array.from({ length: n - cut }, (_, i) => cut + i);
  return { train, newest, weights: weightsOf(train, rows, choice) };
}

/** Place of the first of the newest rows. */
function cutOf(
  { at, firstNew, moments }: HistoryRows,
  { compareShare, changeMs = Number.NEGATIVE_INFINITY }: HistoryChoice,
): number {
  const nNew = at.length - firstNew;
  const nCounted = at.subarray(firstNew).filter((each) => each >= changeMs).length;
  if (nCounted === 0) return at.length;
  let cut = nNew - Math.ceil(compareShare * nCounted);
  while (cut > 0 && moments[cut] === moments[cut - 1]) cut--;
  return firstNew + cut;
}

function keeper({ history, untilMs, changeMs }: HistoryChoice): (at: number) => boolean {
  if (history === 'since-change')
    return changeMs === undefined ? () => true : (at) => at >= changeMs;
  if (typeof history === 'object' && 'windowDays' in history) {
    const fromMs = untilMs - history.windowDays * DAY_MS;
    return (at) => at >= fromMs;
  }
  return () => true;
}

function weightsOf(
  train: Int32Array,
  { at, weights }: HistoryRows,
  { history, untilMs }: HistoryChoice,
): Float64Array | null {
  const halfLifeMs =
    typeof history === 'object' && 'halfLifeDays' in history
      ? history.halfLifeDays * DAY_MS
      : Number.POSITIVE_INFINITY;
  const counted = Float64Array.from(train, (i) => {
    const age = Math.max(0, untilMs - (at[i] ?? untilMs));
    return (weights[i] ?? 1) * Math.max(LEAST_WEIGHT, 2 ** -(age / halfLifeMs));
  });
  const [first] = counted;
  if (counted.every((weight) => weight === first)) return null;
  const mean = counted.reduce((sum, weight) => sum + weight, 0) / counted.length;
  return mean > 0 ? counted.map((weight) => weight / mean) : counted;
}
