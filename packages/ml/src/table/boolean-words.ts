/** Pairs of words for yes and no, in lower case. 0 and 1 stay numbers. */
export const BOOLEAN_WORDS: readonly (readonly [no: string, yes: string])[] = [
  ['false', 'true'],
  ['no', 'yes'],
  ['f', 't'],
  ['n', 'y'],
];

const TRUTH = new Map(
  BOOLEAN_WORDS.flatMap(([no, yes]) => [[no, false] as const, [yes, true] as const]),
);

/** What a word means, in any case: true, false, or undefined when it is neither. */
export function truthOf(word: string): boolean | undefined {
  return TRUTH.get(word.trim().toLowerCase());
}
