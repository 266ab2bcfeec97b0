import { log, type Random } from '../../math/index.ts';
import { byScore } from './by-score.ts';
import { type Density, densityOf } from './density/index.ts';
import { drawPoint, type Point, type SearchSpace, startPoint } from './space/index.ts';
import type { Setting, Strategy, Tried } from './strategy.ts';

const N_DRAWS_FIRST = 10;
const GOOD_SHARE = 0.1;
const MOST_GOOD = 25;
const N_LOOKED_AT = 32;

/**
 * Two densities are learned, of the good points and of the others, each over all parameters of a family at once; of some draws
 * from the good one that point is tried where the ratio of the two is greatest, which is where the expected improvement is.
 * Points that are still open count as not good, so that workers spread. The defaults are the center of a prior in both.
 */
export const tpe: Strategy = {
  name: 'tpe',
  title: 'Tree-structured Parzen estimator',
  doc: 'Learns which parameters are good from the order of the scores alone; strong from some 30 trials on.',
  source:
    'Bergstra, Bardenet, Bengio & Kégl (2011), "Algorithms for Hyper-Parameter Optimization", NIPS 24; all parameters at once as in Falkner, Klein & Hutter (2018), "BOHB", ICML 35.',
  guide: ({ space, random, isUsedUp }) => ({
    next(tried) {
      const settled = tried.filter(({ status }) => status !== 'open').sort(byScore);
      if (settled.length < N_DRAWS_FIRST) return drawPoint(space, random);
      const nGood = Math.min(MOST_GOOD, Math.ceil(GOOD_SHARE * settled.length));
      const good = mixtureOf(space, settled.slice(0, nGood));
      const open = tried.filter(({ status }) => status === 'open');
      const others = mixtureOf(space, [...settled.slice(nGood), ...open]);
      return bestRatio(good, others, { random, isUsedUp }) ?? drawPoint(space, random);
    },
  }),
};

/** A density over all families: a share of each, and a density within it. */
interface Mixture {
  readonly shares: readonly number[];
  readonly within: readonly Density[];
}

function mixtureOf(space: SearchSpace, points: readonly Tried[]): Mixture {
  const nFamilies = space.families.length;
  const members = space.families.map((_, family) =>
    points.filter(({ point }) => point.family === family).map(({ point }) => point.units),
  );
  return {
    shares: members.map((each) => (each.length + 1 / nFamilies) / (points.length + 1)),
    within: members.map((each, family) =>
      densityOf(space.families[family].dimensions, each, startPoint(space, family).units),
    ),
  };
}

/** Of some draws from the good ones the one where they outweigh the others most; undefined when all are of used up families. */
function bestRatio(
  good: Mixture,
  others: Mixture,
  { random, isUsedUp }: Pick<Setting, 'random' | 'isUsedUp'>,
): Point | undefined {
  let best: Point | undefined;
  let highest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < N_LOOKED_AT; i++) {
    const family = drawFamily(good.shares, random);
    if (isUsedUp(family)) continue;
    const units = good.within[family].draw(random);
    const ratio =
      log(good.shares[family]) -
      log(others.shares[family]) +
      good.within[family].logAt(units) -
      others.within[family].logAt(units);
    if (best !== undefined && ratio <= highest) continue;
    highest = ratio;
    best = { family, units, rest: {} };
  }
  return best;
}

function drawFamily(shares: readonly number[], random: Random): number {
  let left = random.next();
  const at = shares.findIndex((share) => {
    left -= share;
    return left < 0;
  });
  return at < 0 ? shares.length - 1 : at;
}
