import { ZERO_SIZE } from '../goes-left.ts';
import { NODE } from '../tree-ensemble.ts';
import { type CategorySlot, lowerBound, type NumberSlot, type Questions } from './questions.ts';

/**
 * Bin of a value among the cuts of a slot. A missing value gets one that is at most every cut, or above every
 * cut, whichever way it goes.
 */
export function binOf({ flags, cuts }: NumberSlot, value: number): number {
  const known = Number.isNaN(value) && (flags & NODE.nanIsMissing) === 0 ? 0 : value;
  const isZero = (flags & NODE.zeroIsMissing) !== 0 && Math.abs(known) <= ZERO_SIZE;
  if (Number.isNaN(known) || isZero) return (flags & NODE.missingLeft) !== 0 ? 0 : cuts.length;
  return lowerBound(cuts, known);
}

/** Code of a level in a slot. */
export function codeOf({ flags, levelCodes, missingCode }: CategorySlot, value: number): number {
  const known = Number.isNaN(value) && (flags & NODE.nanIsMissing) === 0 ? 0 : value;
  const level = Math.trunc(known);
  if (Number.isNaN(level)) return missingCode;
  if (level < 0) return (flags & NODE.negativeIsMissing) !== 0 ? missingCode : 0;
  return level < levelCodes.length ? levelCodes[level] : 0;
}

/** Length of a row that `readRow` fills: a bin per slot of numbers, then the words of each slot of categories. */
export function rowLength({ numbers, categories }: Questions): number {
  return categories.reduce((sum, { nWords }) => sum + nWords, numbers.length);
}

/**
 * Turns one row of values into what nodes compare: bins, and for categories the answers to all questions as bits.
 *
 * @param start Position of the row's first value.
 */
export function readRow(
  { numbers, categories }: Questions,
  values: ArrayLike<number>,
  start: number,
  row: Int32Array,
): void {
  let at = 0;
  for (const slot of numbers) row[at++] = binOf(slot, values[start + slot.column]);
  for (const slot of categories) {
    const from = codeOf(slot, values[start + slot.column]) * slot.nWords;
    for (let w = 0; w < slot.nWords; w++) row[at++] = slot.leftBits[from + w];
  }
}
