// Powers of ten as 128 bits, and products with them.

/** Exponents of the table: 10^q is at 16 * (q + 342), its upper 64 bits first; rounded down, its highest bit is set. */
export const FIRST_POWER: i32 = -342;

// @ts-ignore: decorator
@inline
export function highOfPower(powers: usize, q: i32): u64 {
  return load<u64>(powers + (<usize>(q - FIRST_POWER) << 4));
}

// @ts-ignore: decorator
@inline
export function lowOfPower(powers: usize, q: i32): u64 {
  return load<u64>(powers + (<usize>(q - FIRST_POWER) << 4), 8);
}

/** The upper 64 bits of a product of 64 by 64. */
// @ts-ignore: decorator
@inline
export function highProduct(a: u64, b: u64): u64 {
  const a0 = a & 0xffffffff;
  const a1 = a >>> 32;
  const b0 = b & 0xffffffff;
  const b1 = b >>> 32;
  const middle = a1 * b0 + ((a0 * b0) >>> 32);
  return a1 * b1 + (middle >>> 32) + ((a0 * b1 + (middle & 0xffffffff)) >>> 32);
}
