import type { Random } from '../../math/index.ts';
import type { Round } from './round.ts';
import type { ScoreBoard } from './score-board.ts';

const MAX_DROPPED = 50;
/** Share of the rounds in which nothing is left out. */
const SKIP_SHARE = 0.5;

/**
 * The earlier rounds that DART leaves out while the next one is grown.
 *
 * @param share Chance of each round to be left out; 0 leaves out none.
 * @source Rashmi & Gilad-Bachrach (2015), "DART: Dropouts meet Multiple Additive Regression Trees".
 */
export function drawDropped(rounds: readonly Round[], share: number, random: Random): Round[] {
  if (share === 0 || rounds.length === 0 || random.next() < SKIP_SHARE) return [];
  const dropped = rounds.filter(() => random.next() < share);
  return dropped.slice(0, MAX_DROPPED);
}

/** Takes what rounds say out of the scores. */
export function takeAway(dropped: readonly Round[], boards: readonly ScoreBoard[]): void {
  for (const { trees } of dropped)
    for (const { tree, output } of trees) for (const board of boards) board.add(tree, output, -1);
}

/** Puts k rounds back, each times k / (k + 1), so that with the new tree they say as much as before. */
export function putBack(dropped: readonly Round[], boards: readonly ScoreBoard[]): void {
  const factor = dropped.length / (dropped.length + 1);
  for (const { trees } of dropped) {
    for (const { tree, output } of trees) {
      for (const leaf of tree.leaves) leaf.value *= factor;
      for (const board of boards) board.add(tree, output);
    }
  }
}

/** What leaves answer now: later rounds scale those that they drop. @returns A call that puts the answers back. */
export function rememberLeaves(rounds: readonly Round[]): () => void {
  const leaves = rounds.flatMap(({ trees }) => trees.flatMap(({ tree }) => tree.leaves));
  const values = Float64Array.from(leaves, ({ value }) => value);
  return () => {
    leaves.forEach((leaf, i) => {
      leaf.value = values[i];
    });
  };
}
