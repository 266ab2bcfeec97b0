import { ZERO_SIZE } from '../goes-left.ts';
import { NODE } from '../tree-ensemble.ts';
import { type CategorySlot, lowerBound, type NumberSlot, type Questions } from './questions.ts';

/** How many cuts of a slot lie below a value; -1 for a missing one. */
function binOf({ flags, cuts }: NumberSlot, value: number): number {
  const known = Number.isNaN(value) && (flags & NODE.nanIsMissing) === 0 ? 0 : value;
  const isZero = (flags & NODE.zeroIsMissing) !== 0 && Math.abs(known) <= ZERO_SIZE;
  return Number.isNaN(known) || isZero ? -1 : lowerBound(cuts, known);
}

/** Code of a level in a slot. */
function codeOf({ flags, levelCodes, missingCode }: CategorySlot, value: number): number {
  const known = Number.isNaN(value) && (flags & NODE.nanIsMissing) === 0 ? 0 : value;
  const level = Math.trunc(known);
  if (Number.isNaN(level)) return missingCode;
  if (level < 0) return (flags & NODE.negativeIsMissing) !== 0 ? missingCode : 0;
  return level < levelCodes.length ? levelCodes[level] : 0;
}

/**
 * Where each slot begins in a row of `readRow`, and last the row's length. A slot of numbers takes its bin, once more
 * for nodes that send a missing value left where there are both; a slot of categories its words.
 */
export function rowPlaces({ numbers, categories }: Questions): Int32Array {
  const lengths = [
    ...numbers.map(({ missing }) => (missing === 'both' ? 2 : 1)),
    ...categories.map(({ nWords }) => nWords),
  ];
  const places = new Int32Array(lengths.length + 1);
  lengths.forEach((length, s) => {
    places[s + 1] = places[s] + length;
  });
  return places;
}

/**
 * Turns one row of values into what nodes compare: bins, and for categories the answers to all questions as bits. A
 * missing value gets a bin that is at most every cut, or above every cut, whichever way it goes.
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
  for (const slot of numbers) {
    const bin = binOf(slot, values[start + slot.column]);
    if (slot.missing !== 'left') row[at++] = bin < 0 ? slot.cuts.length : bin;
    if (slot.missing !== 'right') row[at++] = bin < 0 ? 0 : bin;
  }
  for (const slot of categories) {
    const from = codeOf(slot, values[start + slot.column]) * slot.nWords;
    for (let w = 0; w < slot.nWords; w++) row[at++] = slot.leftBits[from + w];
  }
}
