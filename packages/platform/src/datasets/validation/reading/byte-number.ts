/** Exact powers of ten. */
const POWERS = Float64Array.from({ length: 23 }, (_, k) => Number(`1e${k}`));
const MOST_DIGITS = 15;
const [SPACE, PLUS, MINUS, POINT, ZERO, NINE] = [32, 43, 45, 46, 48, 57];

/**
 * The number in some bytes when it is plain digits, with a sign, a point and spaces around it maybe; NaN when somebody
 * else must look.
 *
 * At most 15 digits over at most 10^22 divide exactly rounded: the result is that of `Number`.
 *
 * @source Clinger (1990), "How to Read Floating Point Numbers Accurately", fast path.
 */
export function plainNumber(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  let last = end;
  while (at < last && bytes[at] === SPACE) at++;
  while (last > at && bytes[last - 1] === SPACE) last--;
  const sign = bytes[at];
  if (sign === MINUS || sign === PLUS) at++;
  if (last - at > MOST_DIGITS + 1) return Number.NaN;
  let mantissa = 0;
  let point = -1;
  let nDigits = 0;
  for (; at < last; at++) {
    const byte = bytes[at] as number;
    if (byte >= ZERO && byte <= NINE) {
      mantissa = mantissa * 10 + (byte - ZERO);
      nDigits++;
    } else if (byte === POINT && point < 0) point = at;
    else return Number.NaN;
  }
  if (nDigits === 0 || nDigits > MOST_DIGITS) return Number.NaN;
  const value = point < 0 ? mantissa : mantissa / (POWERS[last - point - 1] as number);
  return sign === MINUS ? -value : value;
}
