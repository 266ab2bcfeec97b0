/** What a walk has cost and won. */
export interface WalkRecord {
  /** Best score; -Infinity before the first. */
  readonly score: number;
  /** Cost of all its trials. */
  readonly spent: number;
  /** Its latest two improvements: what had been spent by then, and the score. */
  readonly improvements: readonly { readonly spent: number; readonly score: number }[];
}

/**
 * What the next improvement will probably cost in each family.
 *
 * Within a family: as much as the latest one did, or as was spent in vain since. A family that is behind the best of all counts
 * with what it needs at its own pace to catch up, where that is more. One that was never tried counts with the cost of its
 * defaults, or of the cheapest family.
 *
 * @param first Cost of the defaults of each family, where it is known before.
 * @source Wang, Wu, Weimer & Zhu (2021), "FLAML", MLSys 4, section 4.2.
 */
export function costForImprovement(
  records: readonly WalkRecord[],
  first: readonly (number | undefined)[],
): number[] {
  const best = Math.max(...records.map(({ score }) => score));
  const cheapest = Math.min(...records.flatMap(({ spent }) => (spent > 0 ? [spent] : [])), 1e300);
  return records.map((record, i) => {
    if (record.spent === 0) return first[i] ?? (cheapest === 1e300 ? 1 : cheapest);
    return Math.max(ownCost(record), costToCatchUp(record, best));
  });
}

function ownCost({ spent, improvements }: WalkRecord): number {
  const latest = improvements.at(-1)?.spent ?? 0;
  const before = improvements.length > 1 ? improvements[0].spent : 0;
  return Math.max(spent - latest, latest - before, Number.MIN_VALUE);
}

function costToCatchUp({ score, spent, improvements }: WalkRecord, best: number): number {
  if (score >= best) return 0;
  if (improvements.length === 0) return 4 * spent;
  const [before, latest] = improvements;
  if (latest === undefined) return 2 * spent;
  const pace =
    (latest.score - before.score) / Math.max(latest.spent - before.spent, Number.MIN_VALUE);
  return (best - score) / pace;
}
