/** Milliseconds to the microsecond, as they are logged. */
export function roundMs(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
