import { compileEnsemble, type Scorer } from './compile-ensemble.ts';
import type { TreeEnsemble } from './tree-ensemble.ts';

const SCORERS = new WeakMap<TreeEnsemble, Scorer>();

/**
 * The scorer of a state, compiled at the first call and kept as long as the state object lives.
 *
 * @throws MODEL_ARTIFACT_INVALID
 */
export function scorerOf(ensemble: TreeEnsemble): Scorer {
  const known = SCORERS.get(ensemble);
  if (known) return known;
  const scorer = compileEnsemble(ensemble);
  SCORERS.set(ensemble, scorer);
  return scorer;
}
