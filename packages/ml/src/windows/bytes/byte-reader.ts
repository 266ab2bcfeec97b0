/** Bytes that are read from front to back; what a `ByteWriter` wrote is read in the same order. */
export interface ByteReader {
  readonly bytes: Uint8Array;
  /** Of the same bytes. */
  readonly view: DataView;
  /** The next byte. */
  at: number;
  /** Throws. */
  readonly refuse: Refusal;
}

/** Throws. @param expectation Reads after "must". */
export type Refusal = (expectation: string, received: unknown) => never;

/** Units of a text that are made letters together. */
const UNITS_AT_ONCE = 4096;

/** @param refuse What is thrown where the bytes are not what was written; all that is read here refuses bytes that end too early. */
export function byteReader(bytes: Uint8Array, refuse: Refusal): ByteReader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { bytes, view, at: 0, refuse };
}

/** One byte. */
export function readByte(from: ByteReader): number {
  need(from, 1);
  return from.bytes[from.at++];
}

/** A whole number from 0 to 2^53 - 1. */
export function readCount(from: ByteReader): number {
  // Most counts have one byte; past the end there is none, which is not below 128 either.
  const first = from.bytes[from.at];
  if (first < 128) {
    from.at++;
    return first;
  }
  return readLongCount(from);
}

/** A count of no more than so many. */
export function readCountUpTo(from: ByteReader, atMost: number): number {
  const count = readCount(from);
  if (count > atMost)
    from.refuse(`hold a count of at most ${atMost} before byte ${from.at}`, count);
  return count;
}

/** How many items of at least `leastBytes` each follow: never more than the bytes that are left can hold. */
export function readLength(from: ByteReader, leastBytes: number): number {
  return readCountUpTo(from, Math.floor((from.bytes.length - from.at) / leastBytes));
}

/** Eight bytes, the lowest first. */
export function readDouble(from: ByteReader): number {
  need(from, 8);
  from.at += 8;
  return from.view.getFloat64(from.at - 8, true);
}

/** Any text, valid or not. */
export function readText(from: ByteReader): string {
  const parts: string[] = [];
  for (let left = readLength(from, 1); left > 0; left -= UNITS_AT_ONCE) {
    const nUnits = Math.min(left, UNITS_AT_ONCE);
    parts.push(
      String.fromCharCode(...Array.from({ length: nUnits }, () => readCountUpTo(from, 0xffff))),
    );
  }
  return parts.join('');
}

/** A copy of bytes that were put with their number. */
export function readBytes(from: ByteReader): Uint8Array {
  const nBytes = readLength(from, 1);
  from.at += nBytes;
  return Uint8Array.from(from.bytes.subarray(from.at - nBytes, from.at));
}

/** Refuses bytes that go on. */
export function assertEnd({ bytes, at, refuse }: ByteReader): void {
  if (at < bytes.length) refuse(`end after ${at} bytes`, bytes.length);
}

function readLongCount(from: ByteReader): number {
  let value = 0;
  for (let scale = 1; scale < Number.MAX_SAFE_INTEGER; scale *= 128) {
    const next = readByte(from);
    value += (next & 127) * scale;
    if (next < 128) return value;
  }
  return from.refuse('hold counts below 2^53', value);
}

function need({ bytes, at, refuse }: ByteReader, nBytes: number): void {
  if (nBytes > bytes.length - at) refuse(`hold ${nBytes} more bytes from ${at}`, bytes.length - at);
}
