/** Texts of this many characters are cheaper to copy than to hand over. */
const SHORT = 64;

/**
 * Texts in the encoding PLAIN of Parquet: the length in bytes in 32 bits, then UTF-8.
 *
 * @param codes Which text comes when.
 */
export function plainTexts(texts: readonly string[], codes: Iterable<number>): Buffer {
  const order = Array.from(codes, (code) => texts[code] as string);
  // A character of UTF-16 takes at most 3 bytes.
  const most = order.reduce((total, text) => total + 4 + 3 * text.length, 0);
  const out = Buffer.allocUnsafeSlow(most);
  let at = 0;
  for (const text of order) {
    const length = writeText(text, out, at + 4);
    out.writeUInt32LE(length, at);
    at += 4 + length;
  }
  return out.subarray(0, at);
}

function writeText(text: string, out: Buffer, at: number): number {
  if (text.length > SHORT) return out.write(text, at, 'utf8');
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 127) return out.write(text, at, 'utf8');
    out[at + i] = code;
  }
  return text.length;
}
