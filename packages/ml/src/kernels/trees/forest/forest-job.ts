import type { Heap } from '../../heap.ts';
import { MAX_BINS } from './binned-columns.ts';

/** Whole numbers of a job in their order, 4 bytes each; addresses are of linear memory. */
const FIRST_WORDS = [
  'nRows',
  'nColumns',
  /** Bins, a byte each, column by column. */
  'bins',
  /** Cuts of all columns, and for each column where its own begin. */
  'cuts',
  'cutOffsets',
  /** A double per row: its class, or its number less `origin`. */
  'targets',
  /** A double per row, or 0: each counts once. */
  'weights',
  /** 0 where splits are scored by squared error: numbers, and two classes as 0 and 1. */
  'nClasses',
  'isBootstrap',
  'drawsCuts',
  'nCandidates',
  'maxDepth',
] as const;
/** Then two doubles: the least weight of a leaf, and what a leaf adds to the mean of its targets. */
const DOUBLES = ['minLeaf', 'origin'] as const;
const LAST_WORDS = [
  /** Nodes of at most so many rows are copied side by side; 0 for none. */
  'nearRows',
  ...['rows', 'spare', 'pairs', 'nodePairs', 'histogram', 'totals', 'order', 'columns'],
  ...['stack', 'near', 'nodes', 'leaves', 'nNodes', 'nLeaves', 'root'],
] as const;
const DOUBLES_AT = 4 * FIRST_WORDS.length;
const LAST_AT = DOUBLES_AT + 8 * DOUBLES.length;

/** Where the compiled kernel keeps what it works with; from there on to the end of the desk, nothing is a result. */
export const SCRATCH_AT = 128;
const JOB_BYTES = 192;

/** What a tree is grown from. */
export interface ForestJob {
  readonly nRows: number;
  readonly nColumns: number;
  readonly bins: number;
  readonly cuts: number;
  readonly cutOffsets: number;
  readonly targets: number;
  readonly weights: number;
  readonly nClasses: number;
  readonly isBootstrap: boolean;
  readonly drawsCuts: boolean;
  readonly nCandidates: number;
  readonly maxDepth: number;
  readonly minLeaf: number;
  readonly origin: number;
}

/** A job with room to work in and for its tree. */
export interface ForestDesk {
  /** Address of the job. */
  readonly at: number;
  /** Bytes from the job on, without what its tree is written to. */
  readonly sizeBytes: number;
  readonly nodes: number;
  readonly leaves: number;
}

/** Bytes of rows side by side that stay in the second cache. */
const NEAR_BYTES = 2 ** 20;
const MAX_NEAR_ROWS = 16_384;

/**
 * Rows of a node from which on it is copied: where the table does not stay in the caches anyway, and
 * enough columns are tried below to make up for copying all.
 */
export function nearRowsFor({ nRows, nColumns, nCandidates }: ForestJob): number {
  const fitting = Math.floor(NEAR_BYTES / (20 + nColumns));
  const nearRows = Math.min(MAX_NEAR_ROWS, fitting);
  return nRows >= 4 * nearRows && 8 * nCandidates >= nColumns ? nearRows : 0;
}

/**
 * Writes a job, with room for trees of at most `maxLeaves` leaves.
 *
 * @cost About 40 bytes per row, 12 + 8 nClasses per leaf.
 */
export function forestDesk(
  heap: Heap,
  job: ForestJob,
  { maxLeaves, nearRows = nearRowsFor(job) }: { maxLeaves: number; nearRows?: number },
): ForestDesk {
  const { nRows, nColumns, nClasses } = job;
  const nOutputs = Math.max(1, nClasses);
  const nodes = heap.take(12 * maxLeaves);
  const leaves = heap.take(8 * nOutputs * maxLeaves);
  const at = heap.take(JOB_BYTES);
  const place: Readonly<Record<string, number>> = {
    nearRows,
    rows: heap.take(4 * nRows),
    spare: heap.take(4 * nRows),
    pairs: heap.take(16 * nRows),
    nodePairs: heap.take(16 * nRows),
    histogram: heap.take(Math.max(16, 8 * nOutputs) * MAX_BINS),
    totals: heap.take(16 * nOutputs),
    order: heap.take(256 + 32),
    columns: heap.take(4 * nColumns),
    stack: heap.take(20 * (job.maxDepth + 2)),
    near: heap.take(nearRows * (16 + 4 + nColumns)),
    nodes,
    leaves,
  };
  const words = (from: number, names: readonly string[], values: object): void => {
    heap
      .ints(from, names.length)
      .set(names.map((name) => Number((values as Record<string, unknown>)[name] ?? 0)));
  };
  words(at, FIRST_WORDS, job);
  heap.doubles(at + DOUBLES_AT, 2).set([job.minLeaf, job.origin]);
  words(at + LAST_AT, LAST_WORDS, place);
  return { at, sizeBytes: heap.mark() - at, nodes, leaves };
}

/** What a job says, as it lies in memory. */
export function readForestJob(
  memory: ArrayBufferLike,
  at: number,
): ForestJob & Pick<ForestDesk, 'nodes' | 'leaves'> {
  const words = new Int32Array(memory, at, SCRATCH_AT / 4);
  const doubles = new Float64Array(memory, at + DOUBLES_AT, 2);
  const fields = Object.fromEntries([
    ...FIRST_WORDS.map((name, k) => [name, words[k]]),
    ...LAST_WORDS.map((name, k) => [name, words[LAST_AT / 4 + k] >>> 0]),
  ]);
  return {
    ...fields,
    isBootstrap: fields.isBootstrap !== 0,
    drawsCuts: fields.drawsCuts !== 0,
    minLeaf: doubles[0],
    origin: doubles[1],
  };
}

/** The tree that a job has grown. */
export interface ForestResult {
  readonly nNodes: number;
  readonly nLeaves: number;
  readonly root: number;
}

const RESULT_AT = LAST_AT + 4 * LAST_WORDS.indexOf('nNodes');

export function readForestResult(memory: ArrayBufferLike, at: number): ForestResult {
  const [nNodes, nLeaves, root] = new Int32Array(memory, at + RESULT_AT, 3);
  return { nNodes, nLeaves, root };
}

export function writeForestResult(
  memory: ArrayBufferLike,
  at: number,
  { nNodes, nLeaves, root }: ForestResult,
): void {
  new Int32Array(memory, at + RESULT_AT, 3).set([nNodes, nLeaves, root]);
}
