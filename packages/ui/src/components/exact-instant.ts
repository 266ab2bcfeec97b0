/** An instant to the second: `2026-11-23 12:39:04 UTC`. */
export function exactInstant(at: string): string {
  return at.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC');
}
