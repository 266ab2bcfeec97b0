export { type AlignedBins, alignBins } from './compare/align-bins.ts';
export {
  jensenShannonDivergence,
  lInfinityDistance,
  normalizedCountDifference,
} from './compare/column-distances.ts';
export { normalizedDifference } from './compare/normalized-difference.ts';
export { isOfFormat } from './formats.ts';
export { type InferOptions, inferColumn } from './infer/infer-column.ts';
export { type InferSchemaOptions, inferSchema } from './infer/infer-schema.ts';
export { type AnomalyParts, makeAnomaly } from './make-anomaly.ts';
export { makePatch, type PatchParts } from './make-patch.ts';
export { offerPatches } from './offer-patches.ts';
export {
  ABSENT,
  acquitColumn,
  addValue,
  type ColumnSummary,
  compileRowChecks,
  emptyValueSet,
  type MergedAnomaly,
  mergeAnomalies,
  NOT_NUMBER,
  type RawColumn,
  type RawNumbers,
  type RawTexts,
  type RowAnomaly,
  type RowCheckOptions,
  type RowChecks,
  type RowChunk,
  type RowFindings,
  readNumberCell,
  referenceKey,
  summaryStatistics,
  usualDateFormat,
  VALUE,
  type ValueSet,
  type Witnesses,
  WRITTEN_NAN,
} from './rows/index.ts';
export {
  type CompiledRule,
  compileRule,
  type Expression,
  FUNCTION_NAMES,
  parseRule,
  printRule,
  type RuleRows,
} from './rules/index.ts';
export { applyPatch, fitsSchema, valueAt } from './schema/apply-patch.ts';
export { checkSchema } from './schema/check-schema.ts';
export { dateBound } from './schema/date-bound.ts';
export { type Decision, decide, historyEntry } from './schema/decide.ts';
export { diffSchemas, type SchemaDifference } from './schema/diff-schemas.ts';
export { type Domain, domainOf } from './schema/domain-of.ts';
export { assertEnvironment, environmentsOf, isExpectedIn } from './schema/environments.ts';
export {
  compileServingChecks,
  type ServingChecks,
  servingEnvironment,
  toServingSchema,
  type UnmatchedNames,
  unmatchedNames,
} from './serving/index.ts';
export { type ValidationOptions, validateStatistics } from './validate-statistics.ts';
