import { seededRandom } from '../../math/index.ts';
import {
  countTerms,
  isTfIdf,
  learnTfIdf,
  type TfIdf,
  textWeigher,
  truncatedSvd,
  weighTexts,
} from '../../text/index.ts';
import { isRecord } from '../state-shape.ts';
import type { Transformer } from '../transformer.ts';
import { GRAM_PARAMS, gramOptions, knownTexts } from './grams/index.ts';

const params = {
  ...GRAM_PARAMS,
  mostCharacters: { ...GRAM_PARAMS.mostCharacters, default: 0 },
  mostTerms: { ...GRAM_PARAMS.mostTerms, default: 10_000 },
  nTopics: {
    kind: 'number',
    default: 50,
    range: [1, 1000],
    integer: true,
    doc: 'Columns that the terms are reduced to; fewer where they have fewer directions.',
  },
  nIterations: {
    kind: 'number',
    default: 3,
    range: [0, 50],
    integer: true,
    doc: 'Passes that sharpen the directions.',
  },
  mostReduced: {
    kind: 'number',
    default: 20_000,
    range: [1, Number.MAX_SAFE_INTEGER],
    integer: true,
    unit: 'texts',
    doc: 'Directions are learned from so many texts at most.',
  },
  seed: {
    kind: 'number',
    default: 1,
    range: [0, Number.MAX_SAFE_INTEGER],
    integer: true,
    doc: 'Seed of the first, random directions.',
  },
} as const;

/** What `text-topics` learns. */
export interface TextTopicsState {
  readonly tfIdf: TfIdf;
  /** At least 1. */
  readonly nTopics: number;
  /** Weights of a term in the topics, side by side. @shape terms x nTopics */
  readonly directions: Float32Array;
}

/**
 * The terms of a text reduced to a few columns: how far it goes in each of the directions in which texts differ most.
 *
 * For models that want few columns with values everywhere, such as trees. A missing text is 0 in all.
 *
 * @source Deerwester, Dumais, Furnas, Landauer & Harshman (1990), "Indexing by latent semantic analysis", JASIS 41;
 * Halko, Martinsson & Tropp (2011), SIAM Review 53, 217-288.
 */
export const textTopics: Transformer<typeof params, TextTopicsState> = {
  name: 'text-topics',
  params,
  accepts: ['text'],
  source:
    'Deerwester, Dumais, Furnas, Landauer & Harshman (1990), JASIS 41; Halko, Martinsson & Tropp (2011), SIAM Review 53.',
  fit(column, given, target) {
    const known = knownTexts(column, target, given.mostTexts);
    const tfIdf = learnTfIdf(known.texts, gramOptions(given, known), known.target);
    const { texts } = knownTexts(column, undefined, Math.min(given.mostReduced, given.mostTexts));
    const { directions, singularValues } = truncatedSvd(weighTexts(tfIdf, texts), {
      nComponents: given.nTopics,
      nIterations: given.nIterations,
      random: seededRandom(given.seed),
    });
    return {
      tfIdf,
      nTopics: Math.max(1, singularValues.length),
      directions: Float32Array.from(directions),
    };
  },
  outputs: ({ nTopics }, { name }) =>
    Array.from({ length: nTopics }, (_, t) => ({ name: `${name}_topic_${t + 1}`, kind: 'number' })),
  isState: (value): value is TextTopicsState =>
    isRecord(value) &&
    isTfIdf(value.tfIdf) &&
    Number.isSafeInteger(value.nTopics) &&
    (value.nTopics as number) >= 1 &&
    value.directions instanceof Float32Array &&
    value.directions.every(Number.isFinite) &&
    [0, countTerms(value.tfIdf) * (value.nTopics as number)].includes(value.directions.length),
  compile({ tfIdf, nTopics: k, directions }) {
    const weigh = textWeigher(tfIdf);
    const hasTopics = directions.length > 0;
    return ({ numbers, texts }, from, to) => {
      for (let t = 0; t < k; t++) numbers[to + t] = 0;
      const text = texts[from];
      if (text === null || !hasTopics) return;
      const { length, columns, values } = weigh(text);
      for (let at = 0; at < length; at++) {
        const start = columns[at] * k;
        for (let t = 0; t < k; t++) numbers[to + t] += values[at] * directions[start + t];
      }
    };
  },
};
