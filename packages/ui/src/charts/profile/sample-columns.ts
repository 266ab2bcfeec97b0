import type { ColumnStatistics, DatasetStatistics } from '@kaizenml/contracts';

const SHARES = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99] as const;
const DAY_MS = 86_400_000;

/** A column of made-up numbers for stories and tests: a triangle from `from` to `to`. */
export function sampleNumbers(name: string, from = 0, to = 20): ColumnStatistics {
  const width = (to - from) / 20;
  const counts = Array.from({ length: 20 }, (_, k) => Math.min(k + 1, 20 - k) * 4);
  const nRows = 450;
  const quantiles = SHARES.map((share) => ({ share, value: from + share * (to - from) }));
  return {
    name,
    kind: 'number',
    nRows,
    nMissing: 10,
    distinct: { count: 12_345, isExact: false, relativeError: 0.008 },
    top: [{ value: String(from), count: 7, error: 2 }],
    number: {
      isInteger: false,
      min: from,
      max: to,
      mean: (from + to) / 2,
      sd: (to - from) / 5,
      nZeros: 3,
      nNegative: 0,
      nNaN: 1,
      nInfinite: 0,
      quantiles,
      rankError: 0.002,
      equalWidth: {
        edges: Array.from({ length: 21 }, (_, k) => from + k * width),
        counts,
        error: 2,
      },
      equalCount: {
        edges: Array.from({ length: 11 }, (_, k) => from + k * 2 * width),
        counts: Array.from({ length: 10 }, () => 44),
        error: 2,
      },
    },
  };
}

/** A column of made-up categories, by their counts. */
export function sampleLevels(
  name: string,
  counts: Readonly<Record<string, number>>,
): ColumnStatistics {
  const top = Object.entries(counts)
    .map(([value, count]) => ({ value, count, error: 0 }))
    .sort((a, b) => b.count - a.count);
  const lengths = top.map(({ value }) => value.length);
  return {
    name,
    kind: 'category',
    nRows: top.reduce((sum, { count }) => sum + count, 0),
    nMissing: 0,
    distinct: { count: top.length, isExact: true, relativeError: 0 },
    top: top.slice(0, 20),
    values: top,
    text: {
      minLength: Math.min(...lengths),
      maxLength: Math.max(...lengths),
      meanLength: lengths.reduce((sum, length) => sum + length, 0) / lengths.length,
      nPadded: 2,
      nInvalidUtf8: 0,
      nNumeric: 0,
      nInteger: 0,
    },
  };
}

/** A column of made-up days with a gap. */
export function sampleDates(name: string): ColumnStatistics {
  const start = Date.UTC(2024, 0, 1);
  const { number, ...column } = sampleNumbers(name, start, start + 200 * DAY_MS);
  return {
    ...column,
    kind: 'date',
    number,
    date: {
      first: '2024-01-01',
      last: '2024-07-19',
      usualGapDays: 1,
      gaps: [{ from: '2024-03-01', to: '2024-04-05', days: 35 }],
    },
  };
}

/** A small table of every sort of column. @param shift What numbers lie higher by. Default 0. */
export function sampleStatistics(shift = 0): DatasetStatistics {
  return {
    nRows: 450,
    nDuplicateRows: 2,
    columns: [
      sampleNumbers('months', shift, 20 + shift),
      sampleLevels('plan', { basic: 300 - shift * 10, family: 100 + shift * 10, premium: 50 }),
      sampleDates('since'),
    ],
    associations: [
      { columns: ['months', 'plan'], measure: 'correlation-ratio', value: 0.42 },
      { columns: ['months', 'since'], measure: 'pearson', value: -0.87 },
    ],
    nAssociatedRows: 450,
  };
}
