const WORD = /[\p{L}\p{N}\p{M}_]/u;

/**
 * The words of a text in their order: runs of letters, digits, combining marks and underscores.
 *
 * @param fewest Characters that a word has at least; shorter ones are left out.
 */
export function wordsOf(text: string, fewest: number): string[] {
  const words: string[] = [];
  let start = -1;
  for (let at = 0; at <= text.length; ) {
    const code = at < text.length ? text.charCodeAt(at) : 0;
    const isPair = code >= 0xd800 && code < 0xdc00;
    const step = isPair ? 2 : 1;
    if (isWordCode(code) || (code > 0x7f && WORD.test(text.slice(at, at + step)))) {
      if (start < 0) start = at;
    } else if (start >= 0) {
      if (isLongEnough(text, start, at, fewest)) words.push(text.slice(start, at));
      start = -1;
    }
    at += step;
  }
  return words;
}

/** Letters, digits and the underscore of ASCII. */
function isWordCode(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x30 && code <= 0x39) ||
    (code >= 0x41 && code <= 0x5a) ||
    code === 0x5f
  );
}

function isLongEnough(text: string, start: number, end: number, fewest: number): boolean {
  if (end - start < fewest) return false;
  return end - start >= 2 * fewest || [...text.slice(start, end)].length >= fewest;
}
