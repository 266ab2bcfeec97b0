/** Milliseconds since 1970 as ISO 8601 in UTC. */
export function toInstant(atMs: number): string {
  return new Date(atMs).toISOString();
}
