import { exp, sigmoid, softmaxInPlace } from '../../math/index.ts';
import type { Link } from './tree-ensemble.ts';

/**
 * From raw answers to answers, with the same bits in every engine.
 *
 * `logistic` gives the shares of both classes, so its result is twice as long; `logistic-each` gives one
 * share per output, which need not sum to 1.
 *
 * @shape raw: rows x nOutputs; the result likewise, or rows x 2 for `logistic`.
 * @param nOutputs Raw numbers per row. `logistic` takes 1.
 */
export function applyLink(raw: Float64Array, link: Link, nOutputs: number): Float64Array {
  switch (link) {
    case 'identity':
      return raw.slice();
    case 'exp':
      return raw.map(exp);
    case 'logistic-each':
      return raw.map(sigmoid);
    case 'logistic':
      return sharesOfBoth(raw);
    case 'softmax': {
      const shares = raw.slice();
      for (let i = 0; i < shares.length; i += nOutputs) softmaxInPlace(shares, i, nOutputs);
      return shares;
    }
  }
}

function sharesOfBoth(raw: Float64Array): Float64Array {
  const shares = new Float64Array(2 * raw.length);
  for (let i = 0; i < raw.length; i++) {
    shares[2 * i] = sigmoid(-raw[i]);
    shares[2 * i + 1] = sigmoid(raw[i]);
  }
  return shares;
}
