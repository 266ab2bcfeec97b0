import type {
  ColumnKind,
  ColumnStatistics,
  DatasetStatistics,
  DistinctCount,
} from '@kaizenml/contracts';

/** What the values of a column are together, which no single row tells. */
export interface FoundValues {
  /** Of texts `number` when every one is a number that does not name something. */
  readonly kind: ColumnKind;
  /** Of numbers. Default true. */
  readonly isInteger?: boolean | undefined;
  /** Of dates, in milliseconds since 1970 UTC; null without any. */
  readonly latest?: number | null | undefined;
  /** Some of the texts, when all look like one of the telling formats. */
  readonly alike?: readonly string[] | undefined;
}

/** What all rows of a column say together. */
export interface ColumnSummary extends FoundValues {
  readonly nPresent: number;
  /** Where the schema bounds it. */
  readonly distinct?: DistinctCount | undefined;
}

/** Nothing is known of how many different values there are. */
const UNCOUNTED: DistinctCount = { count: 0, isExact: false, relativeError: 1 };

/** Statistics as far as summaries tell; all else is unknown there. */
export function summaryStatistics(
  nRows: number,
  columns: ReadonlyMap<string, ColumnSummary>,
): DatasetStatistics {
  const found = [...columns].map(([name, summary]) => columnOf(name, nRows, summary));
  return { nRows, nDuplicateRows: null, columns: found };
}

function columnOf(
  name: string,
  nRows: number,
  { kind, nPresent, isInteger = true, latest = null, distinct, alike = [] }: ColumnSummary,
): ColumnStatistics {
  const top = alike.map((value) => ({ value, count: 1, error: 0 }));
  const column = { name, kind, nRows, nMissing: nRows - nPresent, top };
  const isNumeric = kind === 'number' || kind === 'date';
  return {
    ...column,
    distinct: distinct ?? UNCOUNTED,
    ...(isNumeric && { number: { ...NO_FIGURES, isInteger, max: latest } }),
  };
}

const NO_FIGURES = {
  min: null,
  mean: null,
  sd: null,
  nZeros: 0,
  nNegative: 0,
  nNaN: 0,
  nInfinite: 0,
  quantiles: [],
  rankError: 0,
  equalWidth: null,
  equalCount: null,
} as const;
