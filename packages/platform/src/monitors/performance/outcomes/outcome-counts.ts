import { addMean, type MeanSum, noMean } from './mean-sum.ts';

/** Rows that are alike. */
export interface Cell {
  nRows: number;
  /** What they stand for. */
  weight: number;
  /** Sum of what was stated of them, by weights. */
  stated: number;
}

/** Rows whose believable probability is about the same. */
export interface TrustCell {
  nRows: number;
  weight: number;
  /** How often it was to come true, and how often it did. */
  expected: number;
  happened: number;
  /** Of `happened`, if the probabilities are right. */
  variance: number;
}

/**
 * What labelled rows showed, added up: every metric that is kept follows from it, whatever windows are taken together.
 *
 * Metrics of calls and mean losses are exact; those of ranks are so up to the pairs of rows that share a bin.
 */
export interface OutcomeCounts {
  /** Rows that have a label. */
  nRows: number;
  /** Labels that are no class, or no number, of the model. */
  nUnreadable: number;
  /** By `<truth>/<called>`, codes of classes. */
  readonly calls: Record<string, Cell>;
  /** By `<class>/<bin>/<1 where it was the class>`: of two classes the second, of up to twenty each; `called` for the class that was called. */
  readonly scores: Record<string, Cell>;
  /** Mean losses by metric, of `rmse` the squared one; of numbers `truth`, and by how much answers were `over` and `under` it. */
  readonly means: Record<string, MeanSum>;
  /** By tenth of the believable probability. */
  readonly trust: Record<string, TrustCell>;
}

/** No row. */
export function noOutcomes(): OutcomeCounts {
  return { nRows: 0, nUnreadable: 0, calls: {}, scores: {}, means: {}, trust: {} };
}

/** Adds outcomes, in place. @cost O(cells) */
export function addOutcomes(sum: OutcomeCounts, other: OutcomeCounts): void {
  sum.nRows += other.nRows;
  sum.nUnreadable += other.nUnreadable;
  for (const part of ['calls', 'scores'] as const)
    for (const [key, cell] of Object.entries(other[part])) addCell(sum[part], key, cell);
  for (const [name, mean] of Object.entries(other.means)) addMean(meanOf(sum, name), mean);
  for (const [bin, cell] of Object.entries(other.trust)) {
    const into = trustOf(sum, bin);
    into.nRows += cell.nRows;
    into.weight += cell.weight;
    into.expected += cell.expected;
    into.happened += cell.happened;
    into.variance += cell.variance;
  }
}

/** Counts rows into a cell. */
export function addCell(cells: Record<string, Cell>, key: string, more: Cell): void {
  cells[key] ??= { nRows: 0, weight: 0, stated: 0 };
  const cell = cells[key];
  cell.nRows += more.nRows;
  cell.weight += more.weight;
  cell.stated += more.stated;
}

/** A mean of these outcomes, begun where it is not there. */
export function meanOf({ means }: OutcomeCounts, name: string): MeanSum {
  means[name] ??= noMean();
  return means[name];
}

/** A cell of what may be believed, begun where it is not there. */
export function trustOf({ trust }: OutcomeCounts, bin: string): TrustCell {
  trust[bin] ??= { nRows: 0, weight: 0, expected: 0, happened: 0, variance: 0 };
  return trust[bin];
}
