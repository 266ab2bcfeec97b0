/** Largest body of a request that holds no rows, bytes. */
const PLAIN_BYTES = 1024 * 1024;

/** Operations that take rows, a text that grows with the table it is about, or many points. */
const LONG = new Set([
  'models.predict',
  'models.explain',
  'models.forecast',
  'schemas.put',
  'runs.log',
]);

/** Largest body that the route of an operation reads, bytes. */
export function bodyLimitOf(operation: string, rowsBytes: number): number {
  return LONG.has(operation) ? rowsBytes : Math.min(PLAIN_BYTES, rowsBytes);
}
