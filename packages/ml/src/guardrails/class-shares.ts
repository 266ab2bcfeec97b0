import { type Column, cell, columnLength, isMissing } from '../table/index.ts';
import { percent } from './percent.ts';

/** How many rows a class has. */
export interface ClassShare {
  readonly name: string;
  readonly nRows: number;
  /** Of the rows that have a class, 0 to 1. */
  readonly share: number;
}

/** Classes that are listed by name; of more, the first and the last. */
const MOST_LISTED = 5;

/** The classes of a target with their rows, the most frequent first; of equal ones in code-point order. @cost O(n) */
export function classShares(column: Column): ClassShare[] {
  const counts = new Map<string, number>();
  let n = 0;
  for (let row = 0; row < columnLength(column); row++) {
    if (isMissing(column, row)) continue;
    const name = String(cell(column, row));
    counts.set(name, (counts.get(name) ?? 0) + 1);
    n++;
  }
  return [...counts]
    .sort(([a, m], [b, k]) => k - m || (a < b ? -1 : 1))
    .map(([name, nRows]) => ({ name, nRows, share: nRows / n }));
}

/** The shares as one sentence: `"churned": "no" 85.5 % (2850 rows), "yes" 14.5 % (483).` */
export function sayShares(target: string, shares: readonly ClassShare[]): string {
  const say = ({ name, nRows, share }: ClassShare, unit = '') =>
    `"${name}" ${percent(share)} (${nRows}${unit})`;
  const [first, ...others] = shares;
  if (first === undefined) return `"${target}" has no class.`;
  if (shares.length <= MOST_LISTED)
    return `"${target}": ${[say(first, ' rows'), ...others.map((each) => say(each))].join(', ')}.`;
  const last = shares[shares.length - 1];
  return `"${target}": ${shares.length} classes, from ${say(first, ' rows')} to ${say(last)}.`;
}
