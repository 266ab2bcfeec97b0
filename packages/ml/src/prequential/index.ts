export {
  countAnswer,
  estimatePrequential,
  PREQUENTIAL_PARAMS,
  type PrequentialEstimate,
  type PrequentialState,
  startPrequential,
} from './prequential.ts';
