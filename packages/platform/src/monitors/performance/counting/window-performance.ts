import {
  addWindow,
  type Binning,
  type ColumnWindow,
  packWindow,
  unpackWindow,
} from '@kaizenml/ml/windows';
import { addMean, type MeanSum, noMean } from '../outcomes/mean-sum.ts';
import { addOutcomes, noOutcomes, type OutcomeCounts } from '../outcomes/outcome-counts.ts';

/** How good answers are likely to be, before anybody knows. */
export interface EstimatedPerformance {
  readonly metric: string;
  readonly value: number;
  /** Interval that holds the value of the labels in 90 of 100 windows; null where it cannot be told. */
  readonly low: number | null;
  readonly high: number | null;
  /** Answers that it was made of. */
  readonly nRows: number;
}

/** What one version did in one window, as far as is known by now. */
export interface WindowPerformance {
  /** Rows that were answered. */
  nRows: number;
  nRequests: number;
  /** Requests of which it is known what they brought. */
  nRewarded: number;
  readonly outcomes: OutcomeCounts;
  /** By name; see `nameOfSlice`. */
  readonly slices: Record<string, OutcomeCounts>;
  /** What requests brought, by metric. */
  readonly business: Record<string, MeanSum>;
  /** Labels, on the bins of the reference; null where there is none. */
  labels: ColumnWindow | null;
  estimated: readonly EstimatedPerformance[];
}

/** Nothing. */
export function noPerformance(): WindowPerformance {
  return {
    ...{ nRows: 0, nRequests: 0, nRewarded: 0, outcomes: noOutcomes() },
    ...{ slices: {}, business: {}, labels: null, estimated: [] },
  };
}

/** Adds what a version did in another window, in place. @cost O(cells) */
export function addPerformance(sum: WindowPerformance, other: WindowPerformance): void {
  sum.nRows += other.nRows;
  sum.nRequests += other.nRequests;
  sum.nRewarded += other.nRewarded;
  addOutcomes(sum.outcomes, other.outcomes);
  for (const [name, outcomes] of Object.entries(other.slices)) {
    sum.slices[name] ??= noOutcomes();
    addOutcomes(sum.slices[name], outcomes);
  }
  for (const [metric, mean] of Object.entries(other.business)) {
    sum.business[metric] ??= noMean();
    addMean(sum.business[metric], mean);
  }
  if (other.labels !== null) {
    if (sum.labels === null) sum.labels = structuredClone(other.labels);
    else addWindow(sum.labels, other.labels);
  }
  sum.estimated = [...sum.estimated, ...other.estimated];
}

interface Packed extends Omit<WindowPerformance, 'labels'> {
  readonly labels: string | null;
}

/** As bytes: JSON, of labels the packed window. */
export function packPerformance(performance: WindowPerformance): Uint8Array {
  const { labels } = performance;
  const packed: Packed = {
    ...performance,
    labels: labels === null ? null : Buffer.from(packWindow(labels)).toString('base64'),
  };
  return Buffer.from(JSON.stringify(packed));
}

/**
 * What was packed; the reverse of `packPerformance`.
 *
 * @param label Bins of the labels; without them labels are left out.
 */
export function unpackPerformance(bytes: Uint8Array, label?: Binning): WindowPerformance {
  const packed = JSON.parse(Buffer.from(bytes).toString()) as Packed;
  const labels =
    packed.labels === null || label === undefined
      ? null
      : unpackWindow(label, Buffer.from(packed.labels, 'base64'));
  return { ...packed, labels };
}
