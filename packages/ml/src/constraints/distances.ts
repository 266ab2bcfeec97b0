import { chiSquareTail } from '../stats/index.ts';
import type { WeighedNumbers } from './number-distribution.ts';

/**
 * c of the critical value c sqrt((n + m) / (n m)) of Smirnov's test at a level of about 0.003.
 *
 * @source Knuth (1998), "The Art of Computer Programming", vol. 2, 3.3.1, (15); the value of the engine behind the files.
 */
const CRITICAL = 1.8;

export type ComparisonMethod = 'Simple' | 'Robust';

/**
 * Largest difference of the shares of numbers up to any value; `Robust` less what chance gives, at least 0.
 *
 * @source Smirnov (1939), Bull. Math. Univ. Moscou 2.
 */
export function numberDistance(
  baseline: WeighedNumbers,
  current: WeighedNumbers,
  method: ComparisonMethod,
): number {
  const [n, m] = [totalOf(baseline.weights), totalOf(current.weights)];
  let [i, j, below, beside, largest] = [0, 0, 0, 0, 0];
  while (i < baseline.values.length || j < current.values.length) {
    const value = Math.min(baseline.values[i] ?? Infinity, current.values[j] ?? Infinity);
    for (; baseline.values[i] === value; i++) below += baseline.weights[i];
    for (; current.values[j] === value; j++) beside += current.weights[j];
    largest = Math.max(largest, Math.abs(below / n - beside / m));
  }
  return beyondChance(largest, { n, m, method });
}

/** Largest difference of the shares of any value; `Robust` less what chance gives, at least 0. */
export function valueDistance(
  baseline: ReadonlyMap<string, number>,
  current: ReadonlyMap<string, number>,
  method: ComparisonMethod,
): number {
  const [n, m] = [totalOf(baseline.values()), totalOf(current.values())];
  let largest = 0;
  for (const value of new Set([...baseline.keys(), ...current.keys()])) {
    const [a, b] = [(baseline.get(value) ?? 0) / n, (current.get(value) ?? 0) / m];
    largest = Math.max(largest, Math.abs(a - b));
  }
  return beyondChance(largest, { n, m, method });
}

/** Expected rows that a value must have, of two values and of more; of more, a fifth of them may have fewer. */
const LEAST_OF_TWO = 10;
const LEAST = 5;
const MAY_BE_RARE = 0.2;

/**
 * Pearson's p-value of the values of a window, the shares of the baseline being the truth. The rarest values are joined until enough rows
 * are expected of each; values that the baseline does not have are left out.
 *
 * @returns 0 to 1; null where fewer than two values are left.
 * @source Pearson (1900), Philosophical Magazine 50; Cochran (1952), Annals of Mathematical Statistics 23; Yates, Moore & McCabe (1999), "The Practice of Statistics", p. 734.
 */
export function valuePValue(
  baseline: ReadonlyMap<string, number>,
  current: ReadonlyMap<string, number>,
): number | null {
  const n = totalOf(baseline.values());
  const m = [...baseline.keys()].reduce((sum, value) => sum + (current.get(value) ?? 0), 0);
  const cells = [...baseline]
    .map(([value, count]) => ({ expected: (count / n) * m, found: current.get(value) ?? 0 }))
    .sort((a, b) => b.expected - a.expected);
  while (cells.length >= 2 && nRare(cells) > allowedRare(cells.length)) {
    const [next, rarest] = cells.splice(-2);
    cells.push({
      expected: next.expected + rarest.expected,
      found: next.found + rarest.found,
    });
    cells.sort((a, b) => b.expected - a.expected);
  }
  if (cells.length < 2 || m === 0) return null;
  const statistic = cells.reduce(
    (sum, { expected, found }) => sum + (found - expected) ** 2 / expected,
    0,
  );
  return chiSquareTail(statistic, cells.length - 1);
}

function nRare(cells: readonly { readonly expected: number }[]): number {
  const least = cells.length === 2 ? LEAST_OF_TWO : LEAST;
  return cells.filter(({ expected }) => expected < least).length;
}

function allowedRare(nCells: number): number {
  return nCells === 2 ? 0 : Math.floor(MAY_BE_RARE * nCells);
}

function beyondChance(
  distance: number,
  { n, m, method }: { readonly n: number; readonly m: number; readonly method: ComparisonMethod },
): number {
  if (method === 'Simple') return distance;
  return Math.max(0, distance - CRITICAL * Math.sqrt((n + m) / (n * m)));
}

function totalOf(counts: Iterable<number>): number {
  let total = 0;
  for (const count of counts) total += count;
  return total;
}
