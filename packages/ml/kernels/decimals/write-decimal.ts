// Numbers to text.

import { highOfPower, highProduct, lowOfPower } from './powers';

const ZERO: u8 = 48;
const POINT: u8 = 46;
const MINUS: u8 = 45;
const PLUS: u8 = 43;
const E: u8 = 101;

/** Bytes that a number takes at most: a sign, 17 digits with a point, and an exponent; or a sign, a point and up to 22 zeros and digits. */
export const MOST_BYTES: usize = 25;

let digits: u64 = 0;
let exponent: i32 = 0;

/**
 * Writes a finite number with the fewest digits that read back as it, the nearest of these, in the layout of ECMAScript; -0 keeps its
 * sign. Gives the address behind it.
 *
 * @param powers As `powers.ts` describes them.
 */
export function writeDecimal(value: f64, at: usize, powers: usize): usize {
  const bits = reinterpret<u64>(value);
  if (bits >>> 63 != 0) store<u8>(at++, MINUS);
  const size = abs(value);
  if (size < 4294967296 && <f64>(<u32>size) == size) return writeWhole(<u64>(<u32>size), at);
  shortest(bits & 0x7fffffffffffffff, powers);
  while (exponent < 0 || digits >= 10) {
    const tenth = digits / 10;
    if (tenth * 10 != digits) break;
    digits = tenth;
    exponent++;
  }
  const n = countDigits(digits);
  const place = n + exponent;
  if (place > 21 || place <= -6) return writeScientific(at, n, place - 1);
  if (place <= 0) {
    store<u16>(at, 0x2e30);
    at += 2;
    for (let k = place; k < 0; k++) store<u8>(at++, ZERO);
    return writeDigits(digits, n, at);
  }
  if (exponent >= 0) {
    at = writeDigits(digits, n, at);
    for (let k = 0; k < exponent; k++) store<u8>(at++, ZERO);
    return at;
  }
  const end = writeDigits(digits, n, at + 1);
  for (const point = at + <usize>place; at < point; at++) store<u8>(at, load<u8>(at, 1));
  store<u8>(at, POINT);
  return end;
}

function writeScientific(at: usize, n: i32, power: i32): usize {
  const end = writeDigits(digits, n, at + 1);
  store<u8>(at, load<u8>(at, 1));
  store<u8>(at, POINT, 1);
  at = n == 1 ? at + 1 : end;
  store<u8>(at, E);
  store<u8>(at, power < 0 ? MINUS : PLUS, 1);
  return writeWhole(<u64>abs(power), at + 2);
}

function writeWhole(value: u64, at: usize): usize {
  return writeDigits(value, countDigits(value), at);
}

// @ts-ignore: decorator
@inline
function writeDigits(value: u64, n: i32, at: usize): usize {
  const end = at + <usize>n;
  let to = end;
  // Halves of 32 bits divide faster.
  if (value >= 100000000) {
    const upper = value / 100000000;
    let low = <u32>(value - upper * 100000000);
    for (let k = 0; k < 8; k++) {
      const tenth = low / 10;
      store<u8>(--to, <u8>(ZERO + <u8>(low - tenth * 10)));
      low = tenth;
    }
    value = upper;
    if (value >= 100000000) {
      const first = value / 100000000;
      let middle = <u32>(value - first * 100000000);
      for (let k = 0; k < 8; k++) {
        const tenth = middle / 10;
        store<u8>(--to, <u8>(ZERO + <u8>(middle - tenth * 10)));
        middle = tenth;
      }
      value = first;
    }
  }
  let rest = <u32>value;
  while (to > at) {
    const tenth = rest / 10;
    store<u8>(--to, <u8>(ZERO + <u8>(rest - tenth * 10)));
    rest = tenth;
  }
  return end;
}

function countDigits(value: u64): i32 {
  let n = 1;
  for (let bound: u64 = 10; n < 20 && value >= bound; bound *= 10) n++;
  return n;
}

/**
 * Sets the shortest digits and their exponent of a positive finite number that is given by its bits.
 *
 * Raffaello Giulietti (2022), "The Schubfach way to render doubles": the interval that rounds to the number, scaled by a power of
 * ten that leaves one or two candidates in it.
 */
function shortest(bits: u64, powers: usize): void {
  const fraction = bits & 0xfffffffffffff;
  const biased = <i32>(bits >>> 52);
  const c = biased == 0 ? fraction : fraction | 0x10000000000000;
  const q = (biased == 0 ? 1 : biased) - 1075;
  const isUneven = fraction == 0 && biased > 1;
  const closed = <u64>(c & 1);
  const k = (q * 1262611 - (isUneven ? 524031 : 0)) >> 22;
  const h = q + ((-k * 1741647) >> 19) + 1;
  const high = highOfPower(powers, -k);
  const low = lowOfPower(powers, -k) + (k > 0 || k < -55 ? 1 : 0);
  const lower = toOdd(high, low, ((c << 2) - (isUneven ? 1 : 2)) << h) + closed;
  const value = toOdd(high, low, (c << 2) << h);
  const upper = toOdd(high, low, ((c << 2) + 2) << h) - closed;
  const s = value >>> 2;
  if (s >= 10) {
    const tenth = s / 10;
    const isBelow = lower <= 40 * tenth;
    const isAbove = 40 * tenth + 40 <= upper;
    if (isBelow != isAbove) {
      digits = tenth + (isAbove ? 1 : 0);
      exponent = k + 1;
      return;
    }
  }
  const isBelow = lower <= s << 2;
  const isAbove = (s << 2) + 4 <= upper;
  exponent = k;
  if (isBelow != isAbove) {
    digits = s + (isAbove ? 1 : 0);
    return;
  }
  const middle = (s << 2) + 2;
  digits = s + (value > middle || (value == middle && (s & 1) == 1) ? 1 : 0);
}

/** The upper 64 of the 192 bits of a product, its lowest bit set where anything stands below. */
// @ts-ignore: decorator
@inline
function toOdd(high: u64, low: u64, factor: u64): u64 {
  const below = highProduct(low, factor);
  const middle = high * factor + below;
  const top = highProduct(high, factor) + (middle < below ? 1 : 0);
  return top | (middle > 1 ? 1 : 0);
}
