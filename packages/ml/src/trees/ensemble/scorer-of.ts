import type { BinnedTrees } from './binned-trees.ts';
import { compileEnsemble, type RawScorer, type Scorer } from './compile-ensemble.ts';
import { compileForest } from './compile-forest.ts';
import type { TreeEnsemble } from './tree-ensemble.ts';

const ENSEMBLES = new WeakMap<TreeEnsemble, Scorer>();
const FORESTS = new WeakMap<BinnedTrees, RawScorer>();

/**
 * The scorer of a state, compiled at the first call and kept as long as the state object lives.
 *
 * @param state Boosted or imported trees, or the deep trees of a forest, which must have been checked.
 * @throws MODEL_ARTIFACT_INVALID
 */
export function scorerOf(state: TreeEnsemble): Scorer;
export function scorerOf(state: BinnedTrees): RawScorer;
export function scorerOf(state: TreeEnsemble | BinnedTrees): RawScorer {
  return 'roots' in state
    ? kept(FORESTS, state, compileForest)
    : kept(ENSEMBLES, state, compileEnsemble);
}

function kept<State extends object, Made>(
  scorers: WeakMap<State, Made>,
  state: State,
  compile: (state: State) => Made,
): Made {
  const known = scorers.get(state);
  if (known) return known;
  const scorer = compile(state);
  scorers.set(state, scorer);
  return scorer;
}
