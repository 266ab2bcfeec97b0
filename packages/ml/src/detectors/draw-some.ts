/**
 * Draws k of the values without taking one twice, each with the same chance; the source of chance goes on in place.
 *
 * The source is one number, so that it can be written down with the rest of a state.
 *
 * @param pool At least k values; their order is lost.
 * @source Steele, Lea & Flood (2014), "Fast splittable pseudorandom number generators", OOPSLA, in its form of 32 bits; Fisher & Yates (1938).
 * @cost O(k).
 */
export function drawSome(source: { chance: number }, k: number, pool: number[]): Float64Array {
  const drawn = new Float64Array(k);
  let chance = source.chance;
  for (let i = 0; i < k; i++) {
    chance = (chance + 0x9e3779b9) >>> 0;
    const left = pool.length - i;
    const j = Math.floor((mix(chance) / 4294967296) * left);
    drawn[i] = pool[j];
    pool[j] = pool[left - 1];
  }
  source.chance = chance;
  return drawn;
}

/** 32 bits, mixed; from 0 to 2^32 - 1. */
function mix(bits: number): number {
  let z = bits;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return (z ^ (z >>> 15)) >>> 0;
}
