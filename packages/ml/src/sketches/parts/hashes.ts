/** Hashes of 64 bits, each as two words. */
export interface Hashes {
  readonly high: Int32Array;
  readonly low: Int32Array;
}

/** Room for n hashes. */
export function makeHashes(n: number): Hashes {
  return { high: new Int32Array(n), low: new Int32Array(n) };
}

/**
 * Hashes of the first n numbers. Different numbers have different hashes: the mix is a permutation of 64 bits.
 *
 * @param values Without -0; every NaN counts as the same.
 * @source Luby & Rackoff (1988): four rounds of a Feistel network; Appleby (2011), MurmurHash3, `fmix32`.
 */
export function hashNumbers(values: Float64Array, n: number, { high, low }: Hashes): void {
  const words = new Int32Array(values.buffer, values.byteOffset, values.length * 2);
  for (let i = 0; i < n; i++) {
    const isNumber = !Number.isNaN(values[i]);
    let a = isNumber ? words[2 * i] : 0;
    let b = isNumber ? words[2 * i + 1] : 0x7ff80000;
    b ^= scramble(a ^ 0x243f6a88);
    a ^= scramble(b ^ 0x85a308d3);
    b ^= scramble(a ^ 0x13198a2e);
    a ^= scramble(b ^ 0x03707344);
    high[i] = b;
    low[i] = a;
  }
}

/**
 * Hash of a text by its UTF-16 units, as [high, low]. Two of m texts meet with a chance of m^2 / 2^65.
 *
 * @source Appleby (2011), MurmurHash3: two lanes that feed each other, and its finalizer.
 */
export function hashText(text: string): readonly [high: number, low: number] {
  let a = text.length | 0;
  let b = 0x9e3779b9 | 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0xcc9e2d51);
    a = (((a << 15) | (a >>> 17)) + b) | 0;
    b = Math.imul(b ^ unit, 0x1b873593);
    b = (((b << 13) | (b >>> 19)) + a) | 0;
  }
  b ^= scramble(a ^ 0x243f6a88);
  a ^= scramble(b ^ 0x85a308d3);
  b ^= scramble(a ^ 0x13198a2e);
  a ^= scramble(b ^ 0x03707344);
  return [b, a];
}

/** A word whose every bit depends on every bit of the given one. */
export function scramble(word: number): number {
  let h = word ^ (word >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}
