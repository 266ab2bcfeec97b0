import { isCut, LONGEST_BYTES, markAt, SHORTEST_BYTES, WINDOW_BYTES } from './cut-rule.ts';

/** Where a chunk of a file ends. */
export interface Cut {
  /** Offset behind its last byte. */
  readonly end: number;
  /** Hash of the bytes before it: the same in every version in which they stand. 0 at the end of a file. */
  readonly mark: number;
}

const LF = 10;

/**
 * Cuts a stream of bytes where its own content says so: behind lines, 2 to 16 MiB apart, 6 MiB on average.
 *
 * Whoever knows records better than line breaks passes their ends to `lineEnd` instead of calling `pushLines`.
 * The same bytes give the same cuts, whatever the blocks that they come in.
 */
export class ChunkCutter {
  readonly #cuts: Cut[] = [];
  /** The block, behind the last bytes of the one before. */
  #bytes = new Uint8Array(WINDOW_BYTES);
  #blockStart = 0;
  #length = 0;
  #chunkStart = 0;
  #lineStart = 0;

  /** Begins the next block; `lineEnd` may then be called for places in it, in order. */
  begin(block: Uint8Array): void {
    const tail = this.#tail();
    this.#blockStart += this.#length;
    this.#length = block.length;
    if (this.#bytes.length < WINDOW_BYTES + block.length)
      this.#bytes = new Uint8Array(WINDOW_BYTES + block.length);
    this.#bytes.set(tail, 0);
    this.#bytes.set(block, WINDOW_BYTES);
  }

  /** A line or record ends before this offset of the stream. */
  lineEnd(end: number): void {
    const lineBytes = end - this.#lineStart;
    this.#lineStart = end;
    const chunkBytes = end - this.#chunkStart;
    if (chunkBytes < SHORTEST_BYTES) return;
    const mark = markAt(this.#bytes, end - this.#blockStart + WINDOW_BYTES);
    if (isCut(mark, lineBytes) || chunkBytes >= LONGEST_BYTES) this.#cut(end, mark);
  }

  /** Takes the next block, every line break of which ends a line. Content without any is cut at 16 MiB. */
  pushLines(block: Uint8Array): void {
    this.begin(block);
    const from = this.#blockStart;
    let at = Math.max(0, this.#chunkStart + SHORTEST_BYTES - 1 - from);
    if (at > 0 && at < block.length) {
      const before = block.lastIndexOf(LF, at - 1);
      if (before >= 0) this.#lineStart = from + before + 1;
    } else if (at >= block.length) {
      const last = block.lastIndexOf(LF);
      if (last >= 0) this.#lineStart = from + last + 1;
    }
    for (at = block.indexOf(LF, at); at >= 0; at = block.indexOf(LF, at + 1)) {
      this.#cutLongStretch(from + at + 1);
      this.lineEnd(from + at + 1);
    }
    this.#cutLongStretch(from + block.length);
  }

  /** The cuts since the last call. */
  take(): Cut[] {
    return this.#cuts.splice(0);
  }

  /** The end of the stream is the last cut. */
  finish(): void {
    const end = this.#blockStart + this.#length;
    if (end > this.#chunkStart) this.#cut(end, 0);
  }

  #cutLongStretch(end: number): void {
    while (end - this.#chunkStart > LONGEST_BYTES) this.#cut(this.#chunkStart + LONGEST_BYTES, 1);
  }

  #cut(end: number, mark: number): void {
    this.#cuts.push({ end, mark });
    this.#chunkStart = end;
    this.#lineStart = end;
  }

  #tail(): Uint8Array {
    return this.#bytes.slice(this.#length, this.#length + WINDOW_BYTES);
  }
}
