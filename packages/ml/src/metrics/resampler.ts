import type { Random } from '../math/index.ts';
import { type Outcome, outcomeLength } from './outcome.ts';

/**
 * Draws bootstrap resamples of an outcome as weights: how often each row was drawn, times its own weight.
 *
 * Rows of a group are drawn together, since they are not independent of each other.
 *
 * @returns A function whose results share one array, which the next call overwrites. Length n.
 * @cost O(n) per resample.
 * @source Davison & Hinkley (1997), "Bootstrap Methods and their Application", sections 2.2 and 3.8.
 */
export function resampler(outcome: Outcome): (random: Random) => Float64Array {
  const n = outcomeLength(outcome);
  const { weights } = outcome;
  const unitOf = outcome.kind === 'regression' && outcome.groups ? unitsOf(outcome.groups) : null;
  const nUnits = unitOf ? unitOf.reduce((most, unit) => Math.max(most, unit + 1), 0) : n;
  const counts = new Float64Array(nUnits);
  const drawn = unitOf || weights ? new Float64Array(n) : counts;
  return (random) => {
    counts.fill(0);
    for (let i = 0; i < nUnits; i++) counts[random.below(nUnits)]++;
    if (drawn === counts) return counts;
    for (let i = 0; i < n; i++) drawn[i] = counts[unitOf ? unitOf[i] : i] * (weights?.[i] ?? 1);
    return drawn;
  };
}

/** Group codes as numbers from 0 without gaps, in the order of their first row. */
function unitsOf(groups: Int32Array): Int32Array {
  const units = new Map<number, number>();
  return groups.map((group) => {
    const known = units.get(group);
    if (known !== undefined) return known;
    units.set(group, units.size);
    return units.size - 1;
  });
}
