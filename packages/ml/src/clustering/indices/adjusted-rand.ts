/**
 * How far two clusterings of the same rows agree on which pairs belong together, beyond chance.
 *
 * @param a Code of each row, from 0.
 * @param b The same rows by the other clustering.
 * @returns 1 for the same clusters under any names, about 0 for unrelated ones; 1 where both are a single cluster.
 * @cost O(n + clusters of a * clusters of b)
 * @source Hubert & Arabie (1985), "Comparing Partitions", Journal of Classification 2, 193-218.
 */
export function adjustedRand(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const { table, rows, columns } = contingency(a, b);
  const together = pairsIn(table);
  const inA = pairsIn(rows);
  const inB = pairsIn(columns);
  const all = (a.length * (a.length - 1)) / 2;
  const expected = all === 0 ? 0 : (inA * inB) / all;
  const most = (inA + inB) / 2;
  return most === expected ? 1 : (together - expected) / (most - expected);
}

/** Rows by both of their codes. */
export interface Contingency {
  /** Rows with code i in a and j in b, at i * nColumns + j. */
  readonly table: Float64Array;
  /** Rows with each code in a. */
  readonly rows: Float64Array;
  /** Rows with each code in b. */
  readonly columns: Float64Array;
}

/** Counts rows by both of their codes. */
export function contingency(a: ArrayLike<number>, b: ArrayLike<number>): Contingency {
  let [nA, nB] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    nA = Math.max(nA, a[i] + 1);
    nB = Math.max(nB, b[i] + 1);
  }
  const counted: Contingency = {
    table: new Float64Array(nA * nB),
    rows: new Float64Array(nA),
    columns: new Float64Array(nB),
  };
  for (let i = 0; i < a.length; i++) {
    counted.table[a[i] * nB + b[i]]++;
    counted.rows[a[i]]++;
    counted.columns[b[i]]++;
  }
  return counted;
}

function pairsIn(counts: Float64Array): number {
  return counts.reduce((sum, count) => sum + (count * (count - 1)) / 2, 0);
}
