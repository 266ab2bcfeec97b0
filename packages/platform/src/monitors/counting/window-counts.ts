import {
  addWindow,
  type Binning,
  type ColumnBaseline,
  type ColumnWindow,
  emptyWindow,
} from '@kaizenml/ml/windows';
import { LATENCY_BINNING } from './latency-binning.ts';

/** What one version did in one window. */
export interface WindowCounts {
  /** Of the columns that are counted, in their order. */
  readonly columns: readonly ColumnWindow[];
  /** Requests that it answered, whatever they stand for. */
  nRequests: number;
  /** Requests that got no answer. */
  nFailures: number;
  readonly latency: ColumnWindow;
  /** Values that their column cannot hold, by column; they count as missing. */
  readonly unreadable: Record<string, number>;
}

/** Nothing yet, on the bins of a baseline. */
export function emptyCounts(columns: readonly { readonly binning: Binning }[]): WindowCounts {
  return {
    columns: columns.map(({ binning }) => emptyWindow(binning)),
    ...{ nRequests: 0, nFailures: 0 },
    latency: emptyWindow(LATENCY_BINNING),
    unreadable: {},
  };
}

/** Adds counts on the same bins, in place. @cost O(bins) */
export function addCounts(sum: WindowCounts, other: WindowCounts): void {
  other.columns.forEach((window, i) => {
    const into = sum.columns[i];
    if (into !== undefined) addWindow(into, window);
  });
  sum.nRequests += other.nRequests;
  sum.nFailures += other.nFailures;
  addWindow(sum.latency, other.latency);
  for (const [column, n] of Object.entries(other.unreadable))
    sum.unreadable[column] = (sum.unreadable[column] ?? 0) + n;
}

/** Columns of a baseline that windows of requests count: labels are known later. */
export function countedColumns(columns: readonly ColumnBaseline[]): readonly ColumnBaseline[] {
  return columns.filter(({ role }) => role !== 'label');
}
