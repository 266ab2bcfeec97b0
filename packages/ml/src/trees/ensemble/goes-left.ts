import { NODE, type TreeEnsemble } from './tree-ensemble.ts';

/** Up to this size a number counts as zero: the single-precision 1e-35 of the libraries that skip zeros. */
export const ZERO_SIZE = Math.fround(1e-35);

/**
 * Whether a value goes left at a node: the meaning of a state, for those who walk it as it is.
 *
 * @param node Position in the arrays of all nodes, not counted from the tree's first.
 */
export function goesLeft(ensemble: TreeEnsemble, node: number, value: number): boolean {
  const flags = ensemble.flags[node];
  const isCategory = (flags & NODE.category) !== 0;
  const known = Number.isNaN(value) && (flags & NODE.nanIsMissing) === 0 ? 0 : value;
  const isMissing =
    Number.isNaN(known) ||
    (isCategory
      ? (flags & NODE.negativeIsMissing) !== 0 && Math.trunc(known) < 0
      : (flags & NODE.zeroIsMissing) !== 0 && Math.abs(known) <= ZERO_SIZE);
  if (isMissing) return (flags & NODE.missingLeft) !== 0;
  if (!isCategory) return known <= ensemble.thresholds[node];
  return hasLevel(ensemble, ensemble.thresholds[node], Math.trunc(known));
}

/** Whether a set holds a whole level. */
export function hasLevel(
  { setWords, setOffsets }: TreeEnsemble,
  set: number,
  level: number,
): boolean {
  const nLevels = (setOffsets[set + 1] - setOffsets[set]) * 32;
  if (level < 0 || level >= nLevels) return false;
  return ((setWords[setOffsets[set] + Math.floor(level / 32)] >>> (level % 32)) & 1) === 1;
}
