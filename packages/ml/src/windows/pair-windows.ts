import { type Binning, isLevelBinning, type LevelBinning, type NumberBinning } from './binning.ts';
import type { ColumnWindow } from './column-window.ts';

/** One bar of a picture of two windows. Shares are of the rows with a value, 0 to 1. */
export interface PairedBar {
  /** `value`: one number. `range`: numbers from `low` up to, not including, `high`. `new-level`: a level that the binning does not know. */
  readonly kind: 'value' | 'range' | 'level' | 'new-level' | 'other-levels';
  /** Null of numbers, and of all other levels together. */
  readonly level: string | null;
  /** Null where it is open. Of a value both are the value. */
  readonly low: number | null;
  readonly high: number | null;
  readonly before: number;
  readonly after: number;
}

const MOST_BARS = 40;
/** Rows beyond these quantiles of both windows are in bars that are open to one side. */
const OUTER = 0.005;
/** Two bars of the most are the open ones, and one is lost to round edges. */
const N_INNER = MOST_BARS - 3;
const FURTHEST = 1e300;
const ROUND_STEPS = [1, 2, 3, 4, 5, 6, 8, 10] as const;
/** Of dates: a week, a day, an hour, a minute, a second, a millisecond. */
const DATE_UNITS = [604_800_000, 86_400_000, 3_600_000, 60_000, 1000, 1] as const;

/**
 * Two windows of one column as bars that a person can read, at most 40.
 *
 * Of up to 40 numbers of the reference, and gaps between them, each has a bar. Other numbers are put on ranges of one width with round edges, between the quantiles of 0.5 and 99.5 %
 * of both windows; a bin that lies in several ranges is divided among them by width, as if its rows lay evenly in it. Of more levels the largest
 * have bars, by their larger share.
 *
 * @cost O(bins)
 */
export function pairWindows(
  binning: Binning,
  before: ColumnWindow,
  after: ColumnWindow,
): readonly PairedBar[] {
  return isLevelBinning(binning)
    ? pairLevels(binning, before, after)
    : pairNumbers(binning, before, after);
}

function pairLevels(
  { levels }: LevelBinning,
  before: ColumnWindow,
  after: ColumnWindow,
): readonly PairedBar[] {
  const names = new Set([...levels, ...before.newLevels.keys(), ...after.newLevels.keys()]);
  const [sharesBefore, sharesAfter] = [before, after].map((window) => levelShares(levels, window));
  const bars = [...names].flatMap((level, i): PairedBar[] => {
    const shares = { before: sharesBefore.get(level) ?? 0, after: sharesAfter.get(level) ?? 0 };
    if (shares.before === 0 && shares.after === 0) return [];
    const kind = i < levels.length ? 'level' : 'new-level';
    return [{ kind, level, low: null, high: null, ...shares }];
  });
  const size = (bar: PairedBar) => Math.max(bar.before, bar.after);
  const largest = bars.toSorted((a, b) => size(b) - size(a)).slice(0, MOST_BARS - 1);
  const shown = bars.filter((bar) => largest.includes(bar));
  const rest = {
    before: restOf(before, shown, (bar) => bar.before),
    after: restOf(after, shown, (bar) => bar.after),
  };
  return rest.before < 1e-9 && rest.after < 1e-9
    ? shown
    : [...shown, { kind: 'other-levels', level: null, low: null, high: null, ...rest }];
}

function levelShares(
  levels: readonly string[],
  { counts, newLevels }: ColumnWindow,
): Map<string, number> {
  const total = totalOf(counts);
  const known = levels.map((level, i) => [level, counts[i] / total] as const);
  return new Map([...known, ...[...newLevels].map(([level, n]) => [level, n / total] as const)]);
}

function restOf(
  { counts }: ColumnWindow,
  shown: readonly PairedBar[],
  share: (bar: PairedBar) => number,
): number {
  const isEmpty = counts.every((count) => count === 0);
  return isEmpty ? 0 : Math.max(0, 1 - shown.reduce((sum, bar) => sum + share(bar), 0));
}

/** Rows that lie evenly from `low` to `high`, or at one number. */
interface Mass {
  readonly low: number;
  readonly high: number;
  readonly share: number;
}

function pairNumbers(
  binning: NumberBinning,
  before: ColumnWindow,
  after: ColumnWindow,
): readonly PairedBar[] {
  const filled = Array.from(binning.centers.keys()).filter(
    (bin) => before.counts[bin] > 0 || after.counts[bin] > 0,
  );
  const [totalBefore, totalAfter] = [totalOf(before.counts), totalOf(after.counts)];
  if (filled.length <= MOST_BARS && filled.every((bin) => isAmongPoints(binning, bin)))
    return filled.map((bin) => ({
      ...ownPlace(binning, bin),
      before: before.counts[bin] / totalBefore,
      after: after.counts[bin] / totalAfter,
    }));
  const [massesBefore, massesAfter] = [before, after].map((window) =>
    filled.flatMap((bin) => massOf(binning, bin, window)),
  );
  const all = [massesBefore, massesAfter].filter((masses) => masses.length > 0);
  const low = Math.min(...all.map((masses) => quantileOf(masses, OUTER)));
  const high = Math.max(...all.map((masses) => quantileOf(masses, 1 - OUTER)));
  const edges = roundEdges(low, high, binning.kind === 'date');
  const [sharesBefore, sharesAfter] = [massesBefore, massesAfter].map((masses) =>
    onEdges(masses, edges),
  );
  return sharesBefore.flatMap((share, i): PairedBar[] => {
    const bar = { low: edges[i - 1] ?? null, high: edges[i] ?? null };
    const isOpen = bar.low === null || bar.high === null;
    if (isOpen && share === 0 && sharesAfter[i] === 0) return [];
    return [{ kind: 'range', level: null, ...bar, before: share, after: sharesAfter[i] }];
  });
}

/** Whether a bin is one of a few numbers, or a gap between two of them. */
function isAmongPoints({ edges }: NumberBinning, bin: number): boolean {
  const isPointAt = (i: number) => i > 0 && i < edges.length && isPoint(edges[i - 1], edges[i]);
  return isPointAt(bin) || (isPointAt(bin - 1) && isPointAt(bin + 1));
}

function ownPlace(
  { edges, centers }: NumberBinning,
  bin: number,
): Pick<PairedBar, 'kind' | 'level' | 'low' | 'high'> {
  const [low, high] = [edges[bin - 1] ?? null, edges[bin] ?? null];
  if (low !== null && high !== null && isPoint(low, high))
    return { kind: 'value', level: null, low: centers[bin], high: centers[bin] };
  return { kind: 'range', level: null, low, high };
}

/** Whether a bin holds one number: its edges are neighbors among doubles. */
function isPoint(low: number, high: number): boolean {
  return high - low <= 1e-12 * Math.max(Math.abs(low), Math.abs(high), Number.MIN_VALUE);
}

function massOf(
  { edges, centers }: NumberBinning,
  bin: number,
  { counts, moments }: ColumnWindow,
): readonly Mass[] {
  if (counts[bin] === 0) return [];
  const share = counts[bin] / totalOf(counts);
  const [left, right] = [edges[bin - 1] ?? -Infinity, edges[bin] ?? Infinity];
  const center = drawable(centers[bin]);
  if (isPoint(left, right)) return [{ low: center, high: center, share }];
  const low = drawable(Math.max(left, moments.min));
  const high = drawable(Math.min(right, moments.max));
  const isKnown = moments.weight > 0 && low <= high;
  return [isKnown ? { low, high, share } : { low: center, high: center, share }];
}

/** Near enough to 0 that differences are finite. */
function drawable(value: number): number {
  return Math.max(-FURTHEST, Math.min(FURTHEST, value));
}

/** @param masses Rising. */
function quantileOf(masses: readonly Mass[], level: number): number {
  let below = 0;
  for (const { low, high, share } of masses) {
    if (below + share >= level) return low + ((level - below) / share) * (high - low);
    below += share;
  }
  return masses[masses.length - 1].high;
}

/** Edges of one round width that reach from below `low` to above `high`; at most `N_INNER` + 1 ranges lie between them. */
function roundEdges(low: number, high: number, isDate: boolean): readonly number[] {
  const raw = (high - low) / N_INNER || Math.abs(low) / N_INNER || 1;
  const step = isDate ? dateStep(raw) : roundStep(raw);
  const first = Math.floor(low / step);
  const last = Math.max(first + 1, Math.floor(high / step) + 1);
  return Array.from({ length: last - first + 1 }, (_, i) => inDigits((first + i) * step));
}

function roundStep(raw: number): number {
  const power = 10 ** Math.floor(Math.log10(raw));
  return power * (ROUND_STEPS.find((step) => step * power >= raw * (1 - 1e-9)) ?? 10);
}

function dateStep(raw: number): number {
  const unit = DATE_UNITS.find((ms) => ms <= raw) ?? 1;
  return unit * Math.ceil(raw / unit);
}

/** Without the last digits of a product. */
function inDigits(value: number): number {
  return Number(value.toPrecision(13));
}

/** Shares below the first edge, between each two, and from the last edge on. */
function onEdges(masses: readonly Mass[], edges: readonly number[]): number[] {
  const shares = new Array<number>(edges.length + 1).fill(0);
  for (const { low, high, share } of masses) {
    if (high <= low) {
      shares[edges.filter((edge) => edge <= low).length] += share;
      continue;
    }
    for (let i = 0; i < shares.length; i++) {
      const from = Math.max(low, edges[i - 1] ?? -Infinity);
      const to = Math.min(high, edges[i] ?? Infinity);
      if (to > from) shares[i] += share * ((to - from) / (high - low));
    }
  }
  return shares;
}

/** Never 0, so that shares of nothing are 0. */
function totalOf(counts: Float64Array): number {
  return counts.reduce((sum, count) => sum + count, 0) || 1;
}
