import type { Heap } from '../kernels/index.ts';

const LF = 10;
/** Bytes behind the text that kernels may read. */
export const MARGIN = 32;

/** A piece of text in the memory of kernels, and room for what is found in it. */
export interface TextPiece {
  readonly at: number;
  readonly length: number;
  /** Room for the addresses of as many separators as there are bytes, and one before. */
  readonly ends: number;
  /** Room for `cellBytes` for each cell. */
  readonly found: number;
  /** Room for 12 bytes for each row. */
  readonly rows: number;
}

/** Text that comes in pieces: what a record waits with for its rest stays at the front. */
export interface TextRoom {
  /** Where the next bytes are written. */
  readonly room: (nBytes: number) => Uint8Array;
  /** The text with so many new bytes; the last line is ended where it is not. */
  readonly take: (nBytes: number, isLast: boolean) => TextPiece;
  /** Keeps what is behind the bytes that were used. */
  readonly keep: (nUsed: number) => void;
}

/** Opens room for text on a heap; it grows with the longest record. @param cellBytes Room for what is found of each cell. */
export function openTextRoom(heap: Heap, cellBytes: number): TextRoom {
  let [at, size, kept, ends, found, rows] = [0, 0, 0, 0, 0, 0];
  return {
    room(nBytes) {
      if (kept + nBytes > size) {
        const before = heap.bytes(at, kept).slice();
        size = kept + nBytes;
        at = heap.take(size + MARGIN);
        [ends, found, rows] = [4, cellBytes, 12].map((each) => heap.take(each * (size + 4))) as [
          number,
          number,
          number,
        ];
        heap.bytes(at, kept).set(before);
      }
      return heap.bytes(at + kept, nBytes);
    },
    take(nBytes, isLast) {
      let length = kept + nBytes;
      const bytes = heap.bytes(at, size + MARGIN);
      if (isLast && length > 0 && bytes[length - 1] !== LF) bytes[length++] = LF;
      kept = length;
      return { at, length, ends, found, rows };
    },
    keep(nUsed) {
      heap.bytes(at, kept).copyWithin(0, nUsed);
      kept -= nUsed;
    },
  };
}
