import type { Random } from '../../math/index.ts';
import { draftAt, type SearchSpace, startPoint } from './space/index.ts';
import type { Setting, Strategy } from './strategy.ts';
import { costForImprovement } from './walks/cost-for-improvement.ts';
import { openWalk } from './walks/walk.ts';

/**
 * A walk per family that starts at its cheap defaults and goes in random directions; which family walks next is drawn, with chances
 * in inverse proportion to what an improvement will probably cost there.
 *
 * Other than in the paper: several directions of a walk are open at once, since results come in late; a step shrinks after
 * twice as many misses as there are dimensions and not 2^(dimensions - 1), since trials are counted in hundreds.
 */
export const costFrugal: Strategy = {
  name: 'cost-frugal',
  title: 'Cost-frugal search',
  doc: 'Spends little on what is dear: for short budgets and large tables.',
  source:
    'Wu, Wang & Huang (2021), "Frugal Optimization for Cost-related Hyperparameters" (FLOW2, CFO), AAAI 35; choice of the family as in Wang, Wu, Weimer & Zhu (2021), "FLAML", MLSys 4.',
  guide({ space, random, costOf, isUsedUp }) {
    const walks = space.families.map((_, family) => openWalk(space, family));
    const first = firstCosts(space, costOf);
    return {
      next() {
        const costs = costForImprovement(
          walks.map(({ record }) => record()),
          first,
        );
        const chances = costs.map((cost, family) => (isUsedUp(family) ? 0 : 1 / cost));
        return walks[drawByChance(chances, random)].next(random);
      },
      learn: (tried) => walks[tried.point.family].learn(tried),
    };
  },
};

function firstCosts(space: SearchSpace, costOf: Setting['costOf']): (number | undefined)[] {
  return space.families.map((_, family) => costOf?.(draftAt(space, startPoint(space, family))));
}

/** A place, drawn in proportion to its chance. */
function drawByChance(chances: readonly number[], random: Random): number {
  let left = random.next() * chances.reduce((sum, chance) => sum + chance, 0);
  const at = chances.findIndex((chance) => {
    left -= chance;
    return left < 0;
  });
  return Math.max(0, at);
}
