/** Memory that goes round: what one piece is done with, the next one takes. */
export interface SpareBuffers {
  /** Bytes of whatever content, at least as many. */
  readonly take: (nBytes: number) => Uint8Array<ArrayBuffer>;
  /** Takes the memory of bytes back that nobody reads any more. */
  readonly give: (buffer: ArrayBuffer) => void;
}

const STEP_BYTES = 1 << 18;

/**
 * Opens an empty store of memory.
 *
 * New memory for every piece would grow until the collector looks, which sees little of it: threads give it to each other.
 *
 * @param nMost Buffers that are kept.
 */
export function openSpareBuffers(nMost: number): SpareBuffers {
  const spare: ArrayBuffer[] = [];
  return {
    take(nBytes) {
      const found = spare.findIndex(({ byteLength }) => byteLength >= nBytes);
      if (found >= 0) return new Uint8Array(spare.splice(found, 1)[0] as ArrayBuffer);
      spare.shift();
      return new Uint8Array(Math.ceil(nBytes / STEP_BYTES) * STEP_BYTES);
    },
    give(buffer) {
      if (buffer.byteLength >= STEP_BYTES && spare.length < nMost) spare.push(buffer);
    },
  };
}
