import type { Matrix } from '../../math/index.ts';
import { scorerOf, type TreeEnsemble } from '../ensemble/index.ts';
import { applyAnswerLink } from './apply-answer-link.ts';
import { type AnswerLink, LINKS } from './imported-model.ts';
import { modelFileInvalid } from './model-file-invalid.ts';

/** What an imported model answers from. */
export interface ImportedTreesState {
  readonly ensemble: TreeEnsemble;
  readonly link: AnswerLink;
}

/**
 * Answers from the trees of another library; it cannot be fitted here.
 *
 * The probabilities of one yes-or-no model per class are divided by their sum.
 */
export const importedTrees = {
  name: 'imported-trees',
  title: 'Imported trees',
  predict({ ensemble, link }: ImportedTreesState, x: Matrix): Float64Array {
    if (!LINKS.includes(link)) throw linkUnknown(link);
    if (typeof ensemble !== 'object' || ensemble === null) throw ensembleMissing(ensemble);
    const k = ensemble.nOutputs;
    const answers = applyAnswerLink(scorerOf(ensemble).raw(x), link, k);
    return link === 'logistic-each' && k > 1 ? withSumOne(answers, k) : answers;
  },
};

function withSumOne(shares: Float64Array, k: number): Float64Array {
  for (let start = 0; start < shares.length; start += k) {
    let sum = 0;
    for (let j = start; j < start + k; j++) sum += shares[j];
    for (let j = start; j < start + k; j++) shares[j] = sum > 0 ? shares[j] / sum : 1 / k;
  }
  return shares;
}

function ensembleMissing(received: unknown) {
  return modelFileInvalid({
    subject: 'The ensemble of imported trees',
    expectation: 'be an object',
    received,
  });
}

function linkUnknown(received: unknown) {
  return modelFileInvalid({
    subject: 'The link of imported trees',
    expectation: `be one of ${LINKS.join(', ')}`,
    received,
  });
}
