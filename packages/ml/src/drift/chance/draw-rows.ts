import type { Random } from '../../math/index.ts';

/** Rows up to which they are drawn one by one. */
const MAX_SINGLE = 4000;

/**
 * Rows per bin of a part of n rows that is drawn from all rows without putting back: one exchange of a permutation test on counts.
 *
 * Up to 4000 rows they are drawn one by one. Of more, each bin gets its conditional mean and a normal deviate of its conditional spread,
 * within what is left: what the hypergeometric distribution comes to.
 *
 * @param all Rows per bin of both samples; they are rounded.
 * @param n Whole, at most all rows.
 * @cost O(rows) up to 4000 rows, else O(bins).
 * @source Good (2005), "Permutation, Parametric and Bootstrap Tests of Hypotheses", section 3.2.
 */
export function drawRows(all: ArrayLike<number>, n: number, random: Random): Float64Array {
  const rows = Float64Array.from(all, (count) => Math.round(count));
  const total = rows.reduce((sum, count) => sum + count, 0);
  return total <= MAX_SINGLE ? drawSingly(rows, n, random) : drawBins(rows, n, random);
}

function drawSingly(rows: Float64Array, n: number, random: Random): Float64Array {
  const drawn = new Float64Array(rows.length);
  let left = rows.reduce((sum, count) => sum + count, 0);
  let wanted = Math.min(n, left);
  rows.forEach((count, bin) => {
    for (let row = 0; row < count; row++) {
      // A row is taken with the share that is still wanted of those that are left.
      if (random.next() * left < wanted) {
        drawn[bin]++;
        wanted--;
      }
      left--;
    }
  });
  return drawn;
}

function drawBins(rows: Float64Array, n: number, random: Random): Float64Array {
  const drawn = new Float64Array(rows.length);
  let left = rows.reduce((sum, count) => sum + count, 0);
  let wanted = Math.min(n, left);
  rows.forEach((count, bin) => {
    const rest = left - count;
    const mean = left === 0 ? 0 : (wanted * count) / left;
    const variance = left < 2 ? 0 : (mean * (rest / left) * (left - wanted)) / (left - 1);
    const free = Math.round(mean + Math.sqrt(Math.max(0, variance)) * random.normal());
    drawn[bin] = Math.min(count, wanted, Math.max(0, wanted - rest, free));
    wanted -= drawn[bin];
    left = rest;
  });
  return drawn;
}
