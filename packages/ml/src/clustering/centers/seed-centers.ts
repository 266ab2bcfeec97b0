import { log, type Matrix, type Random } from '../../math/index.ts';

/**
 * Chooses rows to begin k-means with: greedy k-means++.
 *
 * The first is drawn evenly. For each next one, 2 + ln k candidates are drawn with chances that grow with the squared
 * distance to the nearest center so far, and the one that leaves the least sum of squares stays.
 *
 * @shape x: n x p, finite, n at least 1; the result is k x p.
 * @returns Fewer centers where there are fewer different rows.
 * @cost O(n p k log k)
 * @source Arthur & Vassilvitskii (2007), "k-means++: The Advantages of Careful Seeding", SODA, 1027-1035; greedy as in
 * Grunau et al. (2023), "A Nearly Tight Analysis of Greedy k-means++", SODA.
 */
export function seedCenters(x: Matrix, k: number, random: Random): Float64Array {
  const { nRows: n, nColumns: p, values } = x;
  const nCandidates = 2 + Math.floor(log(k));
  const chosen = [random.below(n)];
  let nearest = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
  let total = lower(x, nearest, chosen[0], nearest);
  while (chosen.length < k && total > 0) {
    let best = { row: -1, total: Number.POSITIVE_INFINITY, nearest };
    for (let trial = 0; trial < nCandidates; trial++) {
      const row = drawByShare(nearest, random.next() * total);
      const after = new Float64Array(n);
      const left = lower(x, nearest, row, after);
      if (left < best.total) best = { row, total: left, nearest: after };
    }
    chosen.push(best.row);
    ({ total, nearest } = best);
  }
  const centers = new Float64Array(chosen.length * p);
  chosen.forEach((row, c) => {
    centers.set(values.subarray(row * p, (row + 1) * p), c * p);
  });
  return centers;
}

/** Squared distances once `row` is a center as well; returns their sum. */
function lower(x: Matrix, before: Float64Array, row: number, after: Float64Array): number {
  const { nRows: n, nColumns: p, values } = x;
  const start = row * p;
  let total = 0;
  for (let i = 0, at = 0; i < n; i++, at += p) {
    const limit = before[i];
    let square = 0;
    for (let j = 0; j < p && square < limit; j++) {
      const apart = values[at + j] - values[start + j];
      square += apart * apart;
    }
    const least = square < limit ? square : limit;
    after[i] = least;
    total += least;
  }
  return total;
}

/** The row in which the running sum of the shares passes a place; never one without a share. */
function drawByShare(shares: Float64Array, place: number): number {
  let left = place;
  let last = 0;
  for (let i = 0; i < shares.length; i++) {
    if (shares[i] === 0) continue;
    last = i;
    left -= shares[i];
    if (left < 0) break;
  }
  return last;
}
