import type { EndInput } from './destination.ts';
import { lengthOf, type Piece } from './piece.ts';

/** What is sent at once: many pieces, or how a run ended. */
export type Letter =
  | { readonly kind: 'log'; readonly pieces: readonly Piece[] }
  | { readonly kind: 'end'; readonly end: EndInput };

/** Pieces of a letter, at most; and characters of them, well below the largest body. */
export const MAX_PIECES = 1000;
const MAX_CHARACTERS = 500_000;

/** The first letter of many pieces. An end is a letter of its own. @param pieces At least one. */
export function firstLetter(pieces: readonly Piece[]): readonly Piece[] {
  let nCharacters = 0;
  let n = 0;
  while (n < pieces.length && n < MAX_PIECES) {
    const piece = pieces[n] as Piece;
    nCharacters += lengthOf(piece);
    if (n > 0 && (nCharacters > MAX_CHARACTERS || piece.kind === 'end')) break;
    n++;
    if (piece.kind === 'end') break;
  }
  return pieces.slice(0, n);
}

/** A letter of pieces that `firstLetter` chose. */
export function toLetter(pieces: readonly Piece[]): Letter {
  const [first] = pieces;
  return first?.kind === 'end' ? { kind: 'end', end: first.end } : { kind: 'log', pieces };
}

/** Every letter of pieces, in their order. */
export function toLetters(pieces: readonly Piece[]): readonly Letter[] {
  const letters: Letter[] = [];
  for (let rest = pieces; rest.length > 0; ) {
    const taken = firstLetter(rest);
    letters.push(toLetter(taken));
    rest = rest.slice(taken.length);
  }
  return letters;
}
