import { type ContrastedRun, isSeed, keyWithout } from './contrasted-run.ts';

/** How much runs vary that were made the same way but for a seed. */
export interface RunNoise {
  /** Runs that have at least one twin. */
  readonly nRuns: number;
  readonly standardDeviation: number;
}

/** The pooled standard deviation of a metric within groups of runs with the same params and tables; undefined without twins. */
export function noiseOf(runs: readonly ContrastedRun[], metric: string): RunNoise | undefined {
  const groups = Map.groupBy(
    runs.filter((run) => run.metrics.has(metric)),
    (run) => keyWithout(run, isSeed),
  );
  let squares = 0;
  let freedom = 0;
  let nRuns = 0;
  for (const group of groups.values()) {
    if (group.length < 2) continue;
    const values = group.map((run) => run.metrics.get(metric) ?? 0);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    squares += values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    freedom += values.length - 1;
    nRuns += values.length;
  }
  return freedom === 0 ? undefined : { nRuns, standardDeviation: Math.sqrt(squares / freedom) };
}
