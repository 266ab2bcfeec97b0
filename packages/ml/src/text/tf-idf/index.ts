export { isTfIdf } from './is-tf-idf.ts';
export { learnTfIdf, type TfIdfOptions } from './learn-tf-idf.ts';
export { nameTerms } from './name-terms.ts';
export { type RowEntries, textWeigher } from './text-weigher.ts';
export { countTerms, type TfIdf, type TfIdfPart } from './tf-idf.ts';
export { weighTexts } from './weigh-texts.ts';
