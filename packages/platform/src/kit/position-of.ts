/**
 * Where a key falls, 0 to 1, the same in every process: shares that only grow leave keys where they are.
 *
 * @param salt Such as the id of a rollout: another one splits the keys anew, so that the same people are not always the first.
 * @source FNV-1a over UTF-16 units, then the finalizer of MurmurHash3, whose 32 bits are uniform for keys that differ in one character.
 * @cost O(length of the key).
 */
export function positionOf(key: string, salt: string): number {
  let hash = 0x811c9dc5;
  for (const text of [salt, '\u0000', key])
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
      hash = Math.imul(hash ^ (unit >>> 8), 0x01000193);
    }
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  hash ^= hash >>> 16;
  return (hash >>> 0) / 2 ** 32;
}
