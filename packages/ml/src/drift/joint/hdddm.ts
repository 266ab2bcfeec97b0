import { AppError } from '@kaizenml/contracts';
import { chiSquareQuantile } from '../../stats/index.ts';

/** What the detector knows between batches. Plain JSON. */
export interface HdddmState {
  /** Counts per column and bin of everything since the last drift. */
  readonly reference: readonly (readonly number[])[];
  /** Rows of the reference. */
  readonly nReference: number;
  /** Distance of the batch before; undefined before the first one. */
  readonly distance?: number;
  /** Changes of the distance since the last drift, in size. */
  readonly changes: readonly number[];
}

/** What one batch came to. */
export interface HdddmStep {
  readonly state: HdddmState;
  /** Mean over columns of Hellinger's distance to the reference. */
  readonly distance: number;
  /** How far the distance moved, and how far it may; undefined while too few batches are known. */
  readonly change: number | undefined;
  readonly threshold: number | undefined;
  readonly isDrift: boolean;
}

/**
 * Begins to watch batches against a reference.
 *
 * @param reference Counts per column and bin, on bins that do not change.
 */
export function startHdddm(
  reference: readonly (readonly number[])[],
  nReference: number,
): HdddmState {
  return { reference, nReference, changes: [] };
}

/**
 * The next batch: it drifts when its distance to all rows since the last drift moves more than it usually does. A batch that does
 * joins the reference, one that drifts becomes it. The first three batches cannot drift: what is usual is not known.
 *
 * On fixed bins and counts, where the paper takes as many bins as the root of the rows; so batches need not be kept.
 *
 * @param batch Counts per column and bin. @param nRows Rows of the batch.
 * @param significance Of the t test of a change. Default 0.05.
 * @throws SHAPE_MISMATCH where the bins are others.
 * @cost O(bins)
 * @source Ditzler & Polikar (2011), "Hellinger Distance Based Drift Detection for Nonstationary Environments", IEEE CIDUE.
 */
export function stepHdddm(
  state: HdddmState,
  batch: readonly (readonly number[])[],
  { nRows, significance = 0.05 }: { readonly nRows: number; readonly significance?: number },
): HdddmStep {
  assertSameBins(state.reference, batch);
  const distance = meanHellinger(state.reference, batch);
  const before = state.distance;
  const change = before === undefined ? undefined : Math.abs(distance - before);
  const threshold =
    state.changes.length === 0
      ? undefined
      : thresholdOf(state.changes, { freedom: state.nReference + nRows - 2, significance });
  const isDrift = change !== undefined && threshold !== undefined && change > threshold;
  const next: HdddmState = isDrift
    ? { reference: batch, nReference: nRows, changes: [] }
    : {
        reference: state.reference.map((counts, c) => counts.map((n, bin) => n + batch[c][bin])),
        nReference: state.nReference + nRows,
        distance,
        changes: change === undefined ? state.changes : [...state.changes, change],
      };
  return { state: next, distance, change, threshold, isDrift };
}

/** The mean of changes so far and as many standard errors as the t distribution says; both by batches since the drift, as the paper has it. */
function thresholdOf(
  changes: readonly number[],
  { freedom, significance }: { readonly freedom: number; readonly significance: number },
): number {
  const n = changes.length + 1;
  const mean = changes.reduce((sum, change) => sum + change, 0) / n;
  const squares = changes.reduce((sum, change) => sum + (change - mean) ** 2, 0);
  return (
    mean + studentQuantile(1 - significance / 2, freedom) * (Math.sqrt(squares / n) / Math.sqrt(n))
  );
}

function meanHellinger(
  reference: readonly (readonly number[])[],
  batch: readonly (readonly number[])[],
): number {
  const distances = reference.map((counts, c) => {
    const [n, m] = [counts, batch[c]].map((each) => each.reduce((sum, count) => sum + count, 0));
    if (n === 0 || m === 0) return 0;
    let squares = 0;
    for (let bin = 0; bin < counts.length; bin++)
      squares += (Math.sqrt(batch[c][bin] / m) - Math.sqrt(counts[bin] / n)) ** 2;
    return Math.sqrt(squares);
  });
  return distances.reduce((sum, distance) => sum + distance, 0) / distances.length;
}

/** Of Student's t above its median, to five digits from 10 degrees of freedom on. @source Abramowitz & Stegun (1964), 26.7.5. */
function studentQuantile(share: number, freedom: number): number {
  const z = Math.sqrt(chiSquareQuantile(2 * share - 1, 1));
  return (
    z +
    (z ** 3 + z) / (4 * freedom) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * freedom ** 3)
  );
}

function assertSameBins(
  reference: readonly (readonly number[])[],
  batch: readonly (readonly number[])[],
): void {
  const [expected, received] = [reference, batch].map((columns) =>
    columns.map((each) => each.length),
  );
  if (expected.join() === received.join()) return;
  throw new AppError('SHAPE_MISMATCH', {
    message: `A batch must be counted on the bins of its reference, ${expected.join(', ')} per column, got ${received.join(', ')}.`,
    hint: 'Count both on one binning.',
    details: { expected, received },
  });
}
