/**
 * Text of UTF-8 bytes, or undefined when they are not valid UTF-8. A byte order mark is dropped.
 *
 * Overlong forms, surrogates and code points beyond U+10FFFF are not valid.
 *
 * @cost O(bytes).
 * @source RFC 3629, "UTF-8, a transformation format of ISO 10646".
 */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  const parts: string[] = [];
  let units: number[] = [];
  let i = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (i < bytes.length) {
    const first = bytes[i];
    const nMore = first < 0x80 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
    if ((first >= 0x80 && first < 0xc2) || first > 0xf4 || i + nMore >= bytes.length)
      return undefined;
    let point = nMore === 0 ? first : first & (0x3f >> nMore);
    for (let j = 1; j <= nMore; j++) {
      const next = bytes[i + j];
      if ((next & 0xc0) !== 0x80) return undefined;
      point = (point << 6) | (next & 0x3f);
    }
    const isOverlong = (nMore === 2 && point < 0x800) || (nMore === 3 && point < 0x10000);
    if (isOverlong || (point >= 0xd800 && point <= 0xdfff) || point > 0x10ffff) return undefined;
    units.push(point);
    i += nMore + 1;
    if (units.length === 4096) {
      parts.push(String.fromCodePoint(...units));
      units = [];
    }
  }
  parts.push(String.fromCodePoint(...units));
  return parts.join('');
}
