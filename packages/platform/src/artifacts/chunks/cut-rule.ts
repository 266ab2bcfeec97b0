/** No chunk is shorter, but for the last one of a file. */
export const SHORTEST_BYTES = 2 << 20;
/** From here on the next place where a chunk may end is taken. */
export const LONGEST_BYTES = 16 << 20;
/** Bytes before a cut that decide on it. */
export const WINDOW_BYTES = 48;

/** Of 2^32 hashes, how many cut per byte of a line: one cut in 4 MiB, however long the lines are. */
const CUTS_PER_BYTE = 2 ** 32 / (4 << 20);

/**
 * Hash of the last bytes before a place, and with it whether a chunk may end there.
 *
 * Depends on those bytes alone, so that what is inserted elsewhere moves no cut.
 */
export function markAt(bytes: Uint8Array, end: number): number {
  let mark = 0x811c9dc5 | 0;
  for (let i = Math.max(0, end - WINDOW_BYTES); i < end; i++)
    mark = Math.imul(mark ^ (bytes[i] as number), 0x01000193);
  mark = Math.imul(mark ^ (mark >>> 15), 0x2c1b3c6d);
  return (mark ^ (mark >>> 13)) >>> 0;
}

/** Whether a mark cuts behind a line of some length. */
export function isCut(mark: number, lineBytes: number): boolean {
  return mark < lineBytes * CUTS_PER_BYTE;
}
