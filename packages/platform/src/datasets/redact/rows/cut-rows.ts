import { isAscii } from 'node:buffer';
import type { Cuts, LintRecord, RecordSink } from '../../lint/reading/cut-records.ts';
import type { RowBatch } from './text-rows.ts';

/** Rows that are cut in place; strings are made of the cells that are asked for. */
export interface CutRows extends RecordSink {
  /** The rows since the last call; they hold until rows are added again. */
  take(): RowBatch;
}

/** Rows for which there is room at first. */
const ROWS = 8192;

/**
 * Collects records in the width of the header: what has no name is never written, and so cannot leak.
 *
 * Records without any text and those above `firstLine` are left out.
 */
export function createCutRows(nColumns: number, firstLine: number): CutRows {
  let bounds = new Int32Array(2 * ROWS * nColumns);
  let cutBytes: Buffer = Buffer.alloc(0);
  let uncut = new Map<number, readonly string[]>();
  let nRows = 0;
  return {
    add({ line, cells }: LintRecord): void {
      if (line < firstLine || cells.every((one) => one === '')) return;
      uncut.set(nRows++, cells);
    },
    addCut(bytes: Buffer, { starts, ends, n }: Cuts, line: number): void {
      if (line < firstLine || isBlank(starts, ends, n)) return;
      cutBytes = bytes;
      const at = 2 * nRows++ * nColumns;
      if (at + 2 * nColumns > bounds.length) bounds = grown(bounds, at + 2 * nColumns);
      const filled = Math.min(n, nColumns);
      for (let j = 0; j < filled; j++) {
        bounds[at + 2 * j] = starts[j] as number;
        bounds[at + 2 * j + 1] = ends[j] as number;
      }
      bounds.fill(0, at + 2 * filled, at + 2 * nColumns);
    },
    take(): RowBatch {
      const batch = { nRows, cell: cutCells(cutBytes, bounds, { nColumns, nRows, uncut }) };
      cutBytes = Buffer.alloc(0);
      uncut = new Map();
      nRows = 0;
      return batch;
    },
  };
}

/** Where many cells of ASCII are asked for, they become slices of one string: its places are those of the bytes. */
function cutCells(
  bytes: Buffer,
  bounds: Int32Array,
  {
    nColumns,
    nRows,
    uncut,
  }: {
    readonly nColumns: number;
    readonly nRows: number;
    readonly uncut: ReadonlyMap<number, readonly string[]>;
  },
): RowBatch['cell'] {
  let text: string | undefined;
  let nAsked = 0;
  return (row, j) => {
    const whole = uncut.size === 0 ? undefined : uncut.get(row);
    if (whole !== undefined) return whole[j] ?? '';
    const at = 2 * (row * nColumns + j);
    const [start, end] = [bounds[at] as number, bounds[at + 1] as number];
    if (nAsked++ === nRows && isAscii(bytes)) text = bytes.toString('latin1');
    return text === undefined ? bytes.toString('utf8', start, end) : text.slice(start, end);
  };
}

function isBlank(starts: Int32Array, ends: Int32Array, n: number): boolean {
  for (let j = 0; j < n; j++) if (starts[j] !== ends[j]) return false;
  return true;
}

function grown(bounds: Int32Array<ArrayBuffer>, needed: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(2 * bounds.length, needed));
  larger.set(bounds);
  return larger;
}
