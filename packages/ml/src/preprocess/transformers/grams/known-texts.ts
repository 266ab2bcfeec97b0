import type { Target } from '../../../models/index.ts';
import type { Column } from '../../../table/index.ts';
import { coded } from '../../count-levels.ts';

/** Texts to learn from, with their targets. */
export interface KnownTexts {
  readonly texts: readonly string[];
  readonly target?: Target;
}

/**
 * The texts of a column in the order of what they say, so that what is learned does not depend on the order of rows.
 *
 * @param most Texts at most; of more, those at even distances.
 */
export function knownTexts(column: Column, target: Target | undefined, most: number): KnownTexts {
  const { codes, levels } = coded(column);
  const byText = Int32Array.from(levels.keys()).sort((a, b) => (levels[a] < levels[b] ? -1 : 1));
  const places = new Int32Array(levels.length);
  byText.forEach((level, place) => {
    places[level] = place;
  });
  const present = Int32Array.from(codes.keys()).filter((i) => codes[i] >= 0);
  const sorted = present.sort((a, b) => places[codes[a]] - places[codes[b]] || a - b);
  const rows = evenly(sorted, most);
  return {
    texts: Array.from(rows, (i) => levels[codes[i]]),
    ...(target && { target: targetsOf(target, rows) }),
  };
}

function evenly(rows: Int32Array, most: number): Int32Array {
  if (rows.length <= most) return rows;
  return Int32Array.from({ length: most }, (_, i) => rows[Math.floor((i * rows.length) / most)]);
}

function targetsOf(target: Target, rows: Int32Array): Target {
  return target.kind === 'regression'
    ? { ...target, values: Float64Array.from(rows, (i) => target.values[i]) }
    : { ...target, codes: rows.map((i) => target.codes[i]) };
}
