import type { OffendingRow } from '@kaizenml/contracts';

/** Most rows that an anomaly shows. */
export const SHOWN_ROWS = 10;

/** The rows in which one check fails: how many, the first of them, and one bit each. */
export interface Sightings {
  count: number;
  readonly first: OffendingRow[];
  /** Bit `row % 32` of word `row / 32`, rows from 0; words behind the last row that offends are not there. */
  bits: Uint32Array;
}

export function noSightings(): Sightings {
  return { count: 0, first: [], bits: new Uint32Array(0) };
}

/**
 * Adds a row, from 0; rows come in order.
 *
 * @param written Called for the rows that are shown only.
 */
export function see(sightings: Sightings, row: number, written: () => string | null): void {
  if (sightings.count++ < SHOWN_ROWS) sightings.first.push({ row: row + 1, value: written() });
  const word = row >>> 5;
  if (word >= sightings.bits.length) {
    const bits = new Uint32Array(Math.max(1024, 2 * word));
    bits.set(sightings.bits);
    sightings.bits = bits;
  }
  sightings.bits[word] |= 1 << (row & 31);
}

/** Whether a row, from 0, is among them. */
export function isSeen({ bits }: Sightings, row: number): boolean {
  return ((bits[row >>> 5] ?? 0) & (1 << (row & 31))) !== 0;
}

/** Empties sightings, whose rows are told. */
export function forget(sightings: Sightings): void {
  sightings.count = 0;
  sightings.first.length = 0;
  sightings.bits.fill(0);
}
