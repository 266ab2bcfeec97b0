import { AppError, invariant } from '@kaizenml/contracts';
import type { Leaf } from './growing-leaf.ts';
import type { GrowthOptions } from './growth-options.ts';
import type { GrowthParts } from './growth-parts.ts';
import type { HistogramPool } from './histogram-pool.ts';

export function hasHistogram(leaf: Leaf): leaf is Leaf & { histogram: number } {
  return leaf.histogram !== undefined;
}

function mayBeSplit(leaf: Leaf, { maxDepth, minLeafRows }: GrowthOptions): boolean {
  return leaf.depth < maxDepth && leaf.count >= 2 * Math.max(1, minLeafRows);
}

/**
 * Gives the children that may be split their histograms: the smaller one's is built, the larger one's is what
 * the parent's leaves. A parent that has lost its own to others costs building both.
 */
export function fillHistograms(
  { histograms, pool, options }: GrowthParts,
  own: number | undefined,
  children: readonly [Leaf, Leaf],
  leaves: readonly Leaf[],
): void {
  const build = (leaf: Leaf): void => {
    leaf.histogram = pool.take() ?? takeFromLeast(leaves);
    leaf.space = histograms.build(leaf.histogram, leaf);
  };
  const [left, right] = children;
  const [small, large] = left.count <= right.count ? [left, right] : [right, left];
  const [smallMay, largeMay] = [mayBeSplit(small, options), mayBeSplit(large, options)];
  if (own === undefined) {
    if (smallMay) build(small);
    if (largeMay) build(large);
    return;
  }
  large.histogram = own;
  if (smallMay || largeMay) {
    build(small);
    histograms.subtract(own, small.histogram as number);
  }
  if (!smallMay) close(small, pool);
  if (!largeMay) close(large, pool);
}

/** Takes the histogram of the leaf that gains least from it; there are always more histograms than children. */
function takeFromLeast(leaves: readonly Leaf[]): number {
  let least: Leaf | undefined;
  for (const leaf of leaves) {
    if (leaf.histogram === undefined || leaf.split === undefined) continue;
    if (least?.split === undefined || leaf.split.gain < least.split.gain) least = leaf;
  }
  invariant(least?.histogram !== undefined, 'some leaf holds a histogram when none is free');
  const taken = least.histogram;
  least.histogram = undefined;
  return taken;
}

/** Gives the histogram of a leaf back that will not be split. */
export function close(leaf: Leaf, pool: HistogramPool): void {
  if (leaf.histogram !== undefined) pool.give(leaf.histogram);
  leaf.histogram = undefined;
}

/** Gives both children their histograms, which a symmetric tree always needs. @throws MEMORY_EXHAUSTED */
export function buildChildren(
  { histograms, pool }: GrowthParts,
  parent: Leaf,
  [left, right]: readonly [Leaf, Leaf],
): void {
  const [small, large] = left.count <= right.count ? [left, right] : [right, left];
  const free = pool.take();
  if (free === undefined) {
    throw new AppError('MEMORY_EXHAUSTED', {
      message: `A symmetric tree must hold one histogram per leaf of a level, got more than ${pool.most} of ${histograms.sizeBytes} bytes.`,
      hint: 'Lower maxLeaves or maxBins, or grow leaf-wise.',
      details: { most: pool.most, sizeBytes: histograms.sizeBytes },
    });
  }
  small.histogram = free;
  small.space = histograms.build(free, small);
  large.histogram = parent.histogram;
  histograms.subtract(parent.histogram as number, free);
}
