import { ZERO_SIZE } from '../goes-left.ts';
import { NODE, type TreeEnsemble } from '../tree-ensemble.ts';
import { BLOCK_ROWS, SET_BYTES } from './block-rows.ts';
import { codeTree, HOW } from './code-tree.ts';
import { cutCells } from './cut-cells.ts';
import { type ImageWriter, writeImage } from './image.ts';
import {
  type CategorySlot,
  isMissingLeft,
  type MissingSide,
  type NumberSlot,
  type Questions,
} from './questions.ts';

/** Bytes of a tree's record. */
export const TREE_BYTES = 28;

/** One column to read for a block: where its record lies in the image, and its first set of rows. */
export interface BlockSlot {
  readonly column: number;
  readonly place: number;
  readonly firstSet: number;
}

/** What the kernels of `scoring` need to answer blocks of rows. */
export interface BlockProgram {
  /** Cuts, cells, levels, nodes and leaves; see the kernels for their form. */
  readonly image: Uint8Array;
  readonly numbers: readonly BlockSlot[];
  readonly categories: readonly BlockSlot[];
  /** Sets of rows of all questions. */
  readonly nSets: number;
  /** Most codes of a category. */
  readonly nCodes: number;
  /** Place of the trees' records in the image. */
  readonly trees: number;
}

/**
 * Lays out a checked ensemble for the kernels.
 *
 * @cost O(nodes log nodes).
 */
export function blockProgram(ensemble: TreeEnsemble, questions: Questions): BlockProgram {
  const image = writeImage();
  const firstSets: number[] = [];
  let nSets = 0;
  const addSets = (n: number): number => {
    firstSets.push(nSets);
    nSets += n;
    return nSets - n;
  };
  const numbers = questions.numbers.map((slot) => ({
    column: slot.column,
    place: addNumberSlot(image, slot),
    firstSet: addSets((slot.cuts.length + 2) * (slot.missing === 'both' ? 2 : 1)),
  }));
  const categories = questions.categories.map((slot) => ({
    column: slot.column,
    place: addCategorySlot(image, slot),
    firstSet: addSets(slot.nQuestions),
  }));
  const setOf = (node: number): number => {
    const slot = questions.slots[node];
    const number = questions.numbers[slot];
    const isSecond = number?.missing === 'both' && isMissingLeft(ensemble, node);
    const skipped = isSecond ? number.cuts.length + 2 : 0;
    return (firstSets[slot] + skipped + questions.parts[node]) * SET_BYTES;
  };
  const nTrees = ensemble.treeOutputs.length;
  const records = new Int32Array((nTrees * TREE_BYTES) / 4);
  for (let tree = 0; tree < nTrees; tree++)
    records.set(addTree(image, ensemble, tree, setOf), (tree * TREE_BYTES) / 4);
  return {
    numbers,
    categories,
    nSets,
    nCodes: questions.categories.reduce((most, { nCodes }) => Math.max(most, nCodes), 0),
    trees: image.add(records),
    image: image.bytes(),
  };
}

const MISSING_SIDES: readonly MissingSide[] = ['right', 'left', 'both'];

function addNumberSlot(image: ImageWriter, { cuts, flags, missing }: NumberSlot): number {
  const cells = cutCells(cuts);
  const widest = 2 ** cells.nSteps;
  const padded = new Float64Array(cuts.length + 1 + widest).fill(Number.POSITIVE_INFINITY);
  padded.set(cuts);
  const isNanZero = (flags & NODE.nanIsMissing) === 0;
  const places = Int32Array.of(
    image.add(padded),
    cuts.length,
    (widest / 2) * 8,
    image.add(cells.cutsBelow),
    isNanZero ? -1 : 0,
    MISSING_SIDES.indexOf(missing),
  );
  const missingSize = (flags & NODE.zeroIsMissing) !== 0 ? ZERO_SIZE : -1;
  const slot = image.add(places);
  image.add(Float64Array.of(cells.low, cells.cellsPerUnit, cells.lastCell, missingSize));
  return slot;
}

function addCategorySlot(image: ImageWriter, slot: CategorySlot): number {
  const { levelCodes, missingCode, flags, nCodes, nQuestions } = slot;
  const levels = image.add(levelCodes.length > 0 ? levelCodes : Int32Array.of(0));
  const isNanZero = (flags & NODE.nanIsMissing) === 0;
  const isNegativeMissing = (flags & NODE.negativeIsMissing) !== 0;
  return image.add(
    Int32Array.of(
      levels,
      levelCodes.length,
      nCodes,
      missingCode,
      isNegativeMissing ? missingCode : 0,
      isNanZero ? 1 : 0,
      image.add(questionLists(slot)),
      nQuestions,
    ),
  );
}

/** Per question the shorter list of codes: those that go left, or with a count of ~n those that go right. */
function questionLists({ nQuestions, nCodes, nWords, leftBits }: CategorySlot): Int32Array {
  const lists: number[] = [];
  for (let q = 0; q < nQuestions; q++) {
    const sides: [number[], number[]] = [[], []];
    for (let c = 0; c < nCodes; c++)
      sides[(leftBits[c * nWords + (q >>> 5)] >>> (q & 31)) & 1].push(c * SET_BYTES);
    const [right, left] = sides;
    if (left.length <= right.length) lists.push(left.length, ...left);
    else lists.push(~right.length, ...right);
  }
  return Int32Array.from(lists);
}

function addTree(
  image: ImageWriter,
  ensemble: TreeEnsemble,
  tree: number,
  placeOf: (node: number) => number,
): Int32Array {
  const { leafValues, leafOffsets, treeOutputs } = ensemble;
  const { how, nodes, nNodes, nBits, leavesByCode } = codeTree(ensemble, tree, placeOf);
  const values = Float64Array.from(leavesByCode, (leaf) => leafValues[leafOffsets[tree] + leaf]);
  const leaves = how === HOW.byRow ? 0 : image.add(leavesByCode);
  const output = treeOutputs[tree] * BLOCK_ROWS * 8;
  return Int32Array.of(how, image.add(nodes), nNodes, nBits, image.add(values), leaves, output);
}
