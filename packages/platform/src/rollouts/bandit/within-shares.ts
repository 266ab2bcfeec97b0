/**
 * Shares that keep the floor of each and the greatest share of one.
 *
 * @param due Probabilities that sum to 1.
 * @returns Summing to 1. Even where the bounds leave nothing else.
 */
export function withinShares(
  due: readonly number[],
  { floor, maxShare }: { readonly floor: number; readonly maxShare: number },
): readonly number[] {
  const n = due.length;
  const even = 1 / n;
  if (maxShare <= even || floor >= even) return due.map(() => even);
  const mixed = due.map((share) => floor + (1 - n * floor) * share);
  const largest = mixed.indexOf(Math.max(...mixed));
  const most = mixed[largest] ?? 0;
  if (most <= maxShare) return mixed;
  // Greater shares than the mean leave the smaller ones below it, so that drawing all towards it keeps the floor.
  const pull = (maxShare - even) / (most - even);
  return mixed.map((share) => even + (share - even) * pull);
}
