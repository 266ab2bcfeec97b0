import { NODE, type TreeEnsemble } from '../tree-ensemble.ts';

/** A node on a path from the root. */
export interface Step {
  /** Position in the ensemble. */
  readonly node: number;
  readonly parent: Step | undefined;
  /** Whether the path left the parent on its left side. */
  readonly isLeft: boolean;
}

/**
 * The only side on which rows can leave a node of a number, after what the nodes above asked of the same column in the
 * same way; undefined when they leave on both, and for categories.
 */
export function forcedSide(ensemble: TreeEnsemble, step: Step): 'left' | 'right' | undefined {
  const { columns, flags, thresholds } = ensemble;
  const { node } = step;
  if ((flags[node] & NODE.category) !== 0) return undefined;
  const readsLike = (other: number): boolean =>
    columns[other] === columns[node] && ((flags[other] ^ flags[node]) & ~NODE.missingLeft) === 0;
  let low = Number.NEGATIVE_INFINITY;
  let high = Number.POSITIVE_INFINITY;
  let reachesMissing = (flags[node] & (NODE.nanIsMissing | NODE.zeroIsMissing)) !== 0;
  for (let at = step; at.parent !== undefined; at = at.parent) {
    const above = at.parent.node;
    if (!readsLike(above)) continue;
    if (at.isLeft) high = Math.min(high, thresholds[above]);
    else low = Math.max(low, thresholds[above]);
    if (at.isLeft !== ((flags[above] & NODE.missingLeft) !== 0)) reachesMissing = false;
  }
  const isMissingLeft = (flags[node] & NODE.missingLeft) !== 0;
  if (high <= thresholds[node] && (!reachesMissing || isMissingLeft)) return 'left';
  if (low >= thresholds[node] && (!reachesMissing || !isMissingLeft)) return 'right';
  return undefined;
}
