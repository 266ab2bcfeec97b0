/** Milliseconds with two digits, such as `12 ms`. */
export function formatMs(ms: number): string {
  return `${Number(ms.toPrecision(2))} ms`;
}
