/**
 * Finds columns that hold the same value in every row: all start in one group, and each row splits the groups by value.
 *
 * @cost O(columns that still share a group) per row, O(columns) memory.
 */
export function createEqualColumns(nColumns: number) {
  let groups: number[][] = nColumns > 1 ? [Array.from({ length: nColumns }, (_, j) => j)] : [];
  return {
    /** @param hashes Hash of each cell of a row, equal for equal values. */
    add(hashes: Int32Array): void {
      if (groups.length === 0 || groups.every((group) => isAlike(group, hashes))) return;
      groups = groups
        .flatMap((group) => [...Map.groupBy(group, (j) => hashes[j] ?? 0).values()])
        .filter((group) => group.length > 1);
    },
    groups: (): readonly (readonly number[])[] => groups,
  };
}

function isAlike(group: readonly number[], hashes: Int32Array): boolean {
  const first = hashes[group[0] ?? 0];
  return group.every((j) => hashes[j] === first);
}
