// Rows that are told apart by hashes of 64 bits.

/**
 * Sorts n words by their upper 8 bits into `sorted`; bucket b is at places `buckets[b]` to `buckets[b + 1]` - 1. Returns the
 * length of the longest.
 */
export function partition(words: usize, n: i32, sorted: usize, buckets: usize): i32 {
  memory.fill(buckets, 0, 257 << 2);
  const end = words + ((<usize>n) << 3);
  for (let at = words; at < end; at += 8) {
    const bucket = buckets + (<usize>(load<u64>(at) >>> 56) << 2);
    store<u32>(bucket, load<u32>(bucket, 4) + 1, 4);
  }
  let longest: u32 = 0;
  for (let b: usize = 0; b < 256; b++) {
    const bucket = buckets + (b << 2);
    longest = max(longest, load<u32>(bucket, 4));
    store<u32>(bucket, load<u32>(bucket) + load<u32>(bucket, 4), 4);
  }
  for (let at = end; at > words; ) {
    at -= 8;
    const word = load<u64>(at);
    const bucket = buckets + (<usize>(word >>> 56) << 2);
    const place = load<u32>(bucket, 4) - 1;
    store<u32>(bucket, place, 4);
    store<u64>(sorted + ((<usize>place) << 3), word);
  }
  for (let b: usize = 0; b < 256; b++)
    store<u32>(buckets + (b << 2), load<u32>(buckets + (b << 2), 4));
  store<u32>(buckets + (256 << 2), n);
  return <i32>longest;
}

/** How many of the words in such buckets differ above their lowest bit. `slots` is room for words, a power of two of them. */
export function countDistinct(sorted: usize, buckets: usize, slots: usize, nSlots: i32): i32 {
  const mask = <u32>nSlots - 1;
  let nDistinct = 0;
  for (let b: usize = 0; b < 256; b++) {
    const from = sorted + ((<usize>load<u32>(buckets + (b << 2))) << 3);
    const to = sorted + ((<usize>load<u32>(buckets + (b << 2), 4)) << 3);
    memory.fill(slots, 0, (<usize>nSlots) << 3);
    for (let at = from; at < to; at += 8) {
      const word = load<u64>(at) | 1;
      let slot = <u32>(word >>> 8) & mask;
      while (true) {
        const found = load<u64>(slots + ((<usize>slot) << 3));
        if (found == word) break;
        if (found == 0) {
          store<u64>(slots + ((<usize>slot) << 3), word);
          nDistinct++;
          break;
        }
        slot = (slot + 1) & mask;
      }
    }
  }
  return nDistinct;
}
