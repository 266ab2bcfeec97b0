export { estimateMetric } from './estimate-metric.ts';
export { ESTIMATED_LOSSES, type EstimatedLoss, getEstimatedLoss } from './estimated-losses.ts';
export { expectedOutcome, type UnlabeledAnswers } from './expected-outcome.ts';
export { type AnsweredRows, estimateLoss, fitLossModel, type LossModel } from './loss-model.ts';
