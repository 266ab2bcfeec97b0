import type { TfIdfOptions } from '../../../text/index.ts';
import type { KnownTexts } from './known-texts.ts';

/** Classes times terms of one unit that a linear model has weights for at most: more classes have fewer terms. */
const MOST_WEIGHTS = 100_000;
/** Terms of one unit, however many classes there are. */
const LEAST_TERMS = 5000;

/** What of a text counts. */
export const GRAM_PARAMS = {
  mostWords: {
    kind: 'number',
    default: 2,
    range: [0, 5],
    integer: true,
    unit: 'words',
    doc: 'Longest run of words that is a term; 0: words do not count.',
  },
  fewestCharacters: {
    kind: 'number',
    default: 3,
    range: [1, 10],
    integer: true,
    unit: 'characters',
    doc: 'Shortest run of characters within a word that is a term.',
  },
  mostCharacters: {
    kind: 'number',
    default: 5,
    range: [0, 10],
    integer: true,
    unit: 'characters',
    doc: 'Longest run of characters within a word that is a term; 0: characters do not count.',
  },
  longestByCharacters: {
    kind: 'number',
    default: 300,
    range: [0, Number.MAX_SAFE_INTEGER],
    unit: 'characters',
    doc: 'Mean length of the training texts up to which characters count: long texts say enough by their words.',
  },
  fewestTexts: {
    kind: 'number',
    default: 2,
    range: [1, Number.MAX_SAFE_INTEGER],
    integer: true,
    unit: 'texts',
    doc: 'A term stands in at least so many training texts.',
  },
  largestShare: {
    kind: 'number',
    default: 1,
    range: [0, 1],
    unit: 'share of texts',
    doc: 'A term stands in at most this share of the training texts.',
  },
  mostTerms: {
    kind: 'number',
    default: 20_000,
    range: [1, 1_000_000],
    integer: true,
    doc: 'Terms of words at most, and as many of characters: those that go best with the target. Of six classes and more fewer, down to 5000.',
  },
  sublinear: {
    kind: 'flag',
    default: true,
    doc: 'A term that stands n times in a text counts 1 + ln n times.',
  },
  foldAccents: { kind: 'flag', default: true, doc: 'Whether é counts as e.' },
  mostTexts: {
    kind: 'number',
    default: 100_000,
    range: [1, Number.MAX_SAFE_INTEGER],
    integer: true,
    unit: 'texts',
    doc: 'Terms are learned from so many texts at most.',
  },
} as const;

interface GramValues extends Omit<TfIdfOptions, 'parts' | 'fewestLetters'> {
  readonly mostWords: number;
  readonly fewestCharacters: number;
  readonly mostCharacters: number;
  readonly longestByCharacters: number;
}

/** The same as `learnTfIdf` takes it; of many classes, fewer terms, and of long texts no characters. */
export function gramOptions(given: GramValues, { texts, target }: KnownTexts): TfIdfOptions {
  const { mostWords, fewestCharacters, mostCharacters, mostTerms } = given;
  const total = texts.reduce((sum, text) => sum + text.length, 0);
  const areShort = total <= given.longestByCharacters * texts.length;
  const nClasses = target?.kind === 'classification' ? target.nClasses : 1;
  return {
    fewestTexts: given.fewestTexts,
    largestShare: given.largestShare,
    sublinear: given.sublinear,
    foldAccents: given.foldAccents,
    fewestLetters: 1,
    mostTerms: Math.min(mostTerms, Math.max(LEAST_TERMS, Math.floor(MOST_WEIGHTS / nClasses))),
    parts: [
      ...(mostWords > 0 ? [{ unit: 'words' as const, low: 1, high: mostWords }] : []),
      ...(areShort && mostCharacters >= fewestCharacters
        ? [{ unit: 'characters' as const, low: fewestCharacters, high: mostCharacters }]
        : []),
    ],
  };
}
