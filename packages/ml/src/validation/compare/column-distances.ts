import type { ColumnStatistics, NumberStatistics } from '@kaizenml/contracts';
import { jensenShannon, largestMove } from '../../drift/index.ts';
import { alignBins } from './align-bins.ts';
import { type AlignedValues, alignValues } from './align-values.ts';
import { normalizedDifference } from './normalized-difference.ts';
import { sharedTenths } from './shared-tenths.ts';

/**
 * Largest difference of the shares of one value, and that value. Of numbers with more than 1000 different values only
 * frequent ones are known: then it is a lower bound.
 *
 * @source Caveness et al. (2020), "TensorFlow Data Validation", SIGMOD.
 */
export function lInfinityDistance(
  a: ColumnStatistics,
  b: ColumnStatistics,
): { readonly distance: number; readonly value: string | null } {
  const { values, ...counts } = alignValues(a, b);
  const [p, q] = withRest(counts);
  const move = largestMove(p, q);
  if (move.bin < values.length) return { distance: move.distance, value: values[move.bin] ?? null };
  const [withoutRest, n] = [p.slice(0, -1), [presentOf(a), presentOf(b)]];
  return withoutRest.reduce<{ distance: number; value: string | null }>(
    (largest, count, i) => {
      const distance = Math.abs(count / n[0] - q[i] / n[1]);
      return distance > largest.distance ? { distance, value: values[i] } : largest;
    },
    { distance: 0, value: null },
  );
}

/**
 * Jensen-Shannon divergence, base 2: of numbers between the tenths of both, with NaN and infinity as bins of their own; of
 * everything else on values.
 *
 * Bins lose detail, and so do rare values that are not listed: the divergence is never above that of all values but for
 * values that lie unevenly within a bin.
 *
 * @source Lin (1991), "Divergence Measures Based on the Shannon Entropy", IEEE Trans. Inf. Theory 37.
 */
export function jensenShannonDivergence(
  a: ColumnStatistics,
  b: ColumnStatistics,
  { isCategorical = false }: { readonly isCategorical?: boolean | undefined } = {},
): number {
  if (isCategorical || !a.number || !b.number) return divergence(...withRest(alignValues(a, b)));
  const tenths = sharedTenths(a, b) ?? { a: [], b: [] };
  return divergence([...tenths.a, ...unusual(a.number)], [...tenths.b, ...unusual(b.number)]);
}

/** Largest difference of two counts over the sum of all: of numbers on common bins of equal width, of everything else on values. */
export function normalizedCountDifference(
  a: ColumnStatistics,
  b: ColumnStatistics,
  { isCategorical = false }: { readonly isCategorical?: boolean | undefined } = {},
): number {
  if (isCategorical || !a.number?.equalWidth || !b.number?.equalWidth) {
    const { a: countsA, b: countsB, restA, restB } = alignValues(a, b);
    return normalizedDifference(countsA, countsB, restA + restB);
  }
  const bins = alignBins(a.number.equalWidth, b.number.equalWidth);
  return normalizedDifference([...bins.a, ...unusual(a.number)], [...bins.b, ...unusual(b.number)]);
}

function unusual({ nNaN, nInfinite }: NumberStatistics): number[] {
  return [nNaN, nInfinite];
}

/** The square of the distance, which is what comparators bound. */
function divergence(a: readonly number[], b: readonly number[]): number {
  return jensenShannon(a, b) ** 2;
}

function withRest({
  a,
  b,
  restA,
  restB,
}: Omit<AlignedValues, 'values'>): [a: number[], b: number[]] {
  return [
    [...a, restA],
    [...b, restB],
  ];
}

function presentOf({ nRows, nMissing }: ColumnStatistics): number {
  return nRows - nMissing;
}
