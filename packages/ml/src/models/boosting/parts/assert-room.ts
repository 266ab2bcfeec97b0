import { AppError } from '@kaizenml/contracts';
import type { Heap } from '../../../kernels/index.ts';

/** What a fit takes from the heap. */
export interface FitRoom {
  readonly nRows: number;
  /** Columns as bytes: one per column that varies, fewer where sparse ones share. */
  readonly nTracks: number;
  /** Of these, what a tree gets a table of its own for. 0: every tree reads all. */
  readonly nDrawnTracks: number;
  readonly nColumns: number;
  /** Slots of a histogram. */
  readonly nSlots: number;
  /** Trees of a round: 1, or one per class. */
  readonly nOutputs: number;
  /** Rows that say when to stop. */
  readonly nValidationRows: number;
  /** Histograms that may be held at once. */
  readonly nHistograms: number;
  readonly nMembers: number;
}

/** The list of rows twice over, the gradients of a tree, labels and weights, what rows are parted into: 8 bytes each. */
const ROW_BYTES = 48;
/** Score, gradient and Hessian. */
const OUTPUT_BYTES = 24;
const HISTOGRAM_POOL_BYTES = 2 ** 28;
const LEAST_HISTOGRAMS = 4;
/** Tables of the search for splits; those of symmetric trees are the largest. */
const COLUMN_BYTES = 4096 + 256;
const FIXED_BYTES = 2 ** 20;

/**
 * Bytes that boosting takes from the heap at most: bins twice, those of the columns that are drawn for a tree, a copy for
 * leaves whose rows lie far apart, what is known of each row, and histograms.
 */
export function bytesOfFit(room: FitRoom): number {
  return room.nRows * bytesPerRow(room) + restBytes(room);
}

function bytesPerRow({ nTracks, nDrawnTracks, nOutputs }: FitRoom): number {
  const drawn = nDrawnTracks === 0 ? 0 : nDrawnTracks + (nDrawnTracks + 1 + 8);
  return 2 * nTracks + (nTracks + 1 + 8) + drawn + ROW_BYTES + OUTPUT_BYTES * nOutputs;
}

function restBytes(room: FitRoom): number {
  const { nColumns, nSlots, nOutputs, nValidationRows, nHistograms, nMembers } = room;
  const histogram = 8 * nSlots;
  const most = Math.max(LEAST_HISTOGRAMS, Math.floor(HISTOGRAM_POOL_BYTES / histogram));
  return (
    nValidationRows * (2 * nColumns + 8 * nOutputs) +
    (Math.min(most, nHistograms) + nMembers - 1) * histogram +
    nColumns * COLUMN_BYTES +
    FIXED_BYTES
  );
}

/**
 * Refuses a fit that would run out of the kernels' memory half-way, before it begins.
 *
 * @throws MEMORY_EXHAUSTED with the number of rows that would do.
 */
export function assertRoom(heap: Pick<Heap, 'maxBytes' | 'mark'>, room: FitRoom): void {
  const neededBytes = bytesOfFit(room);
  const roomBytes = heap.maxBytes - heap.mark();
  if (neededBytes <= roomBytes) return;
  const { nRows, nTracks } = room;
  const nRowsThatDo = Math.max(0, Math.floor((roomBytes - restBytes(room)) / bytesPerRow(room)));
  const sample = `Learn from a sample of at most ${inWords(nRowsThatDo)} rows, or leave columns out`;
  throw new AppError('MEMORY_EXHAUSTED', {
    message: `boosted-trees.fit must get along with ${mebibytes(roomBytes)} MiB, got ${nRows} rows and ${nTracks} columns of bins, which take ${mebibytes(neededBytes)} MiB.`,
    hint:
      nRowsThatDo > 0
        ? `${sample}: WebAssembly addresses 4 GiB.`
        : 'Leave columns out, or lower maxBins: WebAssembly addresses 4 GiB.',
    details: { nRows, nTracks, neededBytes, roomBytes, nRowsThatDo },
  });
}

function mebibytes(nBytes: number): number {
  return Math.ceil(nBytes / 2 ** 20);
}

/** Rounded down to two digits, so that it is remembered and does. */
function inWords(n: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, n))) - 1);
  return Math.floor(n / unit) * unit;
}
