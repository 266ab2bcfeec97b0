export { applyGraph } from './apply-graph.ts';
export { checkGraph } from './check-graph.ts';
export { type CompiledGraph, compileGraph, rowTransform } from './compile-graph.ts';
export { type DatePartsState, dateParts } from './date-parts.ts';
export { fitGraph } from './fit-graph.ts';
export {
  blocksOf,
  type GraphInput,
  type GraphStep,
  type InputBlock,
  outputsOf,
  type TransformGraph,
} from './graph.ts';
export { imputeCategory, MISSING_LEVEL } from './impute-category.ts';
export { type ImputeNumberState, imputeNumber } from './impute-number.ts';
export { type OneHotState, oneHot } from './one-hot.ts';
export { type OrdinalState, ordinal } from './ordinal.ts';
export { OTHER_LEVEL, type RareLevelsState, rareLevels } from './rare-levels.ts';
export { RECIPES, type Recipe, type RecipeChains, type RecipeStep } from './recipes.ts';
export { type ScaleState, scale } from './scale.ts';
export { transformColumn } from './transform-column.ts';
export type {
  AnyTransformer,
  CellTransform,
  OutputColumn,
  Slots,
  Transformer,
} from './transformer.ts';
export { getTransformer, TRANSFORMERS } from './transformers.ts';
