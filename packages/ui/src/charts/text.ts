/** Font of every chart: the reader's own, so that nothing is fetched. */
export const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";

/**
 * Width of a text as a system font sets it, in pixels: an estimate, since a pure function measures no fonts.
 *
 * Set for DejaVu Sans, the widest font that a system may have, so that a text is rather too short than cut off.
 */
export function textWidth(words: string, fontSize: number): number {
  let em = 0;
  for (const letter of words) {
    if (/[ijl.,:;'|!ft()[\] \u{a0}]/u.test(letter)) em += 0.36;
    else if (/[mwMW%@]/.test(letter) || letter > '\u{2e80}') em += 0.95;
    else em += /[A-Z_]/.test(letter) ? 0.68 : 0.61;
  }
  return em * fontSize;
}

/** The text, or its start and end around an ellipsis where it is wider than `width` pixels. */
export function shorten(words: string, width: number, fontSize: number): string {
  if (textWidth(words, fontSize) <= width) return words;
  const letters = [...words];
  for (let kept = letters.length - 1; kept > 1; kept--) {
    const head = Math.ceil(kept * 0.65);
    const tail = letters.slice(letters.length - (kept - head)).join('');
    const cut = `${letters.slice(0, head).join('').trimEnd()}…${tail.trimStart()}`;
    if (textWidth(cut, fontSize) <= width) return cut;
  }
  return '…';
}

/** The text broken at spaces into lines of at most `width` pixels; a longer word is shortened. */
export function wrapText(words: string, width: number, fontSize: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words.split(/[ \t\n\r]+/).filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && textWidth(longer, fontSize) > width) {
      lines.push(shorten(line, width, fontSize));
      line = word;
    } else line = longer;
  }
  return line === '' ? lines : [...lines, shorten(line, width, fontSize)];
}
