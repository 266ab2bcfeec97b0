/** A word for a POSIX shell. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** A JSON value as JavaScript; what follows the first line is indented by so many spaces. */
export function scriptLiteral(value: unknown, indent: number): string {
  return JSON.stringify(value, null, 2).replaceAll('\n', `\n${' '.repeat(indent)}`);
}

/** A JSON value as Python. */
export function pythonLiteral(value: unknown, indent: number): string {
  const inner = ' '.repeat(indent + 4);
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (Array.isArray(value)) {
    const items = value.map((each) => pythonLiteral(each, indent + 4));
    const isFlat = value.every((each) => typeof each !== 'object' || each === null);
    if (isFlat) return `[${items.join(', ')}]`;
    return `[\n${items.map((each) => `${inner}${each},\n`).join('')}${' '.repeat(indent)}]`;
  }
  if (typeof value === 'object') {
    const pairs = Object.entries(value).map(
      ([key, each]) => `${inner}${JSON.stringify(key)}: ${pythonLiteral(each, indent + 4)},\n`,
    );
    return pairs.length === 0 ? '{}' : `{\n${pairs.join('')}${' '.repeat(indent)}}`;
  }
  return JSON.stringify(value);
}
