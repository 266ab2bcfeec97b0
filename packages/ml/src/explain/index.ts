export { boundedWork, MOST_EVALUATED_ROWS, type ShapleyWork } from './bounded-work.ts';
export { exactShapley, MOST_EXACT_BLOCKS } from './exact-shapley.ts';
export { finish } from './finish.ts';
export {
  type MixableRows,
  mixableRows,
  type PreparedRows,
  type UnpreparedRows,
} from './mixable-rows.ts';
export {
  type PartialDependence,
  type PartialDependenceOptions,
  partialDependence,
} from './partial-dependence.ts';
export {
  matrixImportance,
  type NamedBlock,
  permutationImportance,
  type ShuffleOptions,
} from './permutation-importance.ts';
export type { ColumnBlock, ShapleyGame, ShapleyValues } from './shapley-game.ts';
export {
  type SamplingOptions,
  sampledShapley,
  shapleySteps,
  shapleyValues,
} from './shapley-sampling.ts';
export { type WordEffect, wordEffects } from './word-effects.ts';
