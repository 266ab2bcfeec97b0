/**
 * The latest values of a stream in O(log n) numbers: an exponential histogram.
 *
 * Row i holds at most `maxBuckets` buckets of 2^i values each, oldest first: their total, and their sum of squares around their mean. Where a row is too
 * full, its two oldest buckets become one of the next row.
 *
 * @source Datar, Gionis, Indyk & Motwani (2002), "Maintaining stream statistics over sliding windows", SIAM J. Comput. 31; Babcock, Datar, Motwani & O'Callaghan (2003) for
 * the variance.
 */
export interface AdwinWindow {
  /** Values in it. */
  n: number;
  total: number;
  /** Sum of squares around the mean. */
  squares: number;
  readonly rows: BucketRow[];
}

/** Buckets of the same number of values, oldest first. */
export interface BucketRow {
  readonly totals: number[];
  readonly squares: number[];
}

export function emptyWindow(): AdwinWindow {
  return { n: 0, total: 0, squares: 0, rows: [{ totals: [], squares: [] }] };
}

/** Adds a value, in place. @cost O(1) in the mean, O(log n) at most. */
export function addToWindow(window: AdwinWindow, x: number, maxBuckets: number): void {
  const { rows } = window;
  rows[0].totals.push(x);
  rows[0].squares.push(0);
  const n = ++window.n;
  if (n > 1) {
    const distance = x - window.total / (n - 1);
    window.squares += ((n - 1) * distance * distance) / n;
  }
  window.total += x;
  for (let i = 0; rows[i].totals.length > maxBuckets; i++) {
    if (i + 1 === rows.length) rows.push({ totals: [], squares: [] });
    joinOldest(rows[i], rows[i + 1], 2 ** i);
  }
}

/** Drops the oldest bucket, in place; returns what it held. */
export function dropOldest(window: AdwinWindow): { readonly n: number; readonly total: number } {
  const { rows } = window;
  const row = rows[rows.length - 1];
  const n = 2 ** (rows.length - 1);
  const total = row.totals.shift() ?? 0;
  const squares = row.squares.shift() ?? 0;
  window.n -= n;
  window.total -= total;
  const distance = total / n - window.total / window.n;
  window.squares -= squares + (n * window.n * distance * distance) / (n + window.n);
  if (row.totals.length === 0) rows.pop();
  return { n, total };
}

function joinOldest(row: BucketRow, next: BucketRow, n: number): void {
  const [one, other] = row.totals.splice(0, 2);
  const [s1, s2] = row.squares.splice(0, 2);
  const distance = one / n - other / n;
  next.totals.push(one + other);
  next.squares.push(s1 + s2 + n * 0.5 * distance * distance);
}
