export { loadModel } from './artifact/load-model.ts';
export type {
  Answers,
  Contribution,
  ExplainOptions,
  Explanation,
  Model,
  TableAnswers,
} from './artifact/model.ts';
export { openModel } from './artifact/open-model.ts';
export type { FileContent } from './artifact/parse-artifact-json.ts';
export type { Estimator } from './models/estimator.ts';
export { makeTable, type Table } from './table/table.ts';
