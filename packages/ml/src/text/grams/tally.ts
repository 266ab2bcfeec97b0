/** How often each number was seen: a text at a time. */
export interface Tally {
  see(number: number): void;
  /** Calls `visit` with every number that was seen and how often, in ascending order, and forgets them. */
  drain(visit: (number: number, count: number) => void): void;
}

/** A tally of numbers from 0 on; it grows as they do. */
export function tally(): Tally {
  let counts = new Int32Array(1024);
  let seen = new Int32Array(256);
  let nSeen = 0;
  return {
    see(number) {
      if (number >= counts.length) counts = grown(counts, number + 1);
      if (counts[number]++ > 0) return;
      if (nSeen === seen.length) seen = grown(seen, nSeen + 1);
      seen[nSeen++] = number;
    },
    drain(visit) {
      const numbers = seen.subarray(0, nSeen).sort();
      for (const number of numbers) {
        const count = counts[number];
        counts[number] = 0;
        visit(number, count);
      }
      nSeen = 0;
    },
  };
}

function grown(values: Int32Array<ArrayBuffer>, least: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(least, 2 * values.length));
  larger.set(values);
  return larger;
}
