import { isUtf8 } from 'node:buffer';

/** Above this many levels the dictionary starts anew, so that memory stays bounded. */
const MOST_LEVELS = 1 << 16;
const SMALLEST_SLOTS = 1 << 10;
const QUOTE_PAIR = /""/g;

/**
 * Distinct cells of a column by their bytes: a cell that came before costs its hash and a comparison, and no text.
 *
 * Bytes that are not UTF-8 are read as windows-1252, and told.
 */
export class ByteDictionary {
  levels: string[] = [];
  /** Codes of levels that are not UTF-8. */
  invalid = new Set<number>();
  #slots = new Int32Array(SMALLEST_SLOTS).fill(-1);
  #hashes = new Int32Array(SMALLEST_SLOTS);
  #starts = new Int32Array(SMALLEST_SLOTS);
  #ends = new Int32Array(SMALLEST_SLOTS);
  #bytes = Buffer.allocUnsafe(1 << 14);
  #used = 0;

  /** Makes room; call before the rows of a chunk, whose codes are of one list of levels. */
  startChunk(): void {
    if (this.levels.length < MOST_LEVELS) return;
    this.levels = [];
    this.invalid = new Set();
    this.#slots.fill(-1);
    this.#used = 0;
  }

  /** The code of a cell. @param hasPairs True when doubled quotes in it stand for one. */
  code(cells: Buffer, start: number, end: number, hasPairs: boolean): number {
    let hash = hasPairs ? 7 : 0;
    for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + (cells[at] as number)) | 0;
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    hash ^= hash >>> 13;
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (let code = this.#slots[slot] as number; code >= 0; code = this.#slots[slot] as number) {
      if (this.#hashes[code] === hash && this.#isSame(code, cells, start, end)) return code;
      slot = (slot + 1) & mask;
    }
    return this.#add(slot, hash, cells.subarray(start, end), hasPairs);
  }

  #isSame(code: number, cells: Uint8Array, start: number, end: number): boolean {
    const from = this.#starts[code] as number;
    if ((this.#ends[code] as number) - from !== end - start) return false;
    for (let at = start; at < end; at++)
      if (cells[at] !== this.#bytes[from + at - start]) return false;
    return true;
  }

  #add(slot: number, hash: number, cell: Buffer, hasPairs: boolean): number {
    const code = this.levels.length;
    const isText = isUtf8(cell);
    const text = isText ? cell.toString('utf8') : new TextDecoder('windows-1252').decode(cell);
    this.levels.push(hasPairs ? text.replace(QUOTE_PAIR, '"') : text);
    if (!isText) this.invalid.add(code);
    if (this.#used + cell.length > this.#bytes.length) this.#growBytes(cell.length);
    this.#bytes.set(cell, this.#used);
    this.#hashes[code] = hash;
    this.#starts[code] = this.#used;
    this.#used += cell.length;
    this.#ends[code] = this.#used;
    this.#slots[slot] = code;
    if (2 * this.levels.length >= this.#slots.length) this.#growSlots();
    return code;
  }

  #growBytes(needed: number): void {
    const bytes = Buffer.allocUnsafe(Math.max(2 * this.#bytes.length, this.#used + needed));
    this.#bytes.copy(bytes, 0, 0, this.#used);
    this.#bytes = bytes;
  }

  #growSlots(): void {
    const size = 2 * this.#slots.length;
    const grown = (values: Int32Array): Int32Array<ArrayBuffer> => {
      const room = new Int32Array(size);
      room.set(values);
      return room;
    };
    this.#hashes = grown(this.#hashes);
    this.#starts = grown(this.#starts);
    this.#ends = grown(this.#ends);
    this.#slots = new Int32Array(size).fill(-1);
    for (let code = 0; code < this.levels.length; code++) {
      let slot = (this.#hashes[code] as number) & (size - 1);
      while ((this.#slots[slot] as number) >= 0) slot = (slot + 1) & (size - 1);
      this.#slots[slot] = code;
    }
  }
}
