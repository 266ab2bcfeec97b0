import type { StateReader } from '../../state-reader.ts';

/**
 * Reads logarithms of shares: numbers or -Infinity, at least one of them finite.
 *
 * @returns How many classes there are.
 * @throws MODEL_ARTIFACT_INVALID
 */
export function readPriors(priors: StateReader): number {
  const given = priors.tensor(Float64Array);
  const isShare = (prior: number) => prior < Number.POSITIVE_INFINITY;
  if (!given.every(isShare))
    priors.refuse(
      'be logarithms of shares',
      given.find((prior) => !isShare(prior)),
    );
  if (!given.some(Number.isFinite)) priors.refuse('be finite for some class', given[0]);
  return given.length;
}
