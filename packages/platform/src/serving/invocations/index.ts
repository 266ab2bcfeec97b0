export { parseScoringRequest, type ScoringRequest } from './mlflow.ts';
export { formatInvocation, type InvocationAnswer, parseInvocation } from './sagemaker.ts';
export { parseV1Request, predictionsBody } from './v1.ts';
