export { type AnswerFormat, answerRows } from './answer-rows.ts';
export { BAD_ROWS, type BadRows } from './plan.ts';
export {
  type OpenedRows,
  type PredictToFileRequest,
  type PredictToFileSummary,
  predictToFile,
  sayNotes,
} from './predict-to-file.ts';
