export { pinballLoss } from './pinball-loss.ts';
export { tweedieDeviance, unitDeviance } from './tweedie-deviance.ts';
