import { seededRandom, shuffledIndices } from '@kaizenml/ml/math';
import { takeTargetRows } from '@kaizenml/ml/search';
import { takeRows } from '@kaizenml/ml/table';
import type { Learning } from './fit-members.ts';

/** The first rows of those that are learned from in an order of chance; all of them where they are not more. */
export function firstRows(learning: Learning, most: number): Learning {
  const { train, y, seed } = learning;
  if (train.nRows <= most) return learning;
  const drawn = shuffledIndices(train.nRows, seededRandom(seed)).slice(0, most).sort();
  return { ...learning, train: takeRows(train, drawn), y: takeTargetRows(y, drawn) };
}
