import type { Task } from './task.ts';

/** Rows that are looked at, and neighbours that vote. */
const SEEN = 400;
const NEIGHBOURS = 5;
/** With fewer rows 8 % of wrong labels leave a dozen among the surest quarter of answers: no more than chance may. */
const FEWEST_ROWS = 600;
/** Share of the errors of always naming the largest class that neighbours may make. */
const LEARNED = 0.75;

/**
 * Whether the classes of a table can be learned well enough that wrong ones are told: the five nearest rows by its
 * numbers err at most three quarters as often as naming the largest class does. What nobody can predict nobody can doubt.
 */
export function isLearnable({ table, target }: Task): boolean {
  const { rows, names } = table;
  if (rows.length < FEWEST_ROWS) return false;
  const y = names.indexOf(target);
  const step = Math.max(1, Math.floor(rows.length / SEEN));
  const seen = rows.filter((row, i) => i % step === 0 && row[y] !== '');
  const features = names.flatMap((_, j) => (j === y ? [] : [codesOf(seen.map((row) => row[j]))]));
  const points = seen.map((_, i) => features.map((codes) => codes[i]));
  const wrong = points.filter((point, i) => {
    const near = points
      .map((other, k) => ({
        k,
        distance: k === i ? Infinity : point.reduce((sum, x, j) => sum + (x - other[j]) ** 2, 0),
      }))
      .sort((a, b) => a.distance - b.distance)
      .slice(0, NEIGHBOURS);
    return mostFrequent(near.map(({ k }) => seen[k][y])) !== seen[i][y];
  }).length;
  const largest = mostFrequent(seen.map((row) => row[y]));
  const others = seen.filter((row) => row[y] !== largest).length;
  return wrong <= LEARNED * others;
}

function mostFrequent(of: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const one of of) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
}

/** Numbers in standard deviations, gaps as the mean; words as numbers of their order; ids as nothing. */
function codesOf(cells: readonly string[]): number[] {
  const words = [...new Set(cells)].sort();
  const isNumber = cells.every((cell) => cell === '' || Number.isFinite(Number(cell)));
  if (!isNumber && words.length > 20) return cells.map(() => 0);
  const numbers = cells.map((cell) =>
    isNumber ? (cell === '' ? Number.NaN : Number(cell)) : words.indexOf(cell),
  );
  const known = numbers.filter((x) => !Number.isNaN(x));
  const mean = known.reduce((a, b) => a + b, 0) / known.length;
  const sd = Math.sqrt(known.reduce((a, b) => a + (b - mean) ** 2, 0) / known.length) || 1;
  return numbers.map((x) => (Number.isNaN(x) ? 0 : (x - mean) / sd));
}
