import { type Column, isMissing } from '../table/index.ts';
import type { KnownTarget } from './read-target.ts';

/** Share of missing cells from which the others are looked at alone, and up to which they are enough. */
const FEWEST_GAPS = 0.02;
const MOST_GAPS = 0.9;
/** Fewest rows with a value, and of each class among them. */
const FEWEST_ROWS = 50;
const FEWEST_CLASS_ROWS = 10;

/** The rows of a target in which a column has a value, with their folds. */
export interface PresentPart {
  readonly target: KnownTarget;
  readonly folds: Uint8Array;
}

/**
 * The part of a target's rows in which a column has a value: a copy with gaps is a copy where it is filled.
 *
 * @param folds Fold per row. Length n.
 * @returns Nothing where hardly any cell is missing, or too few are there of a class to say something.
 * @cost O(n)
 */
export function presentPart(
  column: Column,
  target: KnownTarget,
  folds: Uint8Array,
): PresentPart | undefined {
  const { rows } = target;
  let nPresent = 0;
  for (const row of rows) if (!isMissing(column, row)) nPresent++;
  const gaps = 1 - nPresent / rows.length;
  if (gaps < FEWEST_GAPS || gaps > MOST_GAPS || nPresent < FEWEST_ROWS) return undefined;
  const kept = new Int32Array(nPresent);
  const ofPart = new Uint8Array(nPresent);
  for (let i = 0, k = 0; i < rows.length; i++) {
    if (isMissing(column, rows[i])) continue;
    ofPart[k] = folds[i];
    kept[k++] = i;
  }
  const part = { rows: kept.map((i) => rows[i]) };
  if (target.kind === 'regression') {
    const values = Float64Array.from(kept, (i) => target.values[i]);
    return { target: { ...target, ...part, values }, folds: ofPart };
  }
  const codes = kept.map((i) => target.codes[i]);
  const counts = target.classes.map(() => 0);
  for (const code of codes) counts[code]++;
  if (Math.min(...counts) < FEWEST_CLASS_ROWS) return undefined;
  return { target: { ...target, ...part, codes, counts }, folds: ofPart };
}
