const C1 = 0xcc9e2d51;
const C2 = 0x1b873593;

/**
 * MurmurHash3 of the UTF-8 bytes of a text, 32 bits, as a signed number.
 *
 * @source Appleby (2011), MurmurHash3_x86_32.
 */
export function murmur3(text: string, seed = 0): number {
  let hash = seed | 0;
  let block = 0;
  let nBytes = 0;
  const take = (byte: number): void => {
    block |= byte << (8 * (nBytes++ & 3));
    if ((nBytes & 3) !== 0) return;
    hash = rotated(hash ^ scrambled(block), 13);
    hash = (Math.imul(hash, 5) + 0xe6546b64) | 0;
    block = 0;
  };
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) take(code);
    else if (code < 0x800) {
      take(0xc0 | (code >> 6));
      take(0x80 | (code & 63));
    } else {
      if (code < 0x10000) take(0xe0 | (code >> 12));
      else {
        take(0xf0 | (code >> 18));
        take(0x80 | ((code >> 12) & 63));
      }
      take(0x80 | ((code >> 6) & 63));
      take(0x80 | (code & 63));
    }
  }
  if ((nBytes & 3) !== 0) hash ^= scrambled(block);
  hash ^= nBytes;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

function scrambled(block: number): number {
  return Math.imul(rotated(Math.imul(block, C1), 15), C2);
}

function rotated(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}
