/** x times x: `**` may round otherwise from engine to engine. */
export function square(x: number): number {
  return x * x;
}
