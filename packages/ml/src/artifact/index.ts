export { type AdoptOptions, adoptTrees } from './adopt-trees.ts';
export { type AnswerPrepared, answering, answerTable } from './answering.ts';
export { besideRow } from './beside-answers.ts';
export { checkDoubt } from './check-doubt.ts';
export { checkExplain } from './check-explain.ts';
export { checkManifest } from './check-manifest.ts';
export { assertRows, checkRows, type RowIssue } from './check-rows.ts';
export { type ColumnIssue, conformTable } from './conform-table.ts';
export { createModel, type ModelParts } from './create-model.ts';
export { decodeUtf8 } from './decode-utf8.ts';
export { assertDoor } from './door/assert-door.ts';
export { compileDoor, type Door, type PassedRows } from './door/compile-door.ts';
export { type FittedMember, type FittedModel, methodOf, soleModel } from './fitted-model.ts';
export { inferInputs } from './infer-inputs.ts';
export { inputSchema } from './input-schema.ts';
export { loadModel } from './load-model.ts';
export { mixableTable } from './mixable-table.ts';
export type {
  Answers,
  Contribution,
  ExplainOptions,
  Explanation,
  Model,
  TableAnswers,
} from './model.ts';
export { openModel } from './open-model.ts';
export { FORMAT_VERSION, type ModelAbout, type PackedModel, packModel } from './pack-model.ts';
export { type FileContent, parseArtifactJson } from './parse-artifact-json.ts';
export { type AnyPredictor, getPredictor, PREDICTORS, type Predictor } from './predictors.ts';
export { type ProbeRow, probeRows } from './probe-rows.ts';
export { readFitted } from './read-fitted.ts';
export {
  ANSWERS_FILE,
  type DifferentAnswer,
  findDifferentAnswer,
  type RecordedAnswers,
  recordAnswers,
} from './recorded-answers.ts';
export { sampleRows } from './sample-rows.ts';
export { type PackedState, packState, unpackState } from './state-codec.ts';
export { calledClasses, toTableAnswers } from './to-answers.ts';
export { writeModelTypes } from './write-types.ts';
