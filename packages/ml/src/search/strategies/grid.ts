import { gridOf, type Point, type SearchSpace } from './space/index.ts';
import type { Strategy } from './strategy.ts';

const LEVELS = 3;

/**
 * All combinations of three levels of each number (its bounds and the middle of its scale) and of every choice. Families take
 * turns, and each begins near its defaults, so that a grid that is cut short has seen the middle of everything.
 */
export const grid: Strategy = {
  name: 'grid',
  title: 'Grid search',
  doc: 'Covers a small space evenly and in a known order; of many parameters it sees a corner only.',
  source:
    'LaValle, Branicky & Lindemann (2004), "On the Relationship Between Classical Grid Search and Probabilistic Roadmaps", IJRR 23.',
  guide({ space }) {
    const points = gridInTurns(space);
    return { next: () => points.next().value };
  },
};

function* gridInTurns(space: SearchSpace): Generator<Point, undefined> {
  const grids = space.families.map((_, family) => gridOf(space, family, LEVELS));
  const longest = Math.max(...grids.map(({ length }) => length));
  for (let i = 0; i < longest; i++)
    for (const points of grids) if (i < points.length) yield points[i];
  return undefined;
}
