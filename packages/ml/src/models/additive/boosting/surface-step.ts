import type { Random } from '../../../math/index.ts';
import type { StepOptions, TakeStep } from './curve-step.ts';
import { type Block, gridSums } from './grid-sums.ts';

/** Leaves of a surface's tree at most. */
const MAX_LEAVES = 8;

/** A block and the best way to cut it in two. */
interface Leaf {
  readonly block: Block;
  readonly side: 0 | 1;
  readonly cut: number;
  /** What the cut gains; 0 where none is legal. */
  readonly gain: number;
}

/**
 * Steps of a surface: a tree over a grid of cells.
 *
 * It begins with the best tree that cuts one column in two and then each part along the other column, all
 * cuts tried, since of a pure interaction no single cut gains anything. The leaves are then cut further
 * where that gains most. Sums over blocks of cells come from prefix sums in constant time.
 *
 * @param nCells Cells along each column; cell (a, b) is a * nCells[1] + b.
 * @param weights Training weight per cell.
 * @cost O(product of nCells) per step.
 * @source Lou, Caruana, Gehrke & Hooker (2013), "Accurate intelligible models with pairwise
 * interactions", KDD, section 4 (FAST).
 */
export function surfaceStep(
  nCells: readonly [number, number],
  weights: Float64Array,
  { learningRate, minLeaf, l2 }: StepOptions,
): TakeStep {
  const [nFirst, nSecond] = nCells;
  const grid = gridSums(nFirst, nSecond, weights, { minLeaf, l2 });
  const all: Block = { a0: 0, a1: nFirst, b0: 0, b1: nSecond };

  const leafOf = (block: Block): Leaf => {
    grid.bestCut(block, 0);
    const { cut, gain } = grid.found;
    grid.bestCut(block, 1);
    return gain >= grid.found.gain
      ? { block, side: 0, cut, gain }
      : { block, side: 1, cut: grid.found.cut, gain: grid.found.gain };
  };

  const firstBlocks = (): Block[] => {
    let best = 0;
    let blocks: Block[] = [all];
    for (const side of [0, 1] as const) {
      for (let at = 1; at < nCells[side]; at++) {
        const [low, high] = halves(all, side, at);
        if (grid.weightOf(low) < minLeaf) continue;
        if (grid.weightOf(high) < minLeaf) break;
        grid.bestCut(low, side === 0 ? 1 : 0);
        const { cut: lowCut, gain: lowGain } = grid.found;
        grid.bestCut(high, side === 0 ? 1 : 0);
        const { cut: highCut, gain: highGain } = grid.found;
        const score = grid.scoreOf(low) + grid.scoreOf(high) + lowGain + highGain;
        if (score <= best) continue;
        best = score;
        const across = side === 0 ? 1 : 0;
        blocks = [...parts(low, across, lowCut), ...parts(high, across, highCut)];
      }
    }
    return blocks;
  };

  const drawnBlocks = (chance: Random): Block[] => {
    const side = chance.below(2) as 0 | 1;
    const across = side === 0 ? 1 : 0;
    return cutAt(all, side, drawCut(chance, side)).flatMap((half) =>
      cutAt(half, across, drawCut(chance, across)),
    );
  };

  const drawCut = (chance: Random, side: 0 | 1): number => 1 + chance.below(nCells[side] - 1);

  /** The halves of a block, or the block itself where one of them would be too light. */
  const cutAt = (block: Block, side: 0 | 1, at: number): Block[] => {
    const both = halves(block, side, at);
    return both.every((half) => grid.weightOf(half) >= minLeaf) ? both : [block];
  };

  return (sums, step, chance) => {
    grid.fill(sums);
    step.fill(0);
    const leaves = (chance ? drawnBlocks(chance) : firstBlocks()).map(leafOf);
    if (leaves.length === 1) return 0;
    const gain = leaves.reduce((sum, { block }) => sum + grid.scoreOf(block), -grid.scoreOf(all));
    while (!chance && leaves.length < MAX_LEAVES) {
      let best = 0;
      for (let i = 1; i < leaves.length; i++) if (leaves[i].gain > leaves[best].gain) best = i;
      const { block, side, cut, gain: fall } = leaves[best];
      if (!(fall > 0)) break;
      const [low, high] = halves(block, side, cut);
      leaves[best] = leafOf(low);
      leaves.push(leafOf(high));
    }
    for (const { block } of leaves) {
      const height = learningRate * grid.targetOf(block);
      for (let a = block.a0; a < block.a1; a++)
        step.fill(height, a * nSecond + block.b0, a * nSecond + block.b1);
    }
    return gain / 2;
  };
}

function halves(block: Block, side: 0 | 1, at: number): [Block, Block] {
  return side === 0
    ? [
        { ...block, a1: at },
        { ...block, a0: at },
      ]
    : [
        { ...block, b1: at },
        { ...block, b0: at },
      ];
}

function parts(block: Block, side: 0 | 1, cut: number): Block[] {
  return cut === 0 ? [block] : halves(block, side, cut);
}
