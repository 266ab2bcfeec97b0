import { type ContrastedRun, isSeed, keyWithout } from './contrasted-run.ts';

/** What other pairs of runs say of one change. */
export interface PairEvidence {
  readonly nPairs: number;
  /** Pairs in which the metric moved as it did between the two runs. */
  readonly nSameWay: number;
  readonly medianGain: number;
}

interface Change {
  readonly param: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly metric: string;
  /** Which way the metric moved between the two runs. */
  readonly way: number;
}

/**
 * Pairs of runs that are the same but for this change of one param, and for seeds; of runs with the same params the mean stands
 * for all. Undefined where there is none.
 *
 * @param runs Without the two that are contrasted.
 */
export function pairsOf(
  runs: readonly ContrastedRun[],
  { param, from, to, metric, way }: Change,
): PairEvidence | undefined {
  const measured = runs.filter((run) => run.metrics.has(metric));
  const sides = [from, to].map((value) =>
    Map.groupBy(
      measured.filter((run) => run.params.get(param) === value),
      (run) => keyWithout(run, (name) => name === param || isSeed(name)),
    ),
  );
  const [before, after] = sides;
  const gains = [...(before ?? [])].flatMap(([key, group]) => {
    const changed = after?.get(key);
    return changed === undefined ? [] : [mean(changed, metric) - mean(group, metric)];
  });
  if (gains.length === 0) return undefined;
  return {
    nPairs: gains.length,
    nSameWay: gains.filter((gain) => Math.sign(gain) === Math.sign(way)).length,
    medianGain: median(gains),
  };
}

function mean(runs: readonly ContrastedRun[], metric: string): number {
  return runs.reduce((sum, run) => sum + (run.metrics.get(metric) ?? 0), 0) / runs.length;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return ((low ?? 0) + (high ?? 0)) / 2;
}
