/** Bytes that a plain value takes in memory, roughly and rather too many: names of fields are shared by all answers and not counted. */
export function estimateBytes(value: unknown): number {
  if (typeof value === 'string') return 16 + 2 * value.length;
  if (typeof value !== 'object' || value === null) return 16;
  let bytes = 48;
  for (const each of Object.values(value)) bytes += 8 + estimateBytes(each);
  return bytes;
}
