import type { Random } from '../../math/index.ts';
import type { Candidate } from '../candidate.ts';
import { draftAt, drawPoint, estimatorSpace } from './space/index.ts';
import type { Strategy } from './strategy.ts';

/** Draws evenly: first the estimator, then each parameter from its own search range. */
export const random: Strategy = {
  name: 'random',
  title: 'Random search',
  doc: 'Learns nothing from results, so that it is the yardstick of all others.',
  source: 'Bergstra & Bengio (2012), "Random Search for Hyper-Parameter Optimization", JMLR 13.',
  guide: ({ space, random }) => ({ next: () => drawPoint(space, random) }),
};

/**
 * A candidate drawn at random from all estimators that fit the task (`estimatorSpace`).
 *
 * @param nRows Rows to learn from.
 */
export function drawCandidate(
  kind: 'regression' | 'classification',
  random: Random,
  nRows: number,
): Omit<Candidate, 'id'> {
  const space = estimatorSpace(kind, { nRows });
  return { ...draftAt(space, drawPoint(space, random)), isBaseline: false };
}
