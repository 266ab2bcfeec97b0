/** Which pieces of a text count: runs of words, or of characters within a word. */
export interface GramOptions {
  readonly unit: 'words' | 'characters';
  /** Words or characters of the shortest gram. */
  readonly low: number;
  /** Words or characters of the longest gram. */
  readonly high: number;
  /** Characters of the shortest word that counts, for `words`. */
  readonly fewestLetters: number;
  /** Whether é counts as e. */
  readonly foldAccents: boolean;
}

/**
 * Grams that are told apart while they are learned: random letters have no end of them, and would fill any memory. What
 * comes first after that many does not count.
 */
export const MOST_GRAMS = 2 ** 21;

/**
 * Grams by their numbers: a text goes in, the number of each of its grams comes out, as often as it occurs.
 *
 * Without a list of terms, every gram gets the next free number; with one, a gram has its place in the list, and what
 * is not listed is passed over.
 */
export interface Grams {
  each(text: string, visit: (gram: number) => void): void;
  /** Grams that have a number: 0 up to, not including, this. */
  size(): number;
  /** The gram of a number. */
  name(gram: number): string;
}
