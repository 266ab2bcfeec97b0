/**
 * Finds columns that hold the same text in every row: all start in one group, and each row splits the groups by value.
 *
 * @cost O(cells of columns that still share a group) time, O(columns) memory.
 */
export function createEqualColumns(nColumns: number) {
  let groups: number[][] = nColumns > 1 ? [Array.from({ length: nColumns }, (_, j) => j)] : [];
  return {
    add(cells: readonly string[]): void {
      if (groups.length === 0 || groups.every((group) => isAlike(group, cells))) return;
      groups = groups
        .flatMap((group) => [...Map.groupBy(group, (j) => (cells[j] ?? '').trim()).values()])
        .filter((group) => group.length > 1);
    },
    groups: (): readonly (readonly number[])[] => groups,
  };
}

function isAlike(group: readonly number[], cells: readonly string[]): boolean {
  const first = (cells[group[0] ?? 0] ?? '').trim();
  return group.every((j) => (cells[j] ?? '').trim() === first);
}
