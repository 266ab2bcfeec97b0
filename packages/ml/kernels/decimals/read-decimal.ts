// Text to numbers.

import { highOfPower, highProduct, lowOfPower } from './powers';

/** Powers of ten that doubles hold exactly. */
const POWERS = memory.data<f64>([
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
  1e21, 1e22,
]);
const LARGEST_EXACT: u64 = 1 << 53;
/** Digits that 64 bits hold, whatever they are. */
const MOST_DIGITS: i32 = 19;

const SPACE: u8 = 32;
const ZERO: u8 = 48;
const PLUS: u8 = 43;
const MINUS: u8 = 45;
const POINT: u8 = 46;
const E: u8 = 101;

/** Whether somebody else must read what `readDecimal` was last asked for. */
export let isHard: bool = false;

// @ts-ignore: decorator
@inline
function isDigit(byte: u8): bool {
  return byte - ZERO < 10;
}

/**
 * The number in some bytes, spaces around it left out: NaN where there is nothing, and where `isHard` says that it is no plain
 * decimal of at most 19 digits, a whole number that a double would change, or too large for one. It is the double that is nearest to
 * the decimal.
 *
 * At most 2^53 over or times at most 10^22 is rounded once (Clinger 1990); the rest is a product with 128 bits of the power.
 */
export function readDecimal(from: usize, to: usize, powers: usize): f64 {
  const first = load<u8>(from);
  const short = readShort(from + <usize>(first == MINUS), to);
  if (short >= 0) {
    isHard = false;
    return first == MINUS ? -short : short;
  }
  return readLong(from, to, powers);
}

/**
 * A decimal of up to 16 bytes that are digits and at most one point between them, read at once; -1 for any other text.
 *
 * Digits without the point move to the end of a vector of 16, and eight of them at a time become a number in three products
 * (Lemire 2021, "Number parsing at a gigabyte per second", section 5).
 */
// @ts-ignore: decorator
@inline
function readShort(from: usize, to: usize): f64 {
  const length = <i32>(to - from);
  if (<u32>(length - 1) > 15) return -1;
  const bytes = v128.load(from);
  const values = i8x16.sub(bytes, i8x16.splat(<i8>ZERO));
  const within = (1 << length) - 1;
  const digits = i8x16.bitmask(i8x16.lt_u(values, i8x16.splat(10))) & within;
  const other = digits ^ within;
  const place = other == 0 ? length : ctz(other);
  const hasZeros = (digits & 2) != 0 && length > 1 && load<u8>(from) == ZERO;
  if (
    (other & (other - 1)) != 0 ||
    hasZeros ||
    place == 0 ||
    (other != 0 && (place == length - 1 || load<u8>(from + <usize>place) != POINT))
  )
    return -1;
  const nDigits = length - i32(other != 0);
  const lanes = i8x16.add(
    i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15),
    i8x16.splat(<i8>(nDigits - 16)),
  );
  const behind = i8x16.sub(lanes, i8x16.ge_s(lanes, i8x16.splat(<i8>place)));
  const moved = i8x16.swizzle(values, behind);
  const mantissa = eightDigits(i64x2.extract_lane(moved, 0)) * 100000000 + eightDigits(i64x2.extract_lane(moved, 1));
  if (mantissa > LARGEST_EXACT) return -1;
  return <f64>mantissa / load<f64>(POWERS + (<usize>(length - place - i32(other != 0)) << 3));
}

/** The number of eight digits, one per byte, the first in the lowest. */
// @ts-ignore: decorator
@inline
function eightDigits(bytes: u64): u64 {
  const pairs = bytes * 10 + (bytes >>> 8);
  return ((pairs & 0xff000000ff) * 0xf424000000064 + ((pairs >>> 16) & 0xff000000ff) * 0x271000000001) >>> 32;
}

function readLong(from: usize, to: usize, powers: usize): f64 {
  let at = from;
  let end = to;
  isHard = false;
  while (at < end && load<u8>(at) == SPACE) at++;
  while (end > at && load<u8>(end - 1) == SPACE) end--;
  if (at == end) return NaN;
  isHard = true;
  const sign = load<u8>(at);
  if (sign == MINUS || sign == PLUS) at++;
  if (end - at > 1 && load<u8>(at) == ZERO && isDigit(load<u8>(at + 1))) return NaN;
  let mantissa: u64 = 0;
  let nDigits = 0;
  let power = 0;
  let hasPoint = false;
  for (; at < end; at++) {
    const byte = load<u8>(at);
    if (isDigit(byte)) {
      mantissa = mantissa * 10 + <u64>(byte - ZERO);
      nDigits += mantissa == 0 ? 0 : 1;
      if (nDigits > MOST_DIGITS) return NaN;
      if (hasPoint) power--;
    } else if (byte == POINT && !hasPoint) hasPoint = true;
    else break;
  }
  const last = load<u8>(at - 1);
  if (!isDigit(last) && !(last == POINT && at - from > 1 && isDigit(load<u8>(at - 2)))) return NaN;
  let isWhole = !hasPoint;
  if (at < end) {
    if ((load<u8>(at) | 32) != E) return NaN;
    at++;
    const down = at < end && load<u8>(at) == MINUS;
    if (down || (at < end && load<u8>(at) == PLUS)) at++;
    if (at == end || end - at > 3) return NaN;
    let exponent = 0;
    for (; at < end; at++) {
      if (!isDigit(load<u8>(at))) return NaN;
      exponent = exponent * 10 + <i32>(load<u8>(at) - ZERO);
    }
    power += down ? -exponent : exponent;
    isWhole = false;
  }
  let value: f64;
  if (mantissa <= LARGEST_EXACT && power >= -22 && power <= 22) {
    const digits = <f64>mantissa;
    value =
      power < 0
        ? digits / load<f64>(POWERS + ((<usize>-power) << 3))
        : digits * load<f64>(POWERS + ((<usize>power) << 3));
  } else {
    if (isWhole) return NaN;
    value = nearest(mantissa, power, powers);
    if (value == Infinity) return NaN;
  }
  isHard = false;
  return sign == MINUS ? -value : value;
}

/**
 * The double nearest to digits times a power of ten; ties go to the even one.
 *
 * A product with 128 bits of the power decides on all of them (Mushtak & Lemire 2023, "Fast number parsing without fallback").
 */
function nearest(digits: u64, q: i32, powers: usize): f64 {
  if (digits == 0 || q < -342) return 0;
  if (q > 308) return Infinity;
  const shift = clz(digits);
  const w = digits << shift;
  const upper = highOfPower(powers, q);
  let low = w * upper;
  let high = highProduct(w, upper);
  if ((high & 0x1ff) == 0x1ff) {
    const more = highProduct(w, lowOfPower(powers, q) + (q < 0 && q >= -27 ? 1 : 0));
    low += more;
    if (low < more) high++;
  }
  const top = <i32>(high >>> 63);
  let mantissa = high >>> (top + 9);
  let exponent = ((217706 * q) >> 16) + 1086 + top - <i32>shift;
  if (exponent <= 0) {
    if (1 - exponent >= 64) return 0;
    mantissa >>>= 1 - exponent;
    mantissa = (mantissa + (mantissa & 1)) >>> 1;
    return reinterpret<f64>(mantissa);
  }
  if (low <= 1 && q >= -4 && q <= 23 && (mantissa & 3) == 1 && mantissa << (top + 9) == high) mantissa &= ~1;
  mantissa = (mantissa + (mantissa & 1)) >>> 1;
  if (mantissa >>> 53 != 0) {
    mantissa >>>= 1;
    exponent++;
  }
  if (exponent >= 0x7ff) return Infinity;
  return reinterpret<f64>((mantissa & 0xfffffffffffff) | (<u64>exponent << 52));
}
