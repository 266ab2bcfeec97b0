import { hasLevel } from '../goes-left.ts';
import { NODE, type TreeEnsemble } from '../tree-ensemble.ts';

/** Cuts of one column that nodes compare a number with, all of them reading it alike. */
export interface NumberSlot {
  readonly column: number;
  /** Flags of its nodes, without `missingLeft`. */
  readonly flags: number;
  /** Increasing. A value's bin is how many of them lie below it: it is at most cut k where its bin is at most k. */
  readonly cuts: Float64Array;
  /** Where its nodes send a missing value; to the right when there is none. */
  readonly missing: MissingSide;
}

export type MissingSide = 'right' | 'left' | 'both';

/** Levels of one column that nodes look up in their sets, all of them reading levels alike. */
export interface CategorySlot {
  readonly column: number;
  /** Flags of its nodes, without `missingLeft`. */
  readonly flags: number;
  /** Code of level l. Levels that no set tells apart share a code; code 0 goes right everywhere, as do levels beyond. */
  readonly levelCodes: Int32Array;
  /** The code of a missing value. */
  readonly missingCode: number;
  readonly nCodes: number;
  readonly nQuestions: number;
  /** Bit q of row c: whether code c goes left at question q. nCodes rows of `nWords` words. */
  readonly leftBits: Int32Array;
  readonly nWords: number;
}

/** All that the nodes of an ensemble ask, each question once. */
export interface Questions {
  readonly numbers: readonly NumberSlot[];
  readonly categories: readonly CategorySlot[];
  /** For each node: its slot, numbers first, then categories. -1 for a node that no path reaches. */
  readonly slots: Int32Array;
  /** For each node: its cut or question within the slot. */
  readonly parts: Int32Array;
}

/** Columns with more cuts get several slots: a cut's number stays within 15 bits. */
const MAX_CUTS = 32_000;

/**
 * Collects what the nodes of a checked ensemble ask.
 *
 * @cost O(nodes log nodes), and levels x sets of a category.
 */
export function collectQuestions(ensemble: TreeEnsemble): Questions {
  const groups = groupNodes(ensemble);
  const slots = new Int32Array(ensemble.columns.length).fill(-1);
  const parts = new Int32Array(ensemble.columns.length);
  const numbers: NumberSlot[] = [];
  for (const { isCategory, column, flags, nodes } of groups) {
    if (isCategory) continue;
    const cuts = distinct(nodes, ensemble.thresholds);
    const missing = missingSide(ensemble, nodes);
    for (let first = 0; first < cuts.length; first += MAX_CUTS)
      numbers.push({ column, flags, cuts: cuts.subarray(first, first + MAX_CUTS), missing });
    const firstSlot = numbers.length - Math.ceil(cuts.length / MAX_CUTS);
    for (const node of nodes) {
      const cut = lowerBound(cuts, ensemble.thresholds[node]);
      slots[node] = firstSlot + Math.floor(cut / MAX_CUTS);
      parts[node] = cut % MAX_CUTS;
    }
  }
  const categories: CategorySlot[] = [];
  for (const group of groups) {
    if (!group.isCategory) continue;
    const { questions, firsts } = distinctSets(ensemble, group.nodes);
    group.nodes.forEach((node, i) => {
      slots[node] = numbers.length + categories.length;
      parts[node] = questions[i];
    });
    categories.push(categorySlot(ensemble, group, firsts));
  }
  return { numbers, categories, slots, parts };
}

/** Whether a node of a number sends a missing value left, which only matters where a value can be missing. */
export function isMissingLeft({ flags }: TreeEnsemble, node: number): boolean {
  return (flags[node] & NODE.missingLeft) !== 0 && (flags[node] & MISSING_FLAGS) !== 0;
}

/** How many cuts lie below the value. */
export function lowerBound(cuts: Float64Array, value: number): number {
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (cuts[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

interface Group {
  readonly column: number;
  readonly flags: number;
  readonly isCategory: boolean;
  readonly nodes: number[];
}

const MISSING_FLAGS = NODE.nanIsMissing | NODE.zeroIsMissing;
const CATEGORY_FLAGS = NODE.category | NODE.nanIsMissing | NODE.negativeIsMissing;

/** Nodes by column and by how they read a value; by column in increasing order. */
function groupNodes({ columns, flags }: TreeEnsemble): Group[] {
  const groups = new Map<number, Group>();
  for (let node = 0; node < columns.length; node++) {
    const isCategory = (flags[node] & NODE.category) !== 0;
    const read = flags[node] & (isCategory ? CATEGORY_FLAGS : MISSING_FLAGS);
    const key = columns[node] * 256 + read;
    const group = groups.get(key);
    if (group) group.nodes.push(node);
    else groups.set(key, { column: columns[node], flags: read, isCategory, nodes: [node] });
  }
  return [...groups.keys()].sort((a, b) => a - b).map((key) => groups.get(key) as Group);
}

/** Thresholds of the nodes, sorted, each once; -0 is 0. */
function distinct(nodes: readonly number[], thresholds: Float64Array): Float64Array {
  const sorted = Float64Array.from(nodes, (node) => thresholds[node] + 0).sort();
  let n = 0;
  for (let i = 0; i < sorted.length; i++)
    if (n === 0 || sorted[i] !== sorted[n - 1]) sorted[n++] = sorted[i];
  return sorted.subarray(0, n);
}

function missingSide(ensemble: TreeEnsemble, nodes: readonly number[]): MissingSide {
  const nLeft = nodes.reduce((n, node) => n + (isMissingLeft(ensemble, node) ? 1 : 0), 0);
  if (nLeft === 0) return 'right';
  return nLeft === nodes.length ? 'left' : 'both';
}

/** The distinct questions of a group: for each node the number of its question, for each question a node that asks it. */
function distinctSets(ensemble: TreeEnsemble, nodes: readonly number[]) {
  const numbers = new Map<string, number>();
  const firsts: number[] = [];
  const questions = nodes.map((node) => {
    const key = `${ensemble.flags[node] & NODE.missingLeft} ${wordsOf(ensemble, node).join()}`;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, firsts.length);
    return firsts.push(node) - 1;
  });
  return { questions, firsts };
}

function wordsOf({ setWords, setOffsets, thresholds }: TreeEnsemble, node: number): Int32Array {
  const set = thresholds[node];
  return setWords.subarray(setOffsets[set], setOffsets[set + 1]);
}

function categorySlot(
  ensemble: TreeEnsemble,
  group: Group,
  asking: readonly number[],
): CategorySlot {
  const nQuestions = asking.length;
  const nWords = Math.ceil(nQuestions / 32);
  const nLevels = asking.reduce((n, node) => Math.max(n, wordsOf(ensemble, node).length * 32), 0);
  const codes = new Map<string, number>();
  const rows: Int32Array[] = [];
  const codeOf = (isLeft: (node: number) => boolean): number => {
    const row = new Int32Array(nWords);
    asking.forEach((node, q) => {
      if (isLeft(node)) row[q >>> 5] |= 1 << (q & 31);
    });
    const key = row.join();
    const known = codes.get(key);
    if (known !== undefined) return known;
    codes.set(key, rows.length);
    return rows.push(row) - 1;
  };
  codeOf(() => false);
  const missingCode = codeOf((node) => (ensemble.flags[node] & NODE.missingLeft) !== 0);
  const levelCodes = Int32Array.from({ length: nLevels }, (_, level) =>
    codeOf((node) => hasLevel(ensemble, ensemble.thresholds[node], level)),
  );
  const leftBits = new Int32Array(rows.length * nWords);
  rows.forEach((row, c) => {
    leftBits.set(row, c * nWords);
  });
  const { column, flags } = group;
  const nCodes = rows.length;
  return { column, flags, levelCodes, missingCode, nCodes, nQuestions, leftBits, nWords };
}
