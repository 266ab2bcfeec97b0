/** Bytes that are written one part after the other. */
export interface GrowingBytes {
  readonly add: (part: Uint8Array) => void;
  readonly finish: () => Uint8Array<ArrayBuffer>;
}

const FEWEST_BYTES = 1 << 12;

/** Opens bytes in memory that is given, which is left for more where it does not reach. */
export function growingBytes(spare: ArrayBuffer = new ArrayBuffer(FEWEST_BYTES)): GrowingBytes {
  let [bytes, length] = [new Uint8Array(spare), 0];
  return {
    add(part) {
      if (length + part.length > bytes.length) {
        const wider = new Uint8Array(Math.max(2 * bytes.length, length + part.length));
        wider.set(bytes.subarray(0, length));
        bytes = wider;
      }
      bytes.set(part, length);
      length += part.length;
    },
    finish: () => bytes.subarray(0, length),
  };
}
