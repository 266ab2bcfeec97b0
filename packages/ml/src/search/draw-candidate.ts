import type { ParamSpec } from '@kaizenml/contracts';
import { exp, type Random } from '../math/index.ts';
import { ESTIMATORS } from '../models/index.ts';
import type { Candidate } from './candidate.ts';

/**
 * A candidate drawn at random: an estimator that fits the task, each parameter from its own search range.
 *
 * Left out are baselines, estimators that take counts only (recipes scale and code, so that their features go
 * below 0) or counts as a target, and those whose cost is out of proportion for so many rows.
 *
 * @param nRows Rows to learn from.
 * @source Bergstra & Bengio (2012), "Random Search for Hyper-Parameter Optimization", JMLR 13.
 */
export function drawCandidate(
  kind: 'regression' | 'classification',
  random: Random,
  nRows: number,
): Omit<Candidate, 'id'> {
  const able = ESTIMATORS.filter(
    ({ traits }) =>
      traits[kind] &&
      !traits.ignoresFeatures &&
      !traits.nonNegative &&
      !traits.nonNegativeTarget &&
      nRows <= (traits.maxRows ?? Number.POSITIVE_INFINITY),
  );
  const estimator = able[random.below(able.length)];
  const params: Record<string, number | string | boolean> = {};
  for (const [name, spec] of Object.entries(estimator.params as Record<string, ParamSpec>)) {
    const value = drawValue(spec, random);
    if (value !== undefined) params[name] = value;
  }
  return { estimator: estimator.name, params, isBaseline: false };
}

function drawValue(spec: ParamSpec, random: Random): number | string | boolean | undefined {
  if (!spec.search) return undefined;
  if (spec.kind === 'flag') return random.next() < 0.5;
  if (spec.kind === 'choice') return spec.choices[random.below(spec.choices.length)];
  const [low, high] = spec.search.range;
  const u = random.next();
  const drawn =
    spec.search.scale === 'log'
      ? exp(Math.log(low) + u * (Math.log(high) - Math.log(low)))
      : low + u * (high - low);
  const rounded = spec.integer ? Math.round(drawn) : Number(drawn.toPrecision(3));
  return Math.min(high, Math.max(low, rounded));
}
