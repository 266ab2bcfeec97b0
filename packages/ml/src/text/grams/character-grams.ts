import { foldText } from './fold-text.ts';
import { type GramOptions, type Grams, MOST_GRAMS } from './gram-options.ts';

/** Words whose grams are remembered; beyond, the memory starts anew. */
const MOST_REMEMBERED = 20_000;
/** Longer words, such as lines of scripts without blanks, hardly come again. */
const LONGEST_REMEMBERED = 64;
const BLANKS = /\s+/u;
const BEYOND_BMP = /[\ud800-\udfff]/;

/**
 * Runs of `low` to `high` characters within a word, which has a blank at both ends: they catch parts of words,
 * misspelled words and codes.
 *
 * Words are what blanks part here, with their punctuation. The grams of a word are found once and remembered.
 */
export function characterGrams(options: GramOptions, terms?: readonly string[]): Grams {
  const { low, high, foldAccents } = options;
  const names: string[] = [...(terms ?? [])];
  const numbers = new Map<string, number>(names.map((term, gram) => [term, gram]));
  const remembered = new Map<string, readonly number[]>();
  const gramsOf = (word: string): readonly number[] => {
    const known = remembered.get(word);
    if (known) return known;
    const grams: number[] = [];
    for (const gram of gramsWithin(word, low, high)) {
      let number = numbers.get(gram);
      if (number === undefined) {
        if (terms !== undefined || names.length >= MOST_GRAMS) continue;
        number = names.push(gram) - 1;
        numbers.set(gram, number);
      }
      grams.push(number);
    }
    if (word.length > LONGEST_REMEMBERED) return grams;
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(word, grams);
    return grams;
  };
  return {
    each(text, visit) {
      for (const word of foldText(text, foldAccents).split(BLANKS))
        if (word !== '') for (const gram of gramsOf(word)) visit(gram);
    },
    size: () => names.length,
    name: (gram) => names[gram],
  };
}

/** The grams of a word by length, then by place; one that the word is shorter than is the word itself, once. */
export function gramsWithin(word: string, low: number, high: number): string[] {
  const padded = ` ${word} `;
  const characters = BEYOND_BMP.test(padded) ? [...padded] : undefined;
  const total = characters?.length ?? padded.length;
  const grams: string[] = [];
  for (let length = low; length <= high; length++) {
    for (let from = 0; from === 0 || from + length <= total; from++)
      grams.push(
        characters
          ? characters.slice(from, from + length).join('')
          : padded.slice(from, from + length),
      );
    if (length >= total) break;
  }
  return grams;
}
