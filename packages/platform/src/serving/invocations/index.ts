export { type ContentType, readContentType } from './content-type.ts';
export { csvRows } from './csv-rows.ts';
export { parseScoringRequest, type ScoringRequest } from './mlflow.ts';
export {
  formatInvocation,
  type InvocationAnswer,
  parseInvocation,
  readAttributes,
} from './sagemaker.ts';
export { parseV1Request, predictionsBody, type V1Request } from './v1.ts';
