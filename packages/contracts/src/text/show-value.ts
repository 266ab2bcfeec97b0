/** Entries up to which a flat list or object is written out. */
const MOST_ENTRIES = 5;

/**
 * A value of unknown origin as part of a sentence: `"abc"`, `[1]`, `a list of 300`, `an object with 1 field`; `nothing` for undefined.
 *
 * Lists and objects are written out only when they are short and hold no other ones, so the depth of a value
 * costs nothing.
 *
 * @param limit Most characters; a longer text is cut and ends in `…`. Default 60.
 */
export function showValue(value: unknown, limit = 60): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return cut(JSON.stringify(value.slice(0, limit)), value, limit);
  if (typeof value !== 'object' || value === null) return String(value).slice(0, limit);
  const entries = Object.values(value);
  if (entries.length <= MOST_ENTRIES && entries.every(isFlat)) {
    const said = JSON.stringify(value);
    if (said.length <= limit) return said;
  }
  const n = entries.length;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return `an object with ${n} ${n === 1 ? 'field' : 'fields'}`;
}

function cut(said: string, whole: string, limit: number): string {
  if (whole.length <= limit && said.length <= limit) return said;
  return `${said.slice(0, limit - 1)}…`;
}

function isFlat(entry: unknown): boolean {
  if (typeof entry === 'string') return entry.length <= 60;
  return entry === null || typeof entry === 'number' || typeof entry === 'boolean';
}
