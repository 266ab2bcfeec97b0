/**
 * JSON as a TypeScript literal, indented by two blanks per level.
 *
 * A key `__proto__` is written in brackets, since it would set the prototype otherwise.
 */
export function writeLiteral(value: unknown, depth = 0): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = '  '.repeat(depth + 1);
  const outer = '  '.repeat(depth);
  const items = Array.isArray(value)
    ? value.map((item) => writeLiteral(item, depth + 1))
    : Object.entries(value).map(
        ([name, item]) => `${writeKey(name)}: ${writeLiteral(item, depth + 1)}`,
      );
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  if (items.length === 0) return `${open}${close}`;
  return `${open}\n${items.map((item) => `${inner}${item},\n`).join('')}${outer}${close}`;
}

function writeKey(name: string): string {
  return name === '__proto__' ? '["__proto__"]' : JSON.stringify(name);
}
