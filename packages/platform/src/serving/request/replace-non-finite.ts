const NON_FINITE = /\bNaN\b|-?\bInfinity\b/g;

/**
 * A text in which `NaN`, `Infinity` and `-Infinity`, which Python writes and JSON does not have, are what `JSON.parse` reads as null and
 * as the infinities.
 *
 * @returns undefined where the text has none outside of strings.
 * @cost O(characters).
 */
export function replaceNonFinite(text: string): string | undefined {
  const parts: string[] = [];
  let isChanged = false;
  let at = 0;
  while (at < text.length) {
    const opening = text.indexOf('"', at);
    const end = opening === -1 ? text.length : opening;
    const outside = text.slice(at, end);
    const replaced = outside.replace(NON_FINITE, (word) => {
      if (word === 'NaN') return 'null';
      return word === 'Infinity' ? '1e999' : '-1e999';
    });
    isChanged ||= replaced !== outside;
    at = opening === -1 ? text.length : endOfString(text, opening);
    parts.push(replaced, text.slice(end, at));
  }
  return isChanged ? parts.join('') : undefined;
}

/** Where the text goes on after a string. */
function endOfString(text: string, opening: number): number {
  for (let at = opening + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}
