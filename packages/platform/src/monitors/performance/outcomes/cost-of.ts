import type { Estimate } from '@kaizenml/contracts';
import type { MonitorSettings } from '@kaizenml/contracts/operations';
import { estimateMean } from './mean-sum.ts';
import { measureCost, Z_95 } from './measure-outcomes.ts';
import type { OutcomeCounts } from './outcome-counts.ts';

/**
 * Mean cost per labelled row, in the currency of the settings, with its interval of 95 %.
 *
 * @returns Undefined where the settings do not say what such answers cost.
 */
export function costOf(
  outcomes: OutcomeCounts,
  { calls, over = 0, under = 0 }: NonNullable<MonitorSettings['cost']>,
  classes: readonly string[] | undefined,
): Estimate | undefined {
  if (classes !== undefined) {
    if (calls === undefined) return undefined;
    const costs = classes.map((truth) => classes.map((called) => calls[truth]?.[called] ?? 0));
    return measureCost(outcomes, costs);
  }
  const { over: above, under: below } = outcomes.means;
  if ((over === 0 && under === 0) || above === undefined || below === undefined) return undefined;
  const value = over * above.mean + under * below.mean;
  // A row is over or under, never both: the square of its cost is that of the one, and their product is 0.
  const square =
    over ** 2 * (above.squares + above.weight * above.mean ** 2) +
    under ** 2 * (below.squares + below.weight * below.mean ** 2);
  const squares = Math.max(0, square - above.weight * value ** 2);
  return estimateMean({ ...above, mean: value, squares }, Z_95);
}
