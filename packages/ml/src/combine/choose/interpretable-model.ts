import type { Metric } from '../../metrics/index.ts';
import { bestFirst, type Contender } from './contender.ts';
import type { RoleChoice } from './small-model.ts';

/** Parts of a model that a person reads in a few minutes. */
const READABLE_PARTS = 30;

/**
 * The interpretable model: the best of those with at most 30 parts to read (weights, leaves, rules or curves).
 *
 * Where all readable ones are larger, the one with the fewest parts, and `isWithinLimits` is false.
 *
 * @param contenders Finished candidates, without baselines.
 * @returns Undefined when no contender can be read.
 */
export function interpretableModel(
  contenders: readonly Contender[],
  metric: Metric,
  { maxParts = READABLE_PARTS }: { readonly maxParts?: number } = {},
): RoleChoice | undefined {
  const ranked = bestFirst(contenders, metric);
  const readable = ranked.filter(({ nParts }) => nParts !== undefined);
  if (readable.length === 0) return undefined;
  const short = readable.filter(({ nParts = 0 }) => nParts <= maxParts);
  const chosen =
    short[0] ??
    readable.reduce((one, each) => ((each.nParts ?? 0) < (one.nParts ?? 0) ? each : one));
  const behind = Math.abs(ranked[0].value - chosen.value);
  const price =
    chosen.id === ranked[0].id
      ? 'and is the best of all'
      : `and gives up ${behind.toPrecision(2)} of ${metric.title}`;
  return {
    id: chosen.id,
    isWithinLimits: short.length > 0,
    sentence:
      short.length > 0
        ? `${chosen.id} has ${chosen.nParts} parts to read ${price}.`
        : `No model has at most ${maxParts} parts to read; ${chosen.id} has the fewest, ${chosen.nParts}, ${price}.`,
  };
}
