import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../math/index.ts';
import { bruteForceSplits, type Candidate, leafOf } from './testing/brute-force-splits.ts';
import {
  type NodeColumn,
  placeNode,
  randomNode,
  type SearchedNode,
  type SplitParams,
  type Sums,
  sumOf,
} from './testing/random-node.ts';
import { type TestedKernels, testedKernels } from './testing/tested-kernels.ts';

const PLAIN: SplitParams = {
  l1: 0,
  l2: 1,
  minHessian: 1,
  lowest: Number.NEGATIVE_INFINITY,
  highest: Number.POSITIVE_INFINITY,
  isBounded: 0,
  categoryL2: 0,
  categorySmoothing: 0,
  maxLevels: 32,
  minLevelHessian: 1,
  maxOneLevel: 4,
  levelCost: 0,
};

/** A column of numbers: [G, H] of each bin. */
function numbers(bins: readonly (readonly [number, number])[]): NodeColumn {
  return {
    sums: bins.map(([g, h]) => ({ g, h })),
    nBins: bins.length,
    missingBin: -1,
    isCategory: false,
    absent: -1,
    direction: 0,
    onlyCut: -1,
    isAllowed: true,
  };
}

/** The last bin of these numbers holds the missing ones. */
function withMissing(column: NodeColumn): NodeColumn {
  return { ...column, nBins: column.nBins - 1, missingBin: column.nBins - 1 };
}

function nodeOf(
  columns: readonly NodeColumn[],
  params: Partial<SplitParams> = {},
  floor = 0,
): SearchedNode {
  return { columns, total: sumOf(columns[0].sums), params: { ...PLAIN, ...params }, floor };
}

interface Found {
  readonly column: number;
  readonly cut: number;
  readonly missingLeft: boolean;
  readonly levels: readonly number[];
  readonly left: Sums;
  readonly score: number;
}

/** What the kernel keeps over some columns; nothing where it finds none. */
function search(
  { kernels, heap, room }: TestedKernels,
  node: SearchedNode,
  [from, to] = [0, node.columns.length],
): Found | undefined {
  const mark = heap.mark();
  const { columns, histogram, params, scratch, record } = placeNode(room, node);
  const { g, h } = node.total;
  heap.ints(record, 16)[6] = -1;
  kernels.bestSplit(columns, from, to, histogram, g, h | 0, params, scratch, record);
  const [score, words] = [heap.doubles(record, 1)[0], heap.ints(record, 16).slice()];
  heap.release(mark);
  if (words[6] < 0) return undefined;
  const isCategory = node.columns[words[6]].isCategory;
  const levels = Array.from({ length: 256 }, (_, level) => level).filter(
    (level) => isCategory && (words[8 + (level >> 5)] >>> (level & 31)) & 1,
  );
  const left = { g: words[4], h: words[5] >>> 0 };
  return { column: words[6], cut: words[2], missingLeft: words[3] === 1, levels, left, score };
}

/** How the score of a split is computed: the same sums have the same score to the last bit only where this is the same. */
function kindOf({ isCategory, direction, onlyCut }: NodeColumn): 'levels' | 'plain' | 'bounded' {
  if (isCategory) return 'levels';
  return direction === 0 && onlyCut < 0 ? 'plain' : 'bounded';
}

/**
 * By how much a cut may be better than the one that its column keeps: plain columns compare their cuts in single
 * precision, by what these save. Both sides have l2, and so their node has it twice.
 */
function roundingOfCuts({ columns, total, params }: SearchedNode, cut?: Candidate): number {
  if (cut === undefined || params.isBounded !== 0) return 0;
  if (kindOf(columns[cut.column]) !== 'plain') return 0;
  return 1e-6 * (cut.score - leafOf(total, { ...params, l2: 2 * params.l2 }).saved);
}

describe.each(testedKernels())('%s bestSplit', (_name, tested) => {
  it('finds the best of all splits, the first of equal ones', () => {
    const random = seededRandom(11);
    const kinds = new Set<string>();
    for (let round = 0; round < 700; round++) {
      const node = randomNode(random, random.below(40));
      const all = bruteForceSplits(node);
      const best = Math.max(...all.map(({ score }) => score));
      const found = search(tested, node);
      const shortfall = roundingOfCuts(
        node,
        all.find(({ score }) => score === best),
      );
      if (found === undefined) {
        expect(best - shortfall).toBeLessThanOrEqual(node.floor + 1e-12 * Math.abs(node.floor));
        kinds.add('none');
        continue;
      }
      const sorted = (levels: readonly number[]) => levels.toSorted((a, b) => a - b).join();
      const at = all.findIndex(
        ({ column, cut, missingLeft, levels }) =>
          column === found.column &&
          cut === found.cut &&
          missingLeft === found.missingLeft &&
          sorted(levels) === sorted(found.levels),
      );
      expect(all[at]?.left).toEqual(found.left);
      const rounding = 1e-12 * (Math.abs(best) + node.total.h);
      expect(Math.abs(found.score - all[at].score)).toBeLessThanOrEqual(rounding);
      expect(found.score).toBeGreaterThan(node.floor);
      expect(best - found.score).toBeLessThanOrEqual(rounding + shortfall);
      const { isCategory, direction } = node.columns[found.column];
      // A column of another cut as good but for rounding may have kept that one.
      const hasRival = (own: Candidate) =>
        own.column !== found.column &&
        all.some(
          ({ column, left, score }) =>
            column === own.column &&
            (left.g !== own.left.g || left.h !== own.left.h) &&
            own.score - score <= roundingOfCuts(node, own),
        );
      const isSame = (own: Candidate) =>
        own.left.g === found.left.g &&
        own.left.h === found.left.h &&
        own.score === all[at].score &&
        kindOf(node.columns[own.column]) === kindOf(node.columns[found.column]) &&
        !hasRival(own);
      if (node.params.isBounded === 0) expect(all.findIndex(isSame)).toBe(at);
      kinds.add(
        `${isCategory ? `${found.levels.length > 1 ? 'levels' : 'level'}` : `missing left ${found.missingLeft}`}`,
      );
      kinds.add(`bounded ${node.params.isBounded} direction ${direction}`);
      if (node.columns[found.column].absent >= 0) kinds.add(`absent ${isCategory}`);
      if (node.columns[found.column].onlyCut >= 0) kinds.add('only cut');
      if (found.cut === node.columns[found.column].nBins - 1)
        kinds.add('values left, missing right');
      expect(search(tested, { ...node, floor: found.score })).toBeUndefined();
    }
    // What the search is about has all been met.
    expect([...kinds].sort()).toEqual([
      'absent false',
      'absent true',
      'bounded 0 direction -1',
      'bounded 0 direction 0',
      'bounded 0 direction 1',
      'bounded 1 direction -1',
      'bounded 1 direction 0',
      'bounded 1 direction 1',
      'level',
      'levels',
      'missing left false',
      'missing left true',
      'none',
      'only cut',
      'values left, missing right',
    ]);
  });

  it('answers for parts of the columns what it answers for all of them', () => {
    const random = seededRandom(12);
    for (let round = 0; round < 200; round++) {
      const node = randomNode(random, 30);
      const p = node.columns.length;
      const middle = random.below(p + 1);
      const [first, second] = [
        search(tested, node, [0, middle]),
        search(tested, node, [middle, p]),
      ];
      const isSecond = second && (first === undefined || second.score > first.score);
      expect(isSecond ? second : first).toEqual(search(tested, node));
    }
  });

  it('lets the first of equal columns win, also one that is turned around', () => {
    const random = seededRandom(13);
    for (let round = 0; round < 200; round++) {
      const bins = Array.from(
        { length: 12 },
        () => [random.below(2001) - 1000, 1 + random.below(99)] as const,
      );
      const [column, turned] = [numbers(bins), numbers(bins.toReversed())];
      const l2 = random.next();
      const { score } = search(tested, nodeOf([column], { l2 })) as Found;
      for (const columns of [
        [column, column],
        [column, turned],
        [turned, column],
      ])
        expect(search(tested, nodeOf(columns, { l2 }))).toMatchObject({ column: 0, score });
    }
  });

  it('takes the lowest of equal cuts', () => {
    const column = numbers([
      [4, 1],
      [0, 0],
      [0, 0],
      [-4, 1],
      [4, 1],
      [-4, 1],
    ]);
    expect(search(tested, nodeOf([column]))).toMatchObject({ cut: 0, left: { g: 4, h: 1 } });
  });

  it('splits missing values from all others', () => {
    const column = withMissing(
      numbers([
        [5, 10],
        [-5, 10],
        [90, 10],
      ]),
    );
    const all = { cut: 1, missingLeft: false, left: { g: 0, h: 20 } };
    expect(search(tested, nodeOf([column]))).toMatchObject(all);
    const constant = withMissing(
      numbers([
        [3, 10],
        [-3, 10],
      ]),
    );
    expect(search(tested, nodeOf([constant]))).toMatchObject({ cut: 0, left: { g: 3, h: 10 } });
    expect(search(tested, nodeOf([constant], { l1: 1, isBounded: 1 }))).toMatchObject({ cut: 0 });
  });

  it('never breaks a direction, however little the unsplit node saves', () => {
    const falling = {
      ...numbers([
        [-10, 1],
        [10, 1],
      ]),
      direction: -1,
    };
    expect(search(tested, nodeOf([falling], {}, -1e9))).toMatchObject({ column: 0 });
    const rising = { ...falling, direction: 1 };
    expect(search(tested, nodeOf([rising], {}, -1e9))).toBeUndefined();
  });

  it('finds nothing where a side must be heavier than the node allows', () => {
    const column = numbers([
      [-10, 2 ** 30],
      [10, 2 ** 30 - 1],
    ]);
    expect(search(tested, nodeOf([column], { minHessian: 2 ** 30 - 1 }))).toMatchObject({
      cut: 0,
      left: { g: -10, h: 2 ** 30 },
    });
    expect(search(tested, nodeOf([column], { minHessian: 2 ** 30 }))).toBeUndefined();
    expect(search(tested, nodeOf([column], { minHessian: 2 ** 32 - 1 }))).toBeUndefined();
  });
});

describe.each(testedKernels())('%s addCutScores', (_name, { kernels, heap, room }) => {
  it('adds what each question saves in a leaf, or the leaf unparted', () => {
    const random = seededRandom(15);
    for (let round = 0; round < 150; round++) {
      const mark = heap.mark();
      const node = randomNode(random, random.below(30));
      const { columns, histogram, params, scratch } = placeNode(room, node);
      const { total, params: own } = node;
      const scores = room.doubles(new Float64Array(512 * node.columns.length).fill(0.5));
      const [p, h] = [node.columns.length, total.h | 0];
      kernels.addCutScores(columns, 0, p, histogram, total.g, h, params, scratch, scores);
      const unbounded = { lowest: Number.NEGATIVE_INFINITY, highest: Number.POSITIVE_INFINITY };
      const savedBy = (sums: Sums) =>
        sums.g === 0 ? 0 : leafOf(sums, { ...own, ...unbounded }).saved;
      const scoreOf = (left: Sums) => {
        const right = { g: total.g - left.g, h: total.h - left.h };
        const isParted = Math.min(left.h, right.h) >= Math.trunc(own.minHessian);
        return 0.5 + (isParted ? savedBy(left) + savedBy(right) : savedBy(total));
      };
      const expected = node.columns.flatMap(({ sums, nBins, missingBin, isCategory, isAllowed }) =>
        Array.from({ length: 512 }, (_, k) => {
          const [bin, missingLeft] = [k % 256, k >= 256];
          if (!isAllowed || bin >= nBins || (missingLeft && missingBin < 0)) return 0.5;
          if (isCategory) return scoreOf(sums[bin]);
          const missing = missingLeft ? [sums[missingBin]] : [];
          return scoreOf(sumOf([...sums.slice(0, bin + 1), ...missing]));
        }),
      );
      const found = heap.doubles(scores, expected.length);
      const wrong = expected.findIndex((score, k) => !(Math.abs(found[k] / score - 1) < 1e-12));
      expect(wrong).toBe(-1);
      heap.release(mark);
    }
  });
});

describe('leafOf', () => {
  it('gives the answer of least loss within the bounds', () => {
    const random = seededRandom(14);
    for (let round = 0; round < 300; round++) {
      const [g, h, l2] = [5 * random.normal(), random.next(), random.next()];
      const [one, other] = [random.normal(), random.normal()];
      const [lowest, highest] = [Math.min(one, other), Math.max(one, other)];
      const { output, saved } = leafOf({ g, h }, { l1: 0, l2, lowest, highest });
      const lossOf = (w: number) => g * w + ((h + l2) * w * w) / 2;
      expect(saved).toBeCloseTo(-2 * lossOf(output), 10);
      for (let k = 0; k <= 20; k++)
        expect(lossOf(lowest + (k / 20) * (highest - lowest))).toBeGreaterThan(
          lossOf(output) - 1e-12,
        );
    }
  });

  it('answers nothing to gradients that the L1 penalty outweighs', () => {
    const bounds = { lowest: Number.NEGATIVE_INFINITY, highest: Number.POSITIVE_INFINITY };
    expect(leafOf({ g: -2, h: 4 }, { l1: 2, l2: 0, ...bounds }).saved).toBeCloseTo(0, 15);
    expect(leafOf({ g: -3, h: 4 }, { l1: 2, l2: 0, ...bounds })).toEqual({
      output: 0.25,
      saved: 0.25,
    });
  });
});
