import { emptyIndex, type HashIndex, hashText, indexOf } from '../../sketches/index.ts';

/** Most different values that are remembered: 2^24 take 270 MB. */
export const MAX_REMEMBERED = 1 << 24;

/** Values that were seen, by fingerprints of 64 bits. */
export interface ValueSet {
  readonly index: HashIndex;
  /** True once more than `MAX_REMEMBERED` different values came: later ones are not known. */
  isFull: boolean;
}

export function emptyValueSet(): ValueSet {
  return { index: emptyIndex(), isFull: false };
}

/**
 * Adds a value; true when it was there already.
 *
 * Two of m values are taken for one another with a chance of m^2 / 2^65: 3 in a million at ten million values.
 */
export function addValue(set: ValueSet, value: string): boolean {
  if (set.isFull) return false;
  const [high, low] = hashText(value);
  const before = set.index.size;
  const isKnown = indexOf(set.index, high, low) < before;
  if (set.index.size >= MAX_REMEMBERED) set.isFull = true;
  return isKnown;
}

/** Whether a value was added. */
export function hasValue({ index }: ValueSet, value: string): boolean {
  const [high, low] = hashText(value);
  const mask = index.slots.length - 1;
  for (let slot = low & mask; ; slot = (slot + 1) & mask) {
    const entry = index.slots[slot];
    if (entry < 0) return false;
    if (index.low[entry] === low && index.high[entry] === high) return true;
  }
}

/** Texts that mean the same number are one value; digits behind a leading zero are a name, not a number. */
export function canonicalKey(text: string): string {
  const trimmed = text.trim();
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(trimmed) || /^[+-]?0\d/.test(trimmed))
    return trimmed;
  const number = Number(trimmed);
  const isExact =
    Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number));
  return isExact ? String(number + 0) : trimmed;
}
