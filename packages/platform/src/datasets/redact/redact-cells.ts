import { type Pseudonymize, redactValue } from '@kaizenml/ml/guardrails';
import { isMissingMarker, MISSING_MARKERS } from '@kaizenml/ml/table';
import type { Action } from './parse-actions.ts';

/** Takes a cell to what is written of it. */
export type RedactCell = (text: string) => string;

/** Cells after which it is known whether they repeat. */
const LOOKED_AT = 256;

/**
 * Redacts the cells of one column of one batch; missing values stay as they are.
 *
 * Equal texts are redacted once, as long as at least half of them are equal to an earlier one.
 */
export function redactCells(action: Action, pseudonymize?: Pseudonymize): RedactCell {
  if (action.kind === 'keep') return (text) => text;
  const known = new Map<string, string>();
  let nAsked = 0;
  const make = (text: string): string =>
    mayBeMarker(text) && isMissingMarker(text) ? text : redactValue(text, action, pseudonymize);
  return (text) => {
    if (nAsked >= LOOKED_AT && 2 * known.size > nAsked) return make(text);
    nAsked++;
    let made = known.get(text);
    if (made === undefined) {
      made = make(text);
      known.set(text, made);
    }
    return made;
  };
}

const LONGEST_MARKER = Math.max(...MISSING_MARKERS.map((marker) => marker.length));

/** A shortcut: most texts are longer than any marker. */
function mayBeMarker(text: string): boolean {
  return text.length <= LONGEST_MARKER || text.trim().length <= LONGEST_MARKER;
}
