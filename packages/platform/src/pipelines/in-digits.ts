/** A figure of a sentence in so many significant digits, without zeros at its end: `0.842`, `12`. */
export function inDigits(value: number, digits: number): string {
  return String(Number(value.toPrecision(digits)));
}
