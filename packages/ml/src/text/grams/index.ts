export { gramsWithin } from './character-grams.ts';
export { countGrams } from './count-grams.ts';
export { foldText } from './fold-text.ts';
export type { GramOptions, Grams } from './gram-options.ts';
export { gramsOf } from './grams-of.ts';
export { type Tally, tally } from './tally.ts';
export { wordsOf } from './words-of.ts';
