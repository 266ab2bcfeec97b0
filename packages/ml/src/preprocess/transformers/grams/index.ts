export { GRAM_PARAMS, gramOptions } from './gram-params.ts';
export { type KnownTexts, knownTexts } from './known-texts.ts';
