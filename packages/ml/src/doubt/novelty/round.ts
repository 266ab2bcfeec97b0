/** A number with seven digits, as many as single precision has: files stay short. */
export function round(value: number): number {
  return Number(value.toPrecision(7));
}
