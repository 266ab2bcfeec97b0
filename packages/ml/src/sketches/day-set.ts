import type { DateStatistics } from '@kaizenml/contracts';
import { isoDate } from '../table/index.ts';
import { assertStored } from './parts/sketch-invalid.ts';

const DAY_MS = 86_400_000;

/** Days are told apart within so many bytes of eight days: 1000 years and 46 kB. */
const MAX_BYTES = 45_656;

const MAX_GAPS = 10;

/** Which days have rows, a bit each. Exact, in any order; beyond 1000 years the days are given up. */
export interface DaySet {
  /** Day 8 * first since 1970 is the lowest bit of the first byte. */
  first: number;
  /** Null where the days span too long. */
  bits: Uint8Array | null;
}

export function emptyDays(): DaySet {
  return { first: 0, bits: new Uint8Array() };
}

/** Adds the days of the first n instants, in place. @param instants Milliseconds since 1970 UTC, finite. @cost O(n) */
export function addDays(
  days: DaySet,
  instants: Float64Array,
  n: number,
  { min, max }: { readonly min: number; readonly max: number },
): void {
  if (n === 0) return;
  widen(days, byteOf(min), byteOf(max));
  const { bits } = days;
  if (bits === null) return;
  for (let i = 0; i < n; i++) {
    const day = Math.floor(instants[i] / DAY_MS) - 8 * days.first;
    bits[day >>> 3] |= 1 << (day & 7);
  }
}

function byteOf(instant: number): number {
  return Math.floor(instant / (8 * DAY_MS));
}

function widen(days: DaySet, from: number, to: number): void {
  const { first, bits } = days;
  if (bits === null || (bits.length > 0 && from >= first && to < first + bits.length)) return;
  const low = bits.length === 0 ? from : Math.min(from, first);
  const high = bits.length === 0 ? to : Math.max(to, first + bits.length - 1);
  const isTooLong = high - low >= MAX_BYTES;
  const wider = isTooLong ? null : new Uint8Array(high - low + 1);
  wider?.set(bits, bits.length === 0 ? 0 : first - low);
  Object.assign(days, { first: isTooLong ? 0 : low, bits: wider });
}

/** Both together. The two stay as they are. */
export function mergeDays(a: DaySet, b: DaySet): DaySet {
  if (a.bits === null || b.bits === null) return { first: 0, bits: null };
  const merged = { first: a.first, bits: a.bits.slice() };
  if (b.bits.length === 0) return merged;
  widen(merged, b.first, b.first + b.bits.length - 1);
  b.bits.forEach((byte, i) => {
    if (merged.bits !== null) merged.bits[b.first - merged.first + i] |= byte;
  });
  return merged;
}

/** Step and gaps of the days that have rows. The usual step is the most frequent one, the shorter of equal ones. */
export function dayGaps(days: DaySet): Pick<DateStatistics, 'usualGapDays' | 'gaps'> {
  const held = listDays(days);
  if (held.length < 3) return { usualGapDays: null, gaps: [] };
  const steps = held.slice(1).map((day, i) => ({ from: held[i], days: day - held[i] }));
  const nOf = new Map<number, number>();
  for (const step of steps) nOf.set(step.days, (nOf.get(step.days) ?? 0) + 1);
  const [[usualGapDays]] = [...nOf].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  const gaps = steps
    .filter((step) => step.days > usualGapDays)
    .sort((a, b) => b.days - a.days || a.from - b.from)
    .slice(0, MAX_GAPS)
    .map(({ from, days }) => ({
      from: isoDate(from * DAY_MS),
      to: isoDate((from + days) * DAY_MS),
      days,
    }));
  return { usualGapDays, gaps };
}

function listDays({ first, bits }: DaySet): number[] {
  const days: number[] = [];
  bits?.forEach((byte, i) => {
    for (let bit = 0; bit < 8; bit++) if ((byte >> bit) & 1) days.push(8 * (first + i) + bit);
  });
  return days;
}

/** A copy to keep. */
export function daysToState({ first, bits }: DaySet): Readonly<DaySet> {
  return { first, bits: bits?.slice() ?? null };
}

/** @throws ARGUMENT_INVALID when the set spans more days than one does. */
export function daysFromState(state: Readonly<DaySet>): DaySet {
  const nBytes = state.bits?.length ?? 0;
  assertStored(nBytes <= MAX_BYTES, 'bits', `have at most ${MAX_BYTES} bytes`, nBytes);
  return daysToState(state);
}
