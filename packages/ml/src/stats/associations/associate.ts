import type { Association } from '@kaizenml/contracts';
import { type Column, isNumeric, type Table } from '../../table/index.ts';
import { correlation } from '../correlation.ts';
import { correlationRatio } from './correlation-ratio.ts';
import { cramersV } from './cramers-v.ts';
import { groupsOf } from './groups.ts';
import { mutualInformation } from './mutual-information.ts';
import { ranks } from './ranks.ts';

/** Columns of which all pairs are measured: the first ones. Wider tables have pairs with the target only beyond. */
export const MAX_PAIRED_COLUMNS = 40;

/** Columns of more different texts name rows rather than groups. */
const MAX_LEVELS = 1000;

/**
 * How closely columns belong together, over the rows that have both.
 *
 * Two numbers (or dates): Pearson and Spearman. Two booleans or categories: Cramér's V, corrected. One of each: the correlation
 * ratio. A target has all of these with every column, and mutual information. Texts, ids, categories of more than 1000 levels and
 * pairs without a value, such as those with a constant, are left out.
 *
 * @returns Pairs with the target first, then in the order of the columns. At most the first 40 columns are paired with each other.
 * @cost O(rows) per pair, O(rows log rows) per column of numbers.
 */
export function associate(table: Table, target?: string): Association[] {
  const usable = table.columns.filter(isUsable);
  const goal = usable.find(({ name }) => name === target);
  const others = usable.filter((column) => column !== goal);
  const prepared = new Map<Column, Float64Array>();
  const measured: Association[] = [];
  if (goal !== undefined)
    for (const column of others) {
      measured.push(...pairUp(column, goal, prepared));
      measured.push(...told([column, goal], 'mutual-information', mutualInformation(column, goal)));
    }
  const paired = others.slice(0, MAX_PAIRED_COLUMNS);
  for (const [j, b] of paired.entries())
    for (const a of paired.slice(0, j)) measured.push(...pairUp(a, b, prepared));
  return measured;
}

function isUsable(column: Column): boolean {
  if (isNumeric(column)) return true;
  return (
    (column.kind === 'boolean' || column.kind === 'category') && column.levels.length <= MAX_LEVELS
  );
}

function pairUp(a: Column, b: Column, prepared: Map<Column, Float64Array>): Association[] {
  const pair = [a, b] as const;
  if (isNumeric(a) && isNumeric(b)) {
    const rankOf = (column: typeof a): Float64Array => {
      const known = prepared.get(column) ?? ranks(column.values);
      prepared.set(column, known);
      return known;
    };
    const [x, y] = bothPresent(a.values, b.values);
    const isWhole = x.length === a.values.length;
    return [
      ...told(pair, 'pearson', correlation(x, y)),
      ...told(
        pair,
        'spearman',
        isWhole ? correlation(rankOf(a), rankOf(b)) : correlation(ranks(x), ranks(y)),
      ),
    ];
  }
  if (isNumeric(a) && !isNumeric(b))
    return told(pair, 'correlation-ratio', correlationRatio(a.values, groupsOf(b)));
  if (!isNumeric(a) && isNumeric(b))
    return told(pair, 'correlation-ratio', correlationRatio(b.values, groupsOf(a)));
  if (isNumeric(a) || isNumeric(b)) return [];
  return told(pair, 'cramers-v', cramersV(groupsOf(a), groupsOf(b)));
}

function told(
  [a, b]: readonly [Column, Column],
  measure: Association['measure'],
  value: number,
): Association[] {
  return Number.isFinite(value) ? [{ columns: [a.name, b.name], measure, value }] : [];
}

function bothPresent(x: Float64Array, y: Float64Array): [Float64Array, Float64Array] {
  let n = 0;
  for (let i = 0; i < x.length; i++) if (!Number.isNaN(x[i] + y[i])) n++;
  if (n === x.length) return [x, y];
  const [a, b] = [new Float64Array(n), new Float64Array(n)];
  let k = 0;
  for (let i = 0; i < x.length; i++) {
    if (Number.isNaN(x[i] + y[i])) continue;
    a[k] = x[i];
    b[k++] = y[i];
  }
  return [a, b];
}
