import type { ColumnStatistics, HistogramCounts, NumberStatistics } from '@kaizenml/contracts';

/**
 * Finite values of two columns of numbers between the tenths of both: at most 19 bins.
 *
 * Tenths, since one huge value would widen bins of equal width until they see nothing, and align them so badly with those
 * of the other column that equal distributions look far apart. Where not every value is counted, rows lie evenly between
 * the nearest edges of both histograms.
 *
 * @returns Rows per bin of each; null where one has no finite values.
 * @cost O(bins log bins + bins values)
 */
export function sharedTenths(
  a: ColumnStatistics,
  b: ColumnStatistics,
): { readonly a: readonly number[]; readonly b: readonly number[] } | null {
  const [x, y] = [a.number?.equalCount, b.number?.equalCount];
  if (!x || !y) return null;
  const edges = [...new Set([...x.edges.slice(1, -1), ...y.edges.slice(1, -1)])];
  edges.sort((one, other) => one - other);
  return { a: rowsBetween(a, edges), b: rowsBetween(b, edges) };
}

/** Rows below the first edge, between neighbors, and from the last edge on. */
function rowsBetween({ number, values }: ColumnStatistics, edges: readonly number[]): number[] {
  const total = sum(number?.equalCount?.counts ?? []);
  const below = values?.length ? belowOf(values) : interpolated(number);
  const cumulated = [...edges.map(below), total];
  return cumulated.map((rows, k) => Math.max(0, rows - (cumulated[k - 1] ?? 0)));
}

function belowOf(values: NonNullable<ColumnStatistics['values']>): (edge: number) => number {
  const finite = values
    .map(({ value, count }) => ({ value: Number(value), count }))
    .filter(({ value }) => Number.isFinite(value));
  return (edge) =>
    finite.reduce((rows, { value, count }) => (value < edge ? rows + count : rows), 0);
}

function interpolated(number: NumberStatistics | undefined): (edge: number) => number {
  const knots = [number?.equalWidth, number?.equalCount]
    .flatMap((bins) => (bins ? cumulate(bins) : []))
    .sort((left, right) => left.edge - right.edge || left.rows - right.rows);
  return (edge) => {
    const k = knots.findIndex((knot) => knot.edge >= edge);
    if (k < 0) return knots.at(-1)?.rows ?? 0;
    const [left, right] = [knots[k - 1], knots[k]];
    if (left === undefined || right.edge === edge) return right.rows;
    return left.rows + ((edge - left.edge) / (right.edge - left.edge)) * (right.rows - left.rows);
  };
}

/** Rows below each edge. */
function cumulate({ edges, counts }: HistogramCounts): { edge: number; rows: number }[] {
  return edges.map((edge, k) => ({ edge, rows: sum(counts.slice(0, k)) }));
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
