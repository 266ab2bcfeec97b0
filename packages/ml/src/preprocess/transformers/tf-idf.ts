import {
  countTerms,
  isTfIdf,
  learnTfIdf,
  nameTerms,
  type RowEntries,
  type TfIdf,
  textWeigher,
} from '../../text/index.ts';
import type { Transformer } from '../transformer.ts';
import { GRAM_PARAMS, gramOptions, knownTexts } from './grams/index.ts';

/**
 * A column of every term of a text, where a term is a run of 1 to 2 words or of 3 to 5 characters within a word: how
 * often it stands there, times how rare it is. A last column is 1 where the text is missing.
 *
 * For estimators that take rows whose zeros are left out. Words and characters have length 1 each.
 *
 * @source Salton & Buckley (1988), "Term-weighting approaches in automatic text retrieval", IPM 24, 513-523.
 */
export const tfIdf: Transformer<typeof GRAM_PARAMS, TfIdf> = {
  name: 'tf-idf',
  params: GRAM_PARAMS,
  accepts: ['text'],
  source: 'Salton & Buckley (1988), Information Processing & Management 24, 513-523.',
  fit(column, params, target) {
    const known = knownTexts(column, target, params.mostTexts);
    return learnTfIdf(known.texts, gramOptions(params, known), known.target);
  },
  outputs: (state, { name }) => [{ name, kind: 'number', width: countTerms(state) + 1 }],
  wideNames: (state) => [...nameTerms(state), '(missing)'],
  isState: isTfIdf,
  compile(state) {
    const weigh = textWeigher(state);
    const missing: RowEntries = {
      length: 1,
      columns: Int32Array.of(countTerms(state)),
      values: Float64Array.of(1),
    };
    return ({ texts, wide }, from, to) => {
      const text = texts[from];
      wide[to] = text === null ? missing : weigh(text);
    };
  },
};
