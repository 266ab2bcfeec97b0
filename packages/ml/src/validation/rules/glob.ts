/**
 * Whether a text is what a pattern says: `*` any run of characters, `?` one character, `[a-z]` one of a set and `[!a-z]`
 * one that is not, everything else itself. A `[` that nothing closes is itself.
 *
 * @cost O(text * pattern) at most: one place to go back to, whatever the pattern.
 * @source POSIX.1-2017, 2.13 Pattern Matching Notation; Krauss (2008), "Matching Wildcards: An Algorithm".
 */
export function matchesGlob(text: string, pattern: string): boolean {
  let [t, p] = [0, 0];
  let [star, kept] = [-1, 0];
  while (t < text.length) {
    const width = p < pattern.length && pattern[p] !== '*' ? matchOne(text, t, pattern, p) : 0;
    if (width > 0) {
      p += width;
      t += unitsAt(text, t);
    } else if (pattern[p] === '*') {
      star = p++;
      kept = t;
    } else if (star >= 0) {
      p = star + 1;
      kept += unitsAt(text, kept);
      t = kept;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p >= pattern.length;
}

/** Units of the pattern that match the character at `t`; 0 when they do not. */
function matchOne(text: string, t: number, pattern: string, p: number): number {
  if (pattern[p] === '?') return 1;
  const close = pattern[p] === '[' ? endOfSet(pattern, p) : -1;
  if (close >= 0) return inSet(text.codePointAt(t) ?? 0, pattern, p, close) ? close - p + 1 : 0;
  return text.codePointAt(t) === pattern.codePointAt(p) ? unitsAt(pattern, p) : 0;
}

function endOfSet(pattern: string, open: number): number {
  const first = pattern[open + 1] === '!' ? open + 2 : open + 1;
  return pattern.indexOf(']', first + 1);
}

function inSet(character: number, pattern: string, open: number, close: number): boolean {
  const isNegated = pattern[open + 1] === '!';
  let isIn = false;
  for (let at = open + (isNegated ? 2 : 1); at < close; ) {
    const low = pattern.codePointAt(at) ?? 0;
    at += unitsAt(pattern, at);
    const isRange = pattern[at] === '-' && at + 1 < close;
    const high = isRange ? (pattern.codePointAt(at + 1) ?? 0) : low;
    if (isRange) at += 1 + unitsAt(pattern, at + 1);
    if (character >= low && character <= high) isIn = true;
  }
  return isIn !== isNegated;
}

function unitsAt(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}
