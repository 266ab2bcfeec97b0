import { backtest, type Fold } from '../backtest/backtest.ts';
import type { CutOffs } from '../backtest/cut-offs.ts';
import type { AnyForecaster } from '../forecaster.ts';
import { firstPoints, type Series } from '../series/series.ts';

/** A forecaster as a backtest saw it. */
export interface Candidate {
  readonly name: string;
  readonly folds: readonly Fold[];
  /** Learns from the whole series; of the form that the backtest judged. */
  fit(): unknown;
}

/** A forecaster that was not tried, and why. */
export interface Skipped {
  readonly name: string;
  readonly reason: string;
}

/** Candidates and those that are none. */
export interface Tried {
  readonly candidates: readonly Candidate[];
  readonly skipped: readonly Skipped[];
}

/** What a trial may cost. */
export interface TrialOptions {
  readonly cuts: CutOffs;
  readonly horizon: number;
  /** Visits of points that all trials may take together. */
  readonly budget: number;
}

/**
 * Backtests forecasters in their order, as long as the budget lasts.
 *
 * A forecaster whose trial would go beyond what is left is skipped with a sentence, and so is one that refuses the
 * history of the first cut. Costs are counted, not timed: the choice is the same on every machine.
 */
export function tryForecasters(
  series: Series,
  forecasters: readonly AnyForecaster[],
  { cuts, horizon, budget }: TrialOptions,
): Tried {
  const candidates: Candidate[] = [];
  const skipped: Skipped[] = [];
  const first = firstPoints(series, cuts.ends[0] ?? series.values.length);
  let left = budget;
  for (const forecaster of forecasters) {
    const { name } = forecaster;
    const reason = forecaster.refusal(first) ?? beyond(forecaster, series, { cuts, left });
    if (reason !== undefined) {
      skipped.push({ name, reason });
      continue;
    }
    left -= costOf(forecaster, series, cuts);
    const { folds, like } = backtest(forecaster, series, { cuts });
    candidates.push({ name, folds, fit: () => forecaster.fit(series, { horizon, like }) });
  }
  return { candidates, skipped };
}

function costOf(forecaster: AnyForecaster, { values }: Series, { ends }: CutOffs): number {
  const { free, alike } = forecaster.cost(values.length);
  return free + ends.length * alike;
}

function beyond(
  forecaster: AnyForecaster,
  series: Series,
  { cuts, left }: { readonly cuts: CutOffs; readonly left: number },
): string | undefined {
  const cost = costOf(forecaster, series, cuts);
  if (cost <= left) return undefined;
  return `${forecaster.name} must fit into the budget of ${left} visits of points that is left, but takes about ${cost}.`;
}
