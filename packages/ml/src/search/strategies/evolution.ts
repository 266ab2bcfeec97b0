import type { Random } from '../../math/index.ts';
import { byScore } from './by-score.ts';
import { drawPoint, neighborOf, type Point, type SearchSpace } from './space/index.ts';
import type { Strategy, Tried } from './strategy.ts';

const POPULATION = 16;
const TOURNAMENT = 4;
/** So many have children; where fewer are alive, points are drawn. */
const FEWEST_PARENTS = 6;
const CROSSED = 0.4;
const IMMIGRANTS = 0.1;
const WIDTH = 0.15;

/**
 * The best points so far have children: one that is a neighbor of a parent, or takes each parameter from one of two parents of
 * its family. Now and then a point is drawn anew, so that no family dies out for good. A parent is the best of a few that are
 * drawn from the population, and the population is the best ones of all: (mu + 1) selection, one child at a time.
 */
export const evolution: Strategy = {
  name: 'evolution',
  title: 'Evolution',
  doc: 'Simple and hard to mislead: a steady choice where scores are noisy and trials many.',
  source:
    'Eiben & Smith (2015), Introduction to Evolutionary Computing, 2nd ed.; tournaments as in Real, Aggarwal, Huang & Le (2019), "Regularized Evolution for Image Classifier Architecture Search", AAAI 33.',
  guide: ({ space, random }) => ({
    next(tried) {
      const alive = tried
        .filter(({ status }) => status === 'scored')
        .sort(byScore)
        .slice(0, POPULATION);
      if (alive.length < FEWEST_PARENTS || random.next() < IMMIGRANTS)
        return drawPoint(space, random);
      return childOf(space, alive, random);
    },
  }),
};

function childOf(space: SearchSpace, alive: readonly Tried[], random: Random): Point {
  const parent = winner(alive, random);
  const mates = alive.filter(
    ({ point, trial }) => point.family === parent.point.family && trial !== parent.trial,
  );
  if (mates.length > 0 && random.next() < CROSSED) {
    const mate = winner(mates, random);
    const units = parent.point.units.map((unit, i) =>
      random.next() < 0.5 ? unit : mate.point.units[i],
    );
    return { ...parent.point, units };
  }
  return neighborOf(space, parent.point, WIDTH, random);
}

/** The best of a few, drawn from some that are sorted best first. */
function winner(sorted: readonly Tried[], random: Random): Tried {
  let place = sorted.length;
  for (let i = 0; i < TOURNAMENT; i++) place = Math.min(place, random.below(sorted.length));
  return sorted[place];
}
