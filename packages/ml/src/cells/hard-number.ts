import { isMissingMarker, parseNumber } from '../table/index.ts';

/** What a cell is that is not a plain decimal: a number, a mark of a missing value, or `other`. */
export type HardNumber =
  | { readonly is: 'number'; readonly value: number }
  | { readonly is: 'missing'; readonly marker: string }
  | { readonly is: 'other' };

const CODE = /^[+-]?0\d/;
const WHOLE = /^[+-]?\d+$/;

/** Reads a cell as a number. Digits behind a leading zero, and whole numbers that a double would change, are codes and no numbers. */
export function hardNumber(cell: string): HardNumber {
  const text = cell.trim();
  if (isMissingMarker(text)) return { is: 'missing', marker: text };
  const value = parseNumber(text);
  const isCode = CODE.test(text) || (WHOLE.test(text) && !Number.isSafeInteger(value));
  return Number.isNaN(value) || isCode ? { is: 'other' } : { is: 'number', value };
}
