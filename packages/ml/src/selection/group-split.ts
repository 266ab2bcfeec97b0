import { shuffledGroups } from './groups.ts';
import { needAtLeast, type Split, type SplitOptions, splitByMark, testSize } from './split.ts';

/**
 * Whole groups drawn at random for the test part: a group is never on both sides.
 *
 * A group joins the test part when that brings its size nearer to the wanted one, so the size is off by
 * at most half of the largest group, or by what the smallest group forces.
 *
 * @param groups Group code per row; a row below 0 (no group) is a group of its own. At least two groups.
 * @throws TABLE_TOO_SMALL
 * @cost O(n)
 * @source Roberts et al. (2017), "Cross-validation strategies for data with … hierarchical structure", Ecography 40.
 */
export function groupSplit(groups: Int32Array, { testShare, random }: SplitOptions): Split {
  const order = shuffledGroups(groups, random);
  needAtLeast(2, order.length, 'groups');
  const wanted = testSize(groups.length, testShare);
  const isTest = new Uint8Array(groups.length);
  let nTest = 0;
  let nGroups = 0;
  for (const rows of order) {
    const isNearer = Math.abs(nTest + rows.length - wanted) < Math.abs(nTest - wanted);
    if (!isNearer || nGroups === order.length - 1) continue;
    for (const row of rows) isTest[row] = 1;
    nTest += rows.length;
    nGroups++;
  }
  if (nGroups === 0) for (const row of smallest(order)) isTest[row] = 1;
  return splitByMark(isTest);
}

function smallest(order: readonly number[][]): readonly number[] {
  return order.reduce((least, rows) => (rows.length < least.length ? rows : least));
}
