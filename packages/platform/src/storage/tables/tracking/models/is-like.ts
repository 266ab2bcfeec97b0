/**
 * Whether a text is like a pattern, decided here instead of by a database: `%` stands for any characters, `_` for one, and
 * nothing else for anything but itself. Without case the letters A to Z are the same as a to z.
 *
 * @cost At most as many steps as there are characters in the text times those in the pattern, whatever the pattern.
 */
export function isLike(
  text: string,
  { pattern, isCaseless }: { readonly pattern: string; readonly isCaseless: boolean },
): boolean {
  const chars = [...(isCaseless ? toLower(text) : text)];
  const signs = [...(isCaseless ? toLower(pattern) : pattern)];
  let at = 0;
  let sign = 0;
  let any: { readonly sign: number; at: number } | undefined;
  while (at < chars.length) {
    if (signs[sign] === '%') {
      any = { sign, at };
      sign++;
    } else if (sign < signs.length && (signs[sign] === '_' || signs[sign] === chars[at])) {
      at++;
      sign++;
    } else if (any !== undefined) {
      // Only the last % need take more: what those before it took leaves the most to what follows.
      any.at++;
      at = any.at;
      sign = any.sign + 1;
    } else return false;
  }
  return signs.slice(sign).every((one) => one === '%');
}

function toLower(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
