/** A number with four digits that count, and all those before its point up to a million. */
export function sayNumber(x: number): string {
  return String(
    Math.abs(x) >= 1000 && Math.abs(x) < 1e6 ? Math.round(x) : Number(x.toPrecision(4)),
  );
}
