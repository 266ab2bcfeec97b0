/** Sums of an outcome by level, of some rows. */
export interface LevelSums {
  readonly counts: Float64Array;
  readonly sums: Float64Array;
  readonly squares: Float64Array;
}

/** What levels say of an outcome. */
export interface LevelMeans {
  /** Mean of each level, drawn towards the mean of all rows; that mean itself for a level without rows. */
  readonly means: Float64Array;
  /** The mean of all rows; 0 without rows. */
  readonly overall: number;
}

/**
 * Adds the rows of each part up: one for every part number.
 *
 * @param levels Level of each row.
 * @param partOf Part of each row.
 * @param values The outcome, of magnitude 1 or less, so that squares are finite.
 */
export function sumLevels(
  levels: Int32Array,
  partOf: Uint8Array,
  values: Float64Array,
  { nLevels, nParts }: { readonly nLevels: number; readonly nParts: number },
): LevelSums[] {
  const parts = Array.from({ length: nParts }, () => noSums(nLevels));
  for (let i = 0; i < levels.length; i++) {
    const { counts, sums, squares } = parts[partOf[i]];
    const [level, y] = [levels[i], values[i]];
    counts[level]++;
    sums[level] += y;
    squares[level] += y * y;
  }
  return parts;
}

/** Sums of several parts together. */
export function addSums(parts: readonly LevelSums[], nLevels: number): LevelSums {
  const all = noSums(nLevels);
  for (const part of parts) {
    for (let level = 0; level < nLevels; level++) {
      all.counts[level] += part.counts[level];
      all.sums[level] += part.sums[level];
      all.squares[level] += part.squares[level];
    }
  }
  return all;
}

/**
 * Means of levels as (sum + m overall) / (count + m), where m rows of the overall mean are added to each level.
 *
 * By default m is the variance within levels over the variance between them, both estimated from the sums, so that levels
 * which tell nothing are drawn to the overall mean entirely.
 *
 * @param strength m, in rows.
 * @source Micci-Barreca (2001), "A Preprocessing Scheme for High-Cardinality Categorical Attributes"; for m the moments of
 * a one-way layout, Searle, Casella & McCulloch (1992), "Variance Components", chapter 3.
 */
export function shrunkMeans(sums: LevelSums, strength = priorStrength(sums)): LevelMeans {
  const n = total(sums.counts);
  const overall = n === 0 ? 0 : total(sums.sums) / n;
  const means = sums.counts.map((count, level) =>
    count === 0 || strength === Number.POSITIVE_INFINITY
      ? overall
      : (sums.sums[level] + strength * overall) / (count + strength),
  );
  return { means, overall };
}

function priorStrength({ counts, sums, squares }: LevelSums): number {
  const n = total(counts);
  let nLevels = 0;
  let countSquares = 0;
  let betweenSquares = 0;
  for (let level = 0; level < counts.length; level++) {
    if (counts[level] === 0) continue;
    nLevels++;
    countSquares += counts[level] ** 2;
    betweenSquares += sums[level] ** 2 / counts[level];
  }
  if (nLevels < 2 || n === nLevels) return Number.POSITIVE_INFINITY;
  const within = Math.max(0, total(squares) - betweenSquares) / (n - nLevels);
  const spread = (betweenSquares - total(sums) ** 2 / n) / (nLevels - 1);
  const between = (spread - within) / ((n - countSquares / n) / (nLevels - 1));
  return between > 0 ? within / between : Number.POSITIVE_INFINITY;
}

function noSums(n: number): LevelSums {
  return {
    counts: new Float64Array(n),
    sums: new Float64Array(n),
    squares: new Float64Array(n),
  };
}

function total(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
