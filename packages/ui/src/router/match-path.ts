/**
 * The parts of a path that a pattern names, or undefined when they do not fit.
 *
 * @param pattern Such as `/runs/:id`; a `:part` is one non-empty segment.
 */
export function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const expected = pattern.split('/');
  const given = path.replace(/(.)\/$/, '$1').split('/');
  if (expected.length !== given.length) return undefined;
  const parts: Record<string, string> = {};
  for (const [i, segment] of expected.entries()) {
    const value = given[i] ?? '';
    if (!segment.startsWith(':')) {
      if (segment !== value) return undefined;
    } else {
      const text = decode(value);
      if (text === undefined || text === '') return undefined;
      parts[segment.slice(1)] = text;
    }
  }
  return parts;
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch (thrown) {
    if (thrown instanceof URIError) return undefined;
    throw thrown;
  }
}
