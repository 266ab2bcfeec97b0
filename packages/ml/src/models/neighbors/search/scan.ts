import {
  boxGaps,
  DISTANCES,
  KEPT_BOUND,
  KEPT_COUNT,
  KEPT_HEAD,
  KEPT_LEFT_OUT,
  loadKernels,
  offerRows,
  threadHeap,
} from '../../../kernels/index.ts';
import type { RowSpace } from './row-space.ts';

/** Comparison of some queries with rows and boxes; how, the two functions below decide. */
export interface Scan {
  readonly nQueries: number;
  readonly k: number;
  /** Offers the rows of panels first to last - 1 to the nearest of a query. */
  offer(query: number, first: number, last: number): void;
  /** How far a query is at least from the 4 boxes of a group. The array is written anew by the next call. */
  gaps(query: number, group: number): Float64Array;
  /** The record of the nearest rows of a query; see `offerRows`. */
  kept(query: number): Float64Array;
}

/** Queries one after the other, p numbers each. */
export interface Queries {
  readonly values: Float64Array;
  readonly nQueries: number;
}

/** Below this many queries, copying the rows to the kernels would take longer than they save. */
const MIN_QUERIES = 8;

/** Queries that are compared side by side, so that a block of rows is read once for all of them. */
const BATCH = 256;

/** Neighbors that a batch keeps at most, to bound its memory. */
const BATCH_NEIGHBORS = 2 ** 20;

/**
 * Compares queries in batches, by kernels where there are enough queries to pay for the copies. The
 * bits are the same.
 *
 * @param use Gets each batch and the position of its first query. Its records last until it returns.
 */
export function scanBatches(
  space: RowSpace,
  { values, nQueries }: Queries,
  k: number,
  use: (scan: Scan, first: number) => void,
): void {
  const { nColumns: p } = space;
  const batchSize = Math.max(1, Math.min(BATCH, nQueries, Math.floor(BATCH_NEIGHBORS / k)));
  const each = (make: (batch: Queries) => Scan) => {
    for (let first = 0; first < nQueries; first += batchSize) {
      const size = Math.min(batchSize, nQueries - first);
      const batch = values.subarray(first * p, (first + size) * p);
      use(make({ values: batch, nQueries: size }), first);
    }
  };
  if (nQueries < MIN_QUERIES) {
    each((batch) => directScan(space, batch, k));
    return;
  }
  const heap = threadHeap();
  const mark = heap.mark();
  try {
    each(compiledScans(space, k, batchSize));
  } finally {
    heap.release(mark);
  }
}

/** A scan over the arrays as they are, for few queries. */
function directScan(space: RowSpace, { values, nQueries }: Queries, k: number): Scan {
  const { nColumns: p, boxes } = space;
  const records = Array.from({ length: nQueries }, () =>
    emptied(new Float64Array(KEPT_HEAD + 2 * k)),
  );
  const queries = records.map((_, i) => values.subarray(i * p, (i + 1) * p));
  const found = new Float64Array(4);
  return {
    nQueries,
    k,
    offer: (i, first, last) => offerRows(space, queries[i], { first, last, kept: records[i], k }),
    gaps(i, group) {
      boxGaps(boxes.subarray(group * 8 * p, (group + 1) * 8 * p), space, queries[i], found);
      return found;
    },
    kept: (i) => records[i],
  };
}

/** Copies the rows to the kernels' memory; the function it returns makes one batch after the other there. */
function compiledScans(space: RowSpace, k: number, batchSize: number): (batch: Queries) => Scan {
  const { nRows, nColumns: p, metric, panels, boxes } = space;
  const heap = threadHeap();
  const rowsAt = heap.take(panels.byteLength);
  const boxesAt = heap.take(boxes.byteLength);
  const queriesAt = heap.take(8 * p * batchSize);
  const gapsAt = heap.take(32);
  const recordLength = KEPT_HEAD + 2 * k;
  const recordsAt = heap.take(8 * recordLength * batchSize);
  const kernels = loadKernels(DISTANCES, heap.memory);
  heap.doubles(rowsAt, panels.length).set(panels);
  heap.doubles(boxesAt, boxes.length).set(boxes);
  const found = heap.doubles(gapsAt, 4);
  const recordAt = (i: number) => recordsAt + 8 * recordLength * i;
  const queryAt = (i: number) => queriesAt + 8 * p * i;
  return ({ values, nQueries }) => {
    heap.doubles(queriesAt, values.length).set(values);
    for (let i = 0; i < nQueries; i++) emptied(heap.doubles(recordAt(i), recordLength));
    return {
      nQueries,
      k,
      offer: (i, first, last) =>
        kernels.offerRows(rowsAt, nRows, p, metric, queryAt(i), first, last, recordAt(i), k),
      gaps(i, group) {
        kernels.boxGaps(boxesAt + 64 * p * group, p, metric, queryAt(i), gapsAt);
        return found;
      },
      kept: (i) => heap.doubles(recordAt(i), recordLength),
    };
  };
}

function emptied(record: Float64Array): Float64Array {
  record[KEPT_BOUND] = Number.POSITIVE_INFINITY;
  record[KEPT_LEFT_OUT] = Number.POSITIVE_INFINITY;
  record[KEPT_COUNT] = 0;
  return record;
}
