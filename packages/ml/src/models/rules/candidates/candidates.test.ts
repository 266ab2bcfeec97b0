import { describe, expect, it } from 'vitest';
import { fromRows, seededRandom } from '../../../math/index.ts';
import { plantTrees } from '../../tree/growth/index.ts';
import type { Condition } from '../rule/index.ts';
import { distinctRules } from './distinct-rules.ts';
import { lineOf } from './line-of.ts';
import { orderColumns } from './ordered-columns.ts';
import { columnValues, shortenRule } from './shorten-rule.ts';
import { treeRules } from './tree-rules.ts';

const grid = fromRows(Array.from({ length: 100 }, (_, i) => [i % 10, Math.floor(i / 10)]));
const above = (column: number, value: number): Condition => ({ column, operator: '>', value });
const upTo = (column: number, value: number): Condition => ({ column, operator: '<=', value });

describe('candidate rules', () => {
  it('are the ways to the nodes of a tree, levels as sets', () => {
    const target = Float64Array.from({ length: 100 }, (_, i) =>
      [1, 4].includes(i % 10 > 5 ? 0 : i % 10) ? 1 : 0,
    );
    const x = { ...grid, levels: Int32Array.of(10, 0) };
    const { x: ordered, codesByPlace } = orderColumns(x, target);
    expect(codesByPlace[0]?.slice(-2)).toEqual([1, 4]);
    expect(codesByPlace[1]).toBeUndefined();
    const y = { kind: 'regression', values: target } as const;
    const trees = plantTrees(ordered, y, {
      nTrees: 1,
      maxDepth: 1,
      minLeaf: 1,
      maxFeatures: 1,
      bootstrap: false,
      drawsCuts: false,
      random: seededRandom(1),
    });
    expect(treeRules(trees, codesByPlace)).toEqual([
      [{ column: 0, operator: 'not in', codes: [1, 4] }],
      [{ column: 0, operator: 'in', codes: [1, 4] }],
    ]);
  });

  it('that say the same or the opposite are one: the shortest, for the fewer rows', () => {
    const rules = [
      [upTo(0, 6.5)],
      [above(0, 6.5), above(1, -1)],
      [above(0, 6.2)],
      [above(1, 4.5)],
      [above(0, 8.5), above(1, 8.5)],
    ];
    const kept = distinctRules(rules, grid, 5, 10);
    expect(kept.map(({ rule }) => rule)).toEqual([[above(0, 6.2)], [above(1, 4.5)]]);
    expect(kept[1].holds.reduce((sum, held) => sum + held, 0)).toBe(50);
  });

  it('are said with few digits and without the rarest levels', () => {
    const rows = Array.from({ length: 300 }, (_, i) => [i / 300, i < 3 ? 2 : i % 2]);
    const values = columnValues({ ...fromRows(rows), levels: Int32Array.of(0, 3) });
    const condition = { column: 1, operator: 'in', codes: [1, 2] } as const;
    expect(shortenRule([above(0, 0.4983333333333333), condition], values)).toEqual([
      above(0, 0.5),
      { ...condition, codes: [1] },
    ]);
  });

  it('with a list of levels that nobody reads are left out', () => {
    const x = { ...grid, levels: Int32Array.of(10, 0) };
    const codes = [0, 1, 2, 3, 4, 5, 6, 7, 8];
    expect(shortenRule([{ column: 0, operator: 'in', codes }], columnValues(x))).toBeUndefined();
  });
});

describe('a line', () => {
  it('is level in the tails and passes 0 at the mean', () => {
    const sorted = Float64Array.from({ length: 101 }, (_, i) => (i === 100 ? 1e6 : i));
    const line = lineOf(0, sorted);
    expect(line).toMatchObject({ column: 0, low: 2, high: 98 });
    expect(line?.center).toBeCloseTo(50, 10);
  });

  it('is not drawn through two values', () => {
    expect(lineOf(0, Float64Array.of(0, 0, 1, 1))).toBeUndefined();
    expect(lineOf(0, new Float64Array(0))).toBeUndefined();
  });
});
