/** Texts of this many characters are cheaper to copy than to hand over. */
const SHORT = 64;

/** Bytes that texts take at most, in UTF-8: a character of UTF-16 takes 3. */
export function mostBytes(texts: readonly string[]): number {
  return 3 * texts.reduce((total, { length }) => total + length, 0);
}

/** Writes a text in UTF-8; gives the number of its bytes. */
export function writeText(text: string, out: Buffer, at: number): number {
  if (text.length > SHORT) return out.write(text, at, 'utf8');
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 127) return out.write(text, at, 'utf8');
    out[at + i] = code;
  }
  return text.length;
}
