import { exp, log } from '../math/index.ts';

/** What is believed of one arm: a density and where it lies. */
export interface Belief {
  readonly center: number;
  /** Standard deviation, above 0. */
  readonly spread: number;
  /** Logarithm of the density, up to a constant. */
  logDensity(x: number): number;
}

/** Nodes on each side of a center, and how far they reach in standard deviations. */
const N_SIDE = 64;
const REACH = 12;

/** The nodes lie at sinh of even steps: dense at the center, sparse in the tails. */
const STEP = log(REACH + Math.sqrt(REACH * REACH + 1)) / N_SIDE;

/**
 * The probability of each arm to have the greatest value: integral over x of its density times the chances of all others to lie below x.
 *
 * By the trapezoid rule on the nodes of all arms together, so that a narrow belief beside a wide one is seen. Off by less than 0.002.
 *
 * @param range Where values may lie. Default everywhere.
 * @returns Summing to 1.
 * @cost O(arms^2) times 129 densities.
 * @source Thompson (1933), Biometrika 25, 285-294: an arm is due with the probability that it is the best.
 */
export function probabilityBest(
  beliefs: readonly Belief[],
  range: readonly [low: number, high: number] = [-Number.MAX_VALUE, Number.MAX_VALUE],
): readonly number[] {
  const nodes = nodesOf(beliefs, range);
  const curves = beliefs.map((belief) => curveOf(belief, nodes));
  const wins = curves.map(({ density }, arm) => {
    const others = curves.filter((_, i) => i !== arm);
    const height = (k: number) =>
      others.reduce((product, { below }) => product * below[k], density[k]);
    let sum = 0;
    for (let k = 1; k < nodes.length; k++)
      sum += ((height(k - 1) + height(k)) / 2) * (nodes[k] - nodes[k - 1]);
    return sum;
  });
  const total = wins.reduce((sum, win) => sum + win, 0);
  return wins.map((win) => win / total);
}

function nodesOf(beliefs: readonly Belief[], [low, high]: readonly [number, number]): number[] {
  const nodes = beliefs.flatMap(({ center, spread }) =>
    Array.from({ length: 2 * N_SIDE + 1 }, (_, i) => {
      const u = (i - N_SIDE) * STEP;
      const x = center + (spread * (exp(u) - exp(-u))) / 2;
      return Math.min(high, Math.max(low, x));
    }),
  );
  return [...new Set(nodes)].sort((x, y) => x - y);
}

/** Density and distribution function at the nodes, scaled to end at 1. */
function curveOf({ logDensity }: Belief, nodes: readonly number[]) {
  const logs = nodes.map(logDensity);
  const most = Math.max(...logs);
  const raw = logs.map((each) => exp(each - most));
  const below = [0];
  for (let k = 1; k < nodes.length; k++)
    below.push(below[k - 1] + ((raw[k - 1] + raw[k]) / 2) * (nodes[k] - nodes[k - 1]));
  const total = below[nodes.length - 1];
  return { density: raw.map((each) => each / total), below: below.map((each) => each / total) };
}
