/** Bytes that grow as values are put into them. */
export interface ByteWriter {
  /** One byte. */
  readonly byte: (value: number) => void;
  /** A whole number from 0 to 2^53 - 1, seven bits per byte, the lowest first. */
  readonly count: (value: number) => void;
  /** Eight bytes, the lowest first. */
  readonly double: (value: number) => void;
  /** Number of UTF-16 units, and each as a count: also what is no valid text comes back as it was. */
  readonly text: (value: string) => void;
  /** Number of bytes, and they themselves. */
  readonly bytes: (value: Uint8Array) => void;
  /** What has been put, as a copy. */
  readonly finish: () => Uint8Array;
}

/** Seven bits more. */
const STEP = 128;
/** Bytes of the largest count. */
const MOST_OF_A_COUNT = 8;

/** Nothing, to begin with. @cost O(bytes) of all puts together */
export function byteWriter(): ByteWriter {
  let held = new Uint8Array(256);
  let view = new DataView(held.buffer);
  let at = 0;
  const reserve = (nBytes: number): void => {
    if (at + nBytes <= held.length) return;
    const larger = new Uint8Array(2 * (at + nBytes));
    larger.set(held);
    held = larger;
    view = new DataView(held.buffer);
  };
  const byte = (value: number): void => {
    reserve(1);
    held[at++] = value;
  };
  const count = (value: number): void => {
    reserve(MOST_OF_A_COUNT);
    let rest = value;
    for (; rest >= STEP; rest = Math.floor(rest / STEP)) held[at++] = (rest % STEP) | STEP;
    held[at++] = rest;
  };
  return {
    byte,
    count,
    double: (value) => {
      reserve(8);
      view.setFloat64(at, value, true);
      at += 8;
    },
    text: (value) => {
      count(value.length);
      for (let i = 0; i < value.length; i++) count(value.charCodeAt(i));
    },
    bytes: (value) => {
      count(value.length);
      reserve(value.length);
      held.set(value, at);
      at += value.length;
    },
    finish: () => held.slice(0, at),
  };
}
