import type { ColumnStatistics, FrequentValue } from '@kaizenml/contracts';

/** Rows of two columns by value. */
export interface AlignedValues {
  readonly values: readonly string[];
  readonly a: readonly number[];
  readonly b: readonly number[];
  /** Rows of values that are not known on both sides. */
  readonly restA: number;
  readonly restB: number;
}

/**
 * Counts of two columns over the same values: all of them where both list every value, else those that both know. What is
 * left of both is one rest, so that distances over it are lower bounds.
 */
export function alignValues(a: ColumnStatistics, b: ColumnStatistics): AlignedValues {
  const [inA, inB] = [countsOf(a), countsOf(b)];
  const values = [...new Set([...inA.counts.keys(), ...inB.counts.keys()])].filter(
    (value) =>
      (inA.isComplete || inA.counts.has(value)) && (inB.isComplete || inB.counts.has(value)),
  );
  const take = ({ counts }: Counts): number[] => values.map((value) => counts.get(value) ?? 0);
  const [countsA, countsB] = [take(inA), take(inB)];
  return {
    values,
    a: countsA,
    b: countsB,
    restA: inA.nPresent - sum(countsA),
    restB: inB.nPresent - sum(countsB),
  };
}

interface Counts {
  readonly counts: ReadonlyMap<string, number>;
  readonly isComplete: boolean;
  readonly nPresent: number;
}

function countsOf({ values, top, nRows, nMissing }: ColumnStatistics): Counts {
  const seen: readonly FrequentValue[] = values ?? top;
  const counts = new Map(seen.map(({ value, count, error }) => [value, count - error / 2]));
  const nPresent = nRows - nMissing;
  return { counts, isComplete: sum([...counts.values()]) === nPresent, nPresent };
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
