/** How the codes of a category become bins. */
export interface LevelBins {
  /** Bin of each code; codes beyond the table are the rest. Length: levels of the column. */
  readonly binOfCode: Uint8Array;
  /** Code of each bin before the missing one: bin b < codes.length holds that code alone. */
  readonly codes: Int32Array;
}

/**
 * Gives the most frequent levels a bin each; the rarer ones share the last bin, the rest.
 *
 * @param counts Rows per code.
 * @param maxLevels Bins for single levels at most.
 * @param restBin Bin of the other levels, given how many have one of their own.
 */
export function chooseLevels(
  counts: Float64Array,
  maxLevels: number,
  restBin: (nLevels: number) => number,
): LevelBins {
  const present = Int32Array.from(counts.keys()).filter((code) => counts[code] > 0);
  const kept = present.sort((a, b) => counts[b] - counts[a] || a - b).subarray(0, maxLevels);
  const codes = kept.slice();
  const binOfCode = new Uint8Array(counts.length).fill(restBin(codes.length));
  codes.forEach((code, bin) => {
    binOfCode[code] = bin;
  });
  return { binOfCode, codes };
}
