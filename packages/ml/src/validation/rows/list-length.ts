/**
 * Values in a cell that holds a list: a JSON array, or texts with `|` between them, or with `;` where there is no `|`.
 *
 * @example
 * listLength('Action|Drama'); // 2
 */
export function listLength(text: string): number {
  const trimmed = text.trim();
  if (trimmed.startsWith('[') && trimmed.endsWith(']')) {
    const parsed = parsedArray(trimmed);
    if (parsed !== undefined) return parsed.length;
  }
  if (trimmed === '') return 0;
  return trimmed.split(trimmed.includes('|') ? '|' : ';').length;
}

function parsedArray(text: string): readonly unknown[] | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed : undefined;
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined;
    throw thrown;
  }
}
