import type { ColumnStatistics, HistogramCounts } from '@kaizenml/contracts';

/** So many neighboring whole numbers get a bar each. */
const MOST_BARS = 40;

/** A bin per whole number where all are counted and lie close together, else the bins of equal width. */
export function barBins(column: ColumnStatistics): HistogramCounts | null {
  return unitBins(column) ?? column.number?.equalWidth ?? null;
}

/** Bins of both columns of a pair, of the same sort. */
export function pairedBins(
  before: ColumnStatistics | null,
  after: ColumnStatistics | null,
): [HistogramCounts | null, HistogramCounts | null] {
  const units = [before, after].map((column) => column && unitBins(column));
  if (units.every((one, i) => one !== null || [before, after][i] === null))
    return [units[0] ?? null, units[1] ?? null];
  return [before?.number?.equalWidth ?? null, after?.number?.equalWidth ?? null];
}

function unitBins({ kind, number, values }: ColumnStatistics): HistogramCounts | null {
  const [min, max] = [number?.min, number?.max];
  if (kind !== 'number' || !number?.isInteger || !values) return null;
  if (typeof min !== 'number' || typeof max !== 'number' || !(max - min < MOST_BARS)) return null;
  const counts = new Array<number>(max - min + 1).fill(0);
  for (const { value, count } of values) {
    const k = Number(value) - min;
    if (k >= 0 && k < counts.length) counts[k] = count;
  }
  return { edges: Array.from({ length: counts.length + 1 }, (_, k) => min + k), counts, error: 0 };
}

/** Whether every bin holds a single whole number, which is its lower edge. */
export function areUnits({ edges, error }: HistogramCounts, isInteger: boolean): boolean {
  return (
    isInteger &&
    error === 0 &&
    edges.every(
      (edge, k) => Number.isInteger(edge) && (k === 0 || edge - (edges[k - 1] ?? 0) === 1),
    )
  );
}
