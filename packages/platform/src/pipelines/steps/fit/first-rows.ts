import { seededRandom, shuffledIndices } from '@kaizenml/ml/math';
import { takeTargetRows } from '@kaizenml/ml/search';
import { takeRows } from '@kaizenml/ml/table';
import type { Learning } from './fit-members.ts';

/** Rows that models beside the champion learn from, at most: small ones learn little from more. */
export const MOST_ROWS_BESIDE = 200_000;

/** The first rows of those that are learned from in an order of chance; all of them where they are not more. */
export function firstRows(learning: Learning, most: number): Learning {
  const { train, y, seed } = learning;
  if (train.nRows <= most) return learning;
  const drawn = shuffledIndices(train.nRows, seededRandom(seed)).slice(0, most).sort();
  return { ...learning, train: takeRows(train, drawn), y: takeTargetRows(y, drawn) };
}
