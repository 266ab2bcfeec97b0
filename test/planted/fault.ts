import type { TextTable } from './csv-text.ts';

/** How much of a fault is planted. `plain` is what every table must show. */
export const STRENGTHS = ['weak', 'plain', 'strong'] as const;
export type Strength = (typeof STRENGTHS)[number];

/** Share of the rows that a fault hits. */
export const SHARE = { weak: 0.004, plain: 0.03, strong: 0.12 } as const;

/** Seeded chance. */
export interface Chance {
  /** In [0, 1). */
  next(): number;
  /** A whole number below `n`. */
  below(n: number): number;
  pick<T>(from: readonly T[]): T;
}

/** A file with a fault, and what must be found. */
export interface Planted {
  readonly content: string | Uint8Array;
  /** Column that must be named; none for faults of the file. */
  readonly column?: string | undefined;
}

/** A fault of a file. */
export interface FileFault {
  readonly name: string;
  /** Codes of which any one tells of it. */
  readonly codes: readonly string[];
  /** Undefined where the table has nothing that could have the fault. */
  readonly plant: (table: TextTable, chance: Chance, strength: Strength) => Planted | undefined;
}

/** Chance from a seed. */
export function createChance(seed: number): Chance {
  let state = (seed * 2654435761) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n: number) => Math.floor(next() * n);
  return { next, below, pick: (from) => from[below(from.length)] };
}

/** Rows that a fault hits: at least two at its plain strength, at least one when it is weak. */
export function drawRows(nRows: number, chance: Chance, strength: Strength): number[] {
  const fewest = { weak: 1, plain: 4, strong: 8 }[strength];
  const n = Math.min(nRows, Math.max(fewest, Math.round(SHARE[strength] * nRows)));
  const drawn = new Set<number>();
  while (drawn.size < n) drawn.add(chance.below(nRows));
  return [...drawn].sort((a, b) => a - b);
}
