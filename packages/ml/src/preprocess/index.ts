export { applyGraph, applySparseGraph, prepareTable } from './apply-graph.ts';
export { checkGraph } from './check-graph.ts';
export { type CompiledGraph, compileGraph, rowTransform } from './compile-graph.ts';
export { type DerivedColumn, findDerived } from './derived/index.ts';
export { fitGraph } from './fit-graph.ts';
export {
  blocksOf,
  featureNames,
  type GraphInput,
  type GraphStep,
  type InputBlock,
  outputsOf,
  sourcesOf,
  type TransformGraph,
} from './graph.ts';
export { type LearnedRows, learnRows } from './learn-rows.ts';
export { type PlainColumn, plainGraph } from './plain-graph.ts';
export {
  type EnrichedRecipe,
  isEnriched,
  makesSparseRows,
  RECIPES,
  type Recipe,
  type RecipeChains,
  type RecipeStep,
} from './recipes.ts';
export { isWide, nScreened } from './screen/index.ts';
export { type SparseRows, sparseRows } from './sparse-rows.ts';
export { transformColumn } from './transform-column.ts';
export type {
  AnyTransformer,
  CellTransform,
  OutputColumn,
  Slots,
  Transformer,
} from './transformer.ts';
export { type DateCyclesState, dateCycles } from './transformers/date-cycles.ts';
export { type DatePartsState, dateParts } from './transformers/date-parts.ts';
export { imputeCategory, MISSING_LEVEL } from './transformers/impute-category.ts';
export { type ImputeNumberState, imputeNumber } from './transformers/impute-number.ts';
export { type OneHotState, oneHot } from './transformers/one-hot.ts';
export { type OrdinalState, ordinal } from './transformers/ordinal.ts';
export { OTHER_LEVEL, type RareLevelsState, rareLevels } from './transformers/rare-levels.ts';
export { type ScaleState, scale } from './transformers/scale.ts';
export { type TargetEncodingState, targetEncoding } from './transformers/target-encoding.ts';
export { textStatistics } from './transformers/text-statistics.ts';
export { type TextTopicsState, textTopics } from './transformers/text-topics.ts';
export { tfIdf } from './transformers/tf-idf.ts';
export { type ToUnitRangeState, toUnitRange } from './transformers/to-unit-range.ts';
export { getTransformer, TRANSFORMERS } from './transformers.ts';
