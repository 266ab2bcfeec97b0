import { mostBytes, writeText } from './write-text.ts';

/**
 * Texts in the encoding PLAIN of Parquet: the length in bytes in 32 bits, then UTF-8.
 *
 * @param codes Which text comes when.
 */
export function plainTexts(texts: readonly string[], codes: Iterable<number>): Buffer {
  const order = Array.from(codes, (code) => texts[code] as string);
  const out = Buffer.allocUnsafeSlow(4 * order.length + mostBytes(order));
  let at = 0;
  for (const text of order) {
    const length = writeText(text, out, at + 4);
    out.writeUInt32LE(length, at);
    at += 4 + length;
  }
  return out.subarray(0, at);
}
