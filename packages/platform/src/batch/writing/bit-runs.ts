/** Bits that tell so many values apart. */
export function bitsFor(nValues: number): number {
  return nValues <= 1 ? 0 : 32 - Math.clz32(nValues - 1);
}

/**
 * Zeros and ones in the hybrid of runs and packed bits: one run where all are the same.
 *
 * @source Apache Parquet format 2.10, Encodings.md, "Run Length Encoding / Bit-Packing Hybrid".
 */
export function oneBitRuns(values: Uint8Array): Buffer {
  const first = values[0] ?? 0;
  if (!values.every((value) => value === first)) return bitPacked(values, 1);
  return Buffer.from([...varint(values.length << 1), first]);
}

/** Values packed into so many bits each, as one run of groups of eight. */
export function bitPacked(values: ArrayLike<number>, bits: number): Buffer {
  const nGroups = Math.ceil(values.length / 8);
  const head = varint((nGroups << 1) | 1);
  const out = Buffer.alloc(head.length + nGroups * bits);
  out.set(head);
  if (bits <= MOST_BITS_AT_ONCE) {
    packFew(values, bits, out.subarray(head.length));
    return out;
  }
  let [at, word, filled] = [head.length, 0, 0];
  for (let i = 0; i < values.length; i++) {
    // A value has at most 32 bits, and fewer than 8 wait: doubles hold their sum exactly.
    word += (values[i] as number) * 2 ** filled;
    filled += bits;
    while (filled >= 8) {
      out[at++] = word % 256;
      word = Math.floor(word / 256);
      filled -= 8;
    }
  }
  if (filled > 0) out[at] = word;
  return out;
}

/** So many bits beside up to 7 that wait are a whole number of 32 bits. */
const MOST_BITS_AT_ONCE = 24;

function packFew(values: ArrayLike<number>, bits: number, out: Uint8Array): void {
  let [at, word, filled] = [0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    word |= (values[i] as number) << filled;
    filled += bits;
    while (filled >= 8) {
      out[at++] = word & 255;
      word >>>= 8;
      filled -= 8;
    }
  }
  if (filled > 0) out[at] = word;
}

function varint(value: number): number[] {
  const out: number[] = [];
  let rest = value;
  while (rest > 127) {
    out.push((rest & 127) | 128);
    rest = Math.floor(rest / 128);
  }
  out.push(rest);
  return out;
}
