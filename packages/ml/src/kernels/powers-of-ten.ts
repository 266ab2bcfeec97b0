import type { Heap } from './heap.ts';

const [FIRST, LAST] = [-342, 324];

/** Bytes that the powers of ten take. */
export const POWERS_BYTES: number = 16 * (LAST - FIRST + 1);

let powers: BigUint64Array | undefined;

/**
 * Puts the powers of ten that kernels read and write decimals with: 10^-342 to 10^324 as 128 bits each, the highest of which is set,
 * rounded down, their upper 64 bits first.
 *
 * @param at Room for `POWERS_BYTES`.
 */
export function putPowersOfTen(heap: Heap, at: number): void {
  powers ??= powersOfTen();
  new BigUint64Array(heap.memory.buffer, at, powers.length).set(powers);
}

function powersOfTen(): BigUint64Array {
  const words = new BigUint64Array(2 * (LAST - FIRST + 1));
  for (let q = FIRST; q <= LAST; q++) {
    const power = 5n ** BigInt(Math.abs(q));
    const nBits = BigInt(power.toString(2).length);
    const above = nBits > 128n ? power >> (nBits - 128n) : power << (128n - nBits);
    const bits = q < 0 ? (1n << (127n + nBits)) / power : above;
    words[2 * (q - FIRST)] = bits >> 64n;
    words[2 * (q - FIRST) + 1] = BigInt.asUintN(64, bits);
  }
  return words;
}
