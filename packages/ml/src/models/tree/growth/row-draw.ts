import { type Random, seededRandom } from '../../../math/index.ts';

/** A number for each tree that its own generator begins with. */
export function treeSeeds(nTrees: number, random: Random): Float64Array {
  return Float64Array.from({ length: nTrees }, () => random.below(2 ** 53));
}

/**
 * Draws as many rows as there are, with replacement: the first thing that a tree of a bootstrap does.
 *
 * @param counts Filled with how often each row is drawn. Length n.
 * @returns The generator behind the draw, for the rest of the tree.
 */
export function drawRows(counts: Float64Array, seed: number): Random {
  const random = seededRandom(seed);
  counts.fill(0);
  for (let i = 0; i < counts.length; i++) counts[random.below(counts.length)]++;
  return random;
}

/** A tree's seed in the 32 bits that `seededRandom` makes of it: how the kernel takes it. */
export function foldSeed(seed: number): number {
  return (seed ^ Math.floor(seed / 2 ** 32)) | 0;
}
