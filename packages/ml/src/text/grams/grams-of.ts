import { characterGrams } from './character-grams.ts';
import type { GramOptions, Grams } from './gram-options.ts';
import { wordGrams } from './word-grams.ts';

/**
 * The grams of texts: of words or of characters.
 *
 * @param terms Grams that count, by their numbers. Default: every gram, numbered as it comes.
 */
export function gramsOf(options: GramOptions, terms?: readonly string[]): Grams {
  return options.unit === 'words' ? wordGrams(options, terms) : characterGrams(options, terms);
}
