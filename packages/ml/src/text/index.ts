export {
  type SvdOptions,
  symmetricEigen,
  type TruncatedSvd,
  truncatedSvd,
} from './components/index.ts';
export {
  countGrams,
  foldText,
  type GramOptions,
  type Grams,
  gramsOf,
  tally,
  wordsOf,
} from './grams/index.ts';
export { hashGrams, murmur3 } from './hashing/index.ts';
export { measureText, type TextStatistics } from './measure-text.ts';
export {
  chiSquared,
  fStatistic,
  inverseFrequencies,
  learnTerms,
  packTerms,
  type TermLimits,
  type Terms,
  unpackTerms,
  weighCounts,
} from './terms/index.ts';
export {
  countTerms,
  isTfIdf,
  learnTfIdf,
  nameTerms,
  type RowEntries,
  type TfIdf,
  type TfIdfOptions,
  type TfIdfPart,
  textWeigher,
  weighTexts,
} from './tf-idf/index.ts';
